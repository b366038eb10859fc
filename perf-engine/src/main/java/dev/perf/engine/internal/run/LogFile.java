package dev.perf.engine.internal.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A text file that grows by lines, each with the operating system soon after it was added, so that it survives this
 * process. Who adds never waits for the disk. Where it cannot be written any more it ends, which disturbs nobody.
 */
final class LogFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogFile.class);
    private static final int MOST_WAITING = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Is no line, for these end. */
    private static final String END = "";

    private final Path path;
    private final Writer file;
    private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Thread writer;

    private LogFile(Path path, Writer file) {
        this.path = path;
        this.file = file;
        this.writer = Thread.ofPlatform().daemon().name("perf-log").unstarted(this::write);
    }

    /**
     * Makes a new file.
     *
     * @throws IOException if it cannot be made, or is there already
     */
    static LogFile create(Path path) throws IOException {
        var log = new LogFile(path, Files.newBufferedWriter(path, UTF_8, StandardOpenOption.CREATE_NEW));
        log.writer.start();
        return log;
    }

    /** Adds a line, unless the disk is thousands of lines behind. */
    void add(String line) {
        boolean unused = waiting.offer(line + "\n");
    }

    private void write() {
        try (file) {
            for (String line = waiting.take(); !line.equals(END); line = waiting.take()) {
                file.write(line);
                if (waiting.isEmpty()) {
                    file.flush();
                }
            }
        } catch (IOException unwritable) {
            LOG.warn("{} cannot be written any more: {}", path, unwritable.toString());
        } catch (InterruptedException impossible) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when all lines are written, or the disk does not answer. */
    @Override
    public void close() {
        try {
            if (waiting.offer(END)) {
                writer.join(PATIENCE);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
