package dev.perf.distributed.internal.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder in which an agent keeps the parts of bundles, by their hashes: {@code sha256/<first two digits>/<hash>}. What
 * has not been used for longest is removed when there is too much. Several agents may use one folder: a part is put there
 * whole, at once, and runs have parts of their own, by {@link Delivery}. Thread-safe.
 */
public final class BundleCache {

    /** The most bytes that are kept unless somebody says otherwise: 4 GB. */
    public static final long DEFAULT_MOST_BYTES = 4L << 30;

    private final Path folder;
    private final long mostBytes;

    /**
     * @param folder made where it is missing
     * @param mostBytes what is kept of former runs beside the parts of the present one
     */
    public BundleCache(Path folder, long mostBytes) {
        this.folder = folder.toAbsolutePath();
        this.mostBytes = mostBytes;
    }

    /** Returns the most bytes that are kept. */
    long mostBytes() {
        return mostBytes;
    }

    private Path parts() {
        return folder.resolve("sha256");
    }

    private Path place(String hash) {
        return parts().resolve(hash.substring(0, 2)).resolve(hash);
    }

    /** When a part was used last is the time of a file beside it, so that the part itself never changes. */
    private static Path usedMark(Path part) {
        return part.resolveSibling(part.getFileName() + ".used");
    }

    /**
     * Returns where a part is; null where it is not, or is damaged, in which case it is removed.
     *
     * @throws BundleException if the folder cannot be used
     */
    @Nullable
    Path find(BundleEntry entry) {
        Path part = place(entry.hash());
        try {
            if (!Files.isRegularFile(part)) {
                return null;
            }
            if (Files.size(part) != entry.size() || !FileHashes.of(part).equals(entry.hash())) {
                Files.deleteIfExists(part);
                return null;
            }
            use(part);
            return part;
        } catch (NoSuchFileException removed) {
            return null; // by another agent, this very moment
        } catch (IOException unusable) {
            throw failed("cannot be used", unusable);
        }
    }

    private static void use(Path part) throws IOException {
        Path mark = usedMark(part);
        if (!Files.exists(mark)) {
            Files.write(mark, new byte[0]);
        }
        Files.setLastModifiedTime(mark, FileTime.from(Instant.now()));
    }

    private BundleException failed(String what, IOException failure) {
        String reason = failure instanceof FileSystemException trouble && trouble.getReason() != null
                ? trouble.getReason()
                : failure.toString();
        return new BundleException(
                "the cache of class paths, " + folder + ", " + what + ": " + reason
                        + "; make room there, let the agent write there, or give it another folder",
                failure);
    }

    /**
     * Begins to take a part, where it was left off if it was before.
     *
     * @throws BundleException if the folder cannot be written to
     */
    Incoming take(BundleEntry entry) {
        try {
            Path waiting = folder.resolve("incoming");
            Files.createDirectories(waiting);
            Files.createDirectories(place(entry.hash()).resolve("..").normalize());
            makeRoom(entry.size());
            Path common = waiting.resolve(entry.hash());
            FileChannel channel = open(common);
            if (locked(channel) != null) {
                return new Incoming(entry, common, channel);
            }
            channel.close(); // another agent takes the same part this moment
            Path own = waiting.resolve(entry.hash() + "-" + UUID.randomUUID());
            return new Incoming(entry, own, open(own));
        } catch (IOException unusable) {
            throw failed("cannot be written to", unusable);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static @Nullable FileLock locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException byAnotherThread) {
            return null;
        }
    }

    /** Removes what was used longest ago until there is room. */
    private void makeRoom(long more) throws IOException {
        record Kept(Path part, long size, FileTime used) {}

        var kept = new ArrayList<Kept>();
        long sum = more;
        for (Path part : partsKept()) {
            try {
                Path mark = usedMark(part);
                long size = Files.size(part);
                sum += size;
                kept.add(new Kept(part, size, Files.getLastModifiedTime(Files.exists(mark) ? mark : part)));
            } catch (NoSuchFileException removed) {
                continue; // by another agent, this very moment
            }
        }
        kept.sort(Comparator.comparing(Kept::used));
        for (Kept oldest : kept) {
            if (sum <= mostBytes) {
                return;
            }
            Files.deleteIfExists(oldest.part());
            Files.deleteIfExists(usedMark(oldest.part()));
            sum -= oldest.size();
        }
    }

    private List<Path> partsKept() throws IOException {
        if (!Files.isDirectory(parts())) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(parts(), 2)) {
            return all.filter(file -> file.getFileName().toString().length() == 64 && Files.isRegularFile(file))
                    .toList();
        }
    }

    /** A part that is being taken; for one thread at a time. */
    final class Incoming implements AutoCloseable {

        private final BundleEntry entry;
        private final Path file;
        private final FileChannel channel;
        private final MessageDigest digest = FileHashes.digest();
        private long offset;

        private Incoming(BundleEntry entry, Path file, FileChannel channel) throws IOException {
            this.entry = entry;
            this.file = file;
            this.channel = channel;
            if (channel.size() > entry.size()) {
                channel.truncate(0);
            }
            ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
            while (channel.read(buffer) >= 0) {
                digest.update(buffer.flip());
                offset += buffer.limit();
                buffer.clear();
            }
        }

        /** Returns how many bytes are there already. */
        long offset() {
            return offset;
        }

        /**
         * Takes the bytes that come next; returns whether the part is complete, and kept, by them.
         *
         * @throws BundleException if they are not the bytes of the part, or cannot be written
         */
        boolean write(long at, byte[] bytes) {
            if (at != offset || bytes.length > entry.size() - offset) {
                throw new BundleException("bytes " + at + " to " + (at + bytes.length) + " of " + entry.name()
                        + " came instead of those from " + offset);
            }
            try {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer, offset + buffer.position());
                }
            } catch (IOException full) {
                throw failed("cannot take " + entry.name() + " of " + BundleManifest.megabytes(entry.size()), full);
            }
            digest.update(bytes);
            offset += bytes.length;
            if (offset < entry.size()) {
                return false;
            }
            keep();
            return true;
        }

        private void keep() {
            try {
                if (!FileHashes.hex(digest).equals(entry.hash())) {
                    channel.truncate(0);
                    throw new BundleException(entry.name() + " has come with other bytes than its hash says: it was"
                            + " changed on its way, or while it was sent; do not build while a run begins");
                }
                channel.force(false);
                Path place = place(entry.hash());
                try {
                    Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
                } catch (AtomicMoveNotSupportedException | AccessDeniedException busy) {
                    channel.close(); // Windows moves no open file
                    Files.move(file, place, StandardCopyOption.REPLACE_EXISTING);
                }
                use(place);
                channel.close();
            } catch (IOException unusable) {
                throw failed("cannot keep " + entry.name(), unusable);
            }
        }

        /** Leaves off; what is there is kept for the next time. */
        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException unwritable) {
                throw failed("cannot keep what has come of " + entry.name(), unwritable);
            }
        }
    }
}
