package dev.perf.engine.internal.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.perf.engine.internal.version.PerfVersion;
import dev.perf.result.JournalException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the journal of a run that is over, entry by entry. Not thread-safe. */
public final class JournalReader implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(JournalReader.class);
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_VERSION = 100;
    private static final int MOST_NAMED = 3;

    private final DataInputStream in;
    private final long size;
    private long left;
    private @Nullable String damage;

    private JournalReader(DataInputStream in, long size) {
        this.in = in;
        this.size = size;
        this.left = size;
    }

    /**
     * Opens the journal of a run.
     *
     * @param folder the folder of the run
     * @throws JournalException if there is none that can be read
     */
    public static JournalReader open(Path folder) {
        Path file = folder.resolve(Journal.FILE);
        if (!Files.isRegularFile(file)) {
            throw new JournalException(missing(folder));
        }
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            try {
                requireUnlocked(channel, folder);
                var in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), BUFFER));
                var reader = new JournalReader(in, channel.size());
                reader.readHead(file);
                return reader;
            } catch (IOException | RuntimeException unusable) {
                channel.close();
                throw unusable;
            }
        } catch (IOException unreadable) {
            throw new JournalException(file + " cannot be read: " + unreadable);
        }
    }

    private static String missing(Path folder) {
        String file = Journal.FILE;
        if (!Files.isDirectory(folder)) {
            return folder + " is no folder; give the folder of a run, in which its " + file + " is";
        }
        List<Path> below = journalsBelow(folder);
        if (!below.isEmpty()) {
            return folder + " has no " + file + " itself; give the folder of a run, such as " + below.getLast();
        }
        return folder + " has no " + file + ": a run deletes it as soon as its report is complete, so nothing is to be"
                + " rebuilt here, or this is not the folder of a run";
    }

    private static List<Path> journalsBelow(Path folder) {
        try (Stream<Path> runs = Files.find(
                folder,
                2 + 1,
                (path, attributes) -> path.getFileName().toString().equals(Journal.FILE))) {
            return runs.map(Path::getParent).sorted().limit(MOST_NAMED).toList();
        } catch (IOException | UncheckedIOException unreadable) {
            LOG.debug("{} cannot be listed", folder, unreadable);
            return List.of();
        }
    }

    private static void requireUnlocked(FileChannel channel, Path folder) {
        try (FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            if (lock == null) {
                throw isGoing(folder);
            }
        } catch (OverlappingFileLockException ofThisProcess) {
            throw isGoing(folder);
        } catch (IOException unsupported) {
            LOG.debug("{} cannot be locked", folder, unsupported);
        }
    }

    private static JournalException isGoing(Path folder) {
        return new JournalException(
                "the run in " + folder + " is still going; it writes its report when it ends, so wait, or stop it");
    }

    private void readHead(Path file) throws IOException {
        byte[] magic = in.readNBytes(JournalFormat.MAGIC.length);
        if (!Arrays.equals(magic, JournalFormat.MAGIC)) {
            throw new JournalException(
                    left < JournalFormat.head().remaining()
                            ? file + " is empty: the generator was killed before the load began"
                            : file + " is no journal of Perf");
        }
        try {
            int version = in.readInt();
            String perf = version(in.readInt());
            if (version != JournalFormat.VERSION) {
                throw new JournalException(file + " was written by Perf " + perf + " in format " + version
                        + ", and this is Perf " + PerfVersion.CURRENT + ", which reads format "
                        + JournalFormat.VERSION + "; rebuild the report with Perf " + perf);
            }
            left -= magic.length + 2 * Integer.BYTES + perf.getBytes(UTF_8).length;
        } catch (EOFException torn) {
            throw new JournalException(file + " is empty: the generator was killed before the load began");
        }
    }

    private String version(int length) throws IOException {
        return new String(in.readNBytes(Math.clamp(length, 0, LONGEST_VERSION)), UTF_8);
    }

    /**
     * Returns the next entry; null at the end, which is where one was not written to its end or was damaged: nothing
     * behind it is to be believed.
     *
     * @throws JournalException if the file cannot be read
     */
    public byte @Nullable [] next() {
        try {
            if (left < JournalFormat.PREFIX) {
                return null;
            }
            int length = in.readInt();
            int checksum = in.readInt();
            left -= JournalFormat.PREFIX;
            if (length < 0 || length > left) {
                return end();
            }
            byte[] entry = in.readNBytes(length);
            left -= length;
            if (entry.length == length && JournalFormat.checksum(entry) == checksum) {
                return entry;
            }
            if (left > 0) {
                damage = String.format(
                        Locale.ROOT,
                        "The journal is damaged at byte %,d: the %,d bytes from there on could not be read.",
                        size - left - length,
                        left + length);
            }
            return end();
        } catch (IOException unreadable) {
            throw new JournalException("the journal cannot be read: " + unreadable);
        }
    }

    /** Returns what of the journal could not be read, though it was written; null as long as there is no such thing. */
    public @Nullable String damage() {
        return damage;
    }

    private byte @Nullable [] end() {
        left = 0;
        return null;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
