package dev.perf.distributed.internal.worker;

import dev.perf.distributed.internal.worker.WorkerSession.Shares;
import dev.perf.engine.conduct.Fleets;
import dev.perf.engine.internal.wire.BadBytesException;
import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The process in which an agent runs the user's code. It gets orders on its standard input and reports on its standard
 * output, which user code has no part in: what it prints goes to the standard error output. It ends when its input ends,
 * and when the process that has started it is gone, whatever the user's code does.
 */
public final class WorkerMain {

    /** What the process ends with when its agent is gone or cannot be understood: EX_SOFTWARE of sysexits.h. */
    static final int ENDED = 70;

    private static final Duration PARENT_WATCH = Duration.ofMillis(500);

    private WorkerMain() {}

    /**
     * Begins to take orders; ends the process when there will be no more.
     *
     * @param arguments after how many milliseconds it says each time that it is alive
     */
    public static void main(String... arguments) {
        run(Fleets::prepare, arguments);
    }

    static void run(Shares shares, String... arguments) {
        Duration heartbeat = Duration.ofMillis(Long.parseLong(arguments[0]));
        var in = new FileInputStream(FileDescriptor.in);
        var out = new FileOutputStream(FileDescriptor.out);
        System.setIn(InputStream.nullInputStream());
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, System.err.charset()));
        watchParent();
        var reports = new Frames.Writer(out);
        try (var session = new WorkerSession(
                ClassLoader.getSystemClassLoader(), Path.of(""), shares, report -> send(reports, report))) {
            session.start();
            send(
                    reports,
                    new WorkerReport.Started(
                            ProcessHandle.current().pid(), Runtime.version().toString(), Fleets.version()));
            beat(heartbeat, reports);
            listen(new Frames.Reader(new BufferedInputStream(in)), session, reports);
        } catch (IOException | BadBytesException lost) {
            System.err.println("the agent cannot be understood any more: " + lost);
        } finally {
            end();
        }
    }

    private static void listen(Frames.Reader in, WorkerSession session, Frames.Writer reports) throws IOException {
        for (byte[] frame = in.read(); frame != null; frame = in.read()) {
            if (OrderCodec.isClockQuestion(frame)) {
                reports.write(ReportCodec.clock(System.nanoTime()));
            } else {
                session.order(OrderCodec.order(frame));
            }
        }
    }

    /** On a thread that users share no carrier with, so that a process that they keep busy is told from one that stands still. */
    private static void beat(Duration interval, Frames.Writer reports) {
        var builder = Thread.ofPlatform().name("perf-worker-life").daemon().priority(Thread.MAX_PRIORITY);
        builder.start(() -> {
            try {
                while (true) {
                    send(reports, new WorkerReport.Alive());
                    Thread.sleep(interval);
                }
            } catch (InterruptedException impossible) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Without an agent that takes them, reports are worth nothing, and neither is the load. */
    private static void send(Frames.Writer reports, WorkerReport report) {
        try {
            reports.write(ReportCodec.bytes(report));
        } catch (IOException gone) {
            System.err.println("the agent takes no reports any more: " + gone);
            end();
        }
    }

    /** The input may be held open by others; that the parent is gone cannot be hidden. */
    private static void watchParent() {
        Optional<ProcessHandle> parent = ProcessHandle.current().parent();
        Thread.ofPlatform().name("perf-worker-parent").daemon().start(() -> {
            try {
                while (parent.isPresent() && parent.get().isAlive()) {
                    Thread.sleep(PARENT_WATCH);
                }
            } catch (InterruptedException impossible) {
                Thread.currentThread().interrupt();
            }
            end();
        });
    }

    /** Not by an exit, whose hooks are the user's. */
    private static void end() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        Runtime.getRuntime().halt(ENDED);
    }
}
