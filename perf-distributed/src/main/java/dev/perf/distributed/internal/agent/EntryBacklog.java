package dev.perf.distributed.internal.agent;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a journal that nobody has acknowledged, numbered from 1 on. The oldest are in memory, up to a bound, and
 * those that come when it is reached in a file, which is removed with the last of them. Not thread-safe.
 */
final class EntryBacklog implements AutoCloseable {

    /** An entry in the file. */
    private record Place(long offset, int length) {}

    private final Path overflow;
    private final long mostBytes;
    private final TreeMap<Long, byte[]> inMemory = new TreeMap<>();
    private final TreeMap<Long, Place> inFile = new TreeMap<>();
    private @Nullable RandomAccessFile file;
    private long bytes;
    private long last;
    private long acknowledged;

    /**
     * Creates it, empty.
     *
     * @param overflow where the file is made, when there is need of one
     * @param mostBytes how much is kept in memory
     */
    EntryBacklog(Path overflow, long mostBytes) {
        this.overflow = overflow;
        this.mostBytes = mostBytes;
    }

    /**
     * Adds an entry and returns its number.
     *
     * @throws IOException if there is no room in memory, and the file cannot be written: the entry is lost
     */
    long add(byte[] entry) throws IOException {
        long number = ++last;
        if (inFile.isEmpty() && (bytes + entry.length <= mostBytes || inMemory.isEmpty())) {
            inMemory.put(number, entry);
            bytes += entry.length;
        } else {
            RandomAccessFile to = file();
            long offset = to.length();
            to.seek(offset);
            to.write(entry);
            inFile.put(number, new Place(offset, entry.length));
        }
        return number;
    }

    private RandomAccessFile file() throws IOException {
        if (file == null) {
            Files.createDirectories(overflow.toAbsolutePath().getParent());
            file = new RandomAccessFile(overflow.toFile(), "rw");
            file.setLength(0);
        }
        return file;
    }

    /** Forgets entries up to a number, that one included. */
    void acknowledge(long number) throws IOException {
        acknowledged = Math.max(acknowledged, Math.min(number, last));
        var known = inMemory.headMap(acknowledged, true);
        known.values().forEach(entry -> bytes -= entry.length);
        known.clear();
        inFile.headMap(acknowledged, true).clear();
        if (inFile.isEmpty() && file != null) {
            close();
        }
    }

    /**
     * Returns an entry; null where it was acknowledged, lost, or has not come yet.
     *
     * @throws IOException if the file cannot be read
     */
    byte @Nullable [] get(long number) throws IOException {
        byte[] entry = inMemory.get(number);
        Place place = inFile.get(number);
        if (entry != null || place == null) {
            return entry;
        }
        var read = new byte[place.length];
        RandomAccessFile from = file();
        from.seek(place.offset);
        from.readFully(read);
        return read;
    }

    /** Returns the number of the entry that came last; 0 where none has come. */
    long last() {
        return last;
    }

    /** Returns the number up to which entries were acknowledged. */
    long acknowledged() {
        return acknowledged;
    }

    /** Removes the file. */
    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
            file = null;
            Files.deleteIfExists(overflow);
        }
    }
}
