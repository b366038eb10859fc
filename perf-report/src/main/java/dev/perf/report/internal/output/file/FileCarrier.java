package dev.perf.report.internal.output.file;

import dev.perf.report.internal.output.Batch;
import dev.perf.report.internal.output.Carrier;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes batches to the end of a file, each as a whole or not at all. */
final class FileCarrier implements Carrier {

    private final Path file;
    private final FileChannel channel;
    private long length;

    /**
     * Makes the file, or empties it.
     *
     * @throws IOException if that cannot be done
     */
    FileCarrier(Path file) throws IOException {
        this.file = file;
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            this.channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (FileSystemException unwritable) {
            throw new IOException(whyOf(unwritable), unwritable);
        }
    }

    private static String whyOf(FileSystemException unwritable) {
        String kind = unwritable.getClass().getSimpleName();
        return unwritable.getFile() + ": "
                + switch (kind) {
                    case "AccessDeniedException" -> "it may not be written";
                    case "FileAlreadyExistsException" -> "it is a file, where a folder is needed";
                    default -> unwritable.getReason() == null ? kind : unwritable.getReason();
                };
    }

    @Override
    public void carry(Batch batch) throws IOException {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(batch.text());
            while (bytes.hasRemaining()) {
                channel.write(bytes, length + bytes.position());
            }
            length += batch.text().length;
        } catch (IOException full) {
            takeBack();
            throw new IOException(file + ": " + (full.getMessage() == null ? full : full.getMessage()), full);
        }
    }

    /** Half a line is no line. */
    private void takeBack() {
        try {
            channel.truncate(length);
        } catch (IOException undone) {
            // The next batch is written over it.
            return;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException unwritable) {
            // All that was carried had been handed to the system before.
            return;
        }
    }
}
