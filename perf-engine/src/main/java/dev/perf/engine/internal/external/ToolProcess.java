package dev.perf.engine.internal.external;

import dev.perf.result.RunResult;
import dev.perf.spi.Execution;
import dev.perf.text.DurationText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tool under way. It is asked to end as Ctrl-C would, then more firmly, then it is ended, with all processes that it
 * started; what it wrote until then is imported.
 */
final class ToolProcess implements Execution<RunResult> {

    private static final Logger LOG = LoggerFactory.getLogger(ToolProcess.class);

    /** How long a tool has to end before it is asked more firmly. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How long it has then. */
    static final Duration LAST_PATIENCE = Duration.ofSeconds(30);

    /** Makes the result of what a tool wrote. */
    interface Import {
        RunResult of(int exitCode, @Nullable String stopped) throws IOException;
    }

    private final Process process;
    private final boolean sharesTerminal;
    private final CompletableFuture<RunResult> end = new CompletableFuture<>();
    private final AtomicReference<@Nullable String> stopped = new AtomicReference<>();

    private ToolProcess(Process process, boolean sharesTerminal) {
        this.process = process;
        this.sharesTerminal = sharesTerminal;
    }

    /**
     * Begins to follow a process.
     *
     * @param sharesTerminal whether the process is told of Ctrl-C by the terminal
     * @param console takes what it prints; null for nobody
     * @param printed takes it as well
     * @param limit how long it may take; null for as long as it takes
     */
    static ToolProcess follow(
            Process process,
            boolean sharesTerminal,
            @Nullable PrintStream console,
            Path printed,
            @Nullable Duration limit,
            Import result) {
        var tool = new ToolProcess(process, sharesTerminal);
        Thread pump = Thread.ofPlatform()
                .name("perf-tool-output")
                .daemon()
                .start(() -> copy(process.getInputStream(), console, printed));
        Thread.ofPlatform().name("perf-tool").start(() -> tool.follow(pump, limit, result));
        return tool;
    }

    @Override
    public RunResult await() throws InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            if (cause instanceof RuntimeException known) {
                throw known;
            }
            throw new CompletionException(String.valueOf(failed.getMessage()), cause);
        }
    }

    @Override
    public void stop(String reason) {
        if (stopped.compareAndSet(null, reason)) {
            Thread.ofPlatform().name("perf-tool-end").daemon().start(this::askToEnd);
        }
    }

    @Override
    public void abort(String reason) {
        stopped.compareAndSet(null, reason);
        kill();
    }

    private void follow(Thread pump, @Nullable Duration limit, Import result) {
        try {
            if (limit != null && !process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                stop("it took longer than " + DurationText.of(limit));
            }
            int exitCode = process.waitFor();
            // What the process started and left behind may hold its output open.
            pump.join(PATIENCE);
            end.complete(result.of(exitCode, stopped.get()));
        } catch (InterruptedException nobodys) {
            Thread.currentThread().interrupt();
            kill();
            end.completeExceptionally(nobodys);
        } catch (IOException | RuntimeException | Error failed) {
            end.completeExceptionally(failed);
        }
    }

    private void askToEnd() {
        try {
            if (!sharesTerminal) {
                interrupt();
            }
            if (process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
            tree().forEach(ProcessHandle::destroy);
            if (!process.waitFor(LAST_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException nobodys) {
            Thread.currentThread().interrupt();
            kill();
        }
    }

    /** Does what Ctrl-C does, which ApacheBench prints its results on; where there is no such thing, ends politely. */
    private void interrupt() throws InterruptedException {
        var command = new ArrayList<>(List.of("kill", "-INT"));
        tree().forEach(one -> command.add(String.valueOf(one.pid())));
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException noSignals) {
            tree().forEach(ProcessHandle::destroy);
        }
    }

    private void kill() {
        tree().forEach(ProcessHandle::destroyForcibly);
    }

    /** What it started comes first, for it cannot be found any more once its parent is gone. */
    private Stream<ProcessHandle> tree() {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()));
    }

    /** Reads to the end whatever happens to the file: a tool whose output nobody takes would wait for ever. */
    private static void copy(InputStream from, @Nullable PrintStream console, Path printed) {
        byte[] buffer = new byte[1 << 13];
        try (InputStream in = from) {
            OutputStream file = Files.newOutputStream(printed);
            boolean isWhole = true;
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (console != null) {
                    console.write(buffer, 0, count);
                    console.flush();
                }
                isWhole = isWhole && write(file, buffer, count);
            }
            file.close();
        } catch (IOException ended) {
            LOG.debug("the output of the tool ended", ended);
        }
    }

    private static boolean write(OutputStream file, byte[] buffer, int count) {
        try {
            file.write(buffer, 0, count);
            return true;
        } catch (IOException full) {
            LOG.warn("what the tool prints is not kept any more: {}", String.valueOf(full));
            return false;
        }
    }
}
