package dev.perf.engine.internal.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A journal on a disk, locked as long as its run goes, so that nobody takes it for that of a dead one. */
final class LockedFile implements JournalFile {

    private static final Logger LOG = LoggerFactory.getLogger(LockedFile.class);

    /** A journal may not be what fills a disk. */
    private static final long MOST_BYTES = 2L << 30;

    /** The report needs room too. */
    private static final long LEAST_FREE_BYTES = 256L << 20;

    /** How often to look what room there is: asking takes some microseconds. */
    private static final long LOOK_EVERY_BYTES = 4L << 20;

    private final FileChannel channel;
    private final Path place;
    private Path file;
    private long written;
    private long nextLook;

    private LockedFile(FileChannel channel, Path file, Path place) {
        this.channel = channel;
        this.file = file;
        this.place = place;
    }

    /** Makes a new file. */
    static LockedFile create(Path file) throws IOException {
        return create(file, file);
    }

    private static LockedFile create(Path file, Path place) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock(channel, file);
        return new LockedFile(channel, file, place);
    }

    /** Returns where the successor of {@code file} is until it succeeds. */
    static Path successorOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".next");
    }

    /** Some network folders know no locks: then a run that is still going cannot be told from a dead one. */
    private static @Nullable FileLock lock(FileChannel channel, Path file) {
        try {
            return channel.tryLock();
        } catch (IOException unsupported) {
            LOG.debug("{} cannot be locked", file, unsupported);
            return null;
        }
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        if (written >= nextLook) {
            requireRoom();
            nextLook = written + LOOK_EVERY_BYTES;
        }
        while (bytes.hasRemaining()) {
            written += channel.write(bytes);
        }
    }

    private void requireRoom() throws IOException {
        if (written >= MOST_BYTES) {
            throw new IOException("it has " + (MOST_BYTES >> 30) + " GB, and that is enough for a file that is thrown"
                    + " away at the end");
        }
        FileStore disk = Files.getFileStore(file);
        long free = disk.getUsableSpace();
        if (free < LEAST_FREE_BYTES) {
            throw new IOException("only " + (free >> 20) + " MB are left on the disk, which the report may need");
        }
    }

    @Override
    public void force() throws IOException {
        channel.force(false);
    }

    @Override
    public JournalFile successor() throws IOException {
        return create(successorOf(place), place);
    }

    @Override
    public void succeed() throws IOException {
        Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
        file = place;
    }

    @Override
    public void discard() {
        try {
            channel.close();
            Files.deleteIfExists(file);
        } catch (IOException undeletable) {
            LOG.warn("{} is not needed and cannot be deleted: {}", file, undeletable.toString());
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
