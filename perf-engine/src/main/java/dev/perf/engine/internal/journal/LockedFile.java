package dev.perf.engine.internal.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A journal on a disk, locked as long as its run goes, so that nobody takes it for that of a dead one. */
final class LockedFile implements JournalFile {

    private static final Logger LOG = LoggerFactory.getLogger(LockedFile.class);

    private final FileChannel channel;

    private LockedFile(FileChannel channel) {
        this.channel = channel;
    }

    /** Makes a new file. */
    static LockedFile create(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock(channel, file);
        return new LockedFile(channel);
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
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
