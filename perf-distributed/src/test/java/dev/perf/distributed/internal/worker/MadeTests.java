package dev.perf.distributed.internal.worker;

import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;

import dev.perf.LoadTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Methods that make tests, for workers to call. */
final class MadeTests {

    /** What a worker alone has set. */
    static final String IN_WORKER = "perf.test.in.worker";

    private MadeTests() {}

    static LoadTest plain() {
        return named("plain");
    }

    static LoadTest named(String name) {
        return loadTest(name)
                .run(
                        scenario("idle").exec(exec("nothing", user -> {})),
                        users().rampTo(2).over(Duration.ofSeconds(1)));
    }

    static LoadTest ofValues(String name, int port, TimeUnit unit, Duration time) {
        return named(name + port + unit + time);
    }

    static LoadTest surroundings() {
        return named(Boolean.getBoolean(IN_WORKER) ? "here" : "there");
    }

    static LoadTest throwing() {
        if (isWorker()) {
            throw new IllegalStateException("no database here");
        }
        return plain();
    }

    /** Keeps all carriers of virtual threads busy, and as many threads again. */
    static LoadTest busy() {
        if (isWorker()) {
            int cores = Runtime.getRuntime().availableProcessors();
            for (int i = 0; i < 2 * cores; i++) {
                Thread.ofVirtual().start(MadeTests::spin);
                Thread.ofPlatform().daemon().start(MadeTests::spin);
            }
            System.out.println("busy");
        }
        return plain();
    }

    private static void spin() {
        while (true) {
            Thread.onSpinWait();
        }
    }

    static LoadTest exiting() {
        if (isWorker()) {
            System.exit(3);
        }
        return plain();
    }

    static LoadTest greedy() {
        var kept = new ArrayList<byte[]>();
        while (isWorker()) {
            kept.add(new byte[1 << 20]);
        }
        return plain();
    }

    static LoadTest noisy() {
        System.out.println("printed to out");
        System.err.println("printed to err");
        return plain();
    }

    static LoadTest inherited() {
        if (isWorker()) {
            started(new ProcessBuilder("echo", "from a process beside").inheritIO())
                    .onExit()
                    .join();
        }
        return plain();
    }

    /** Starts a process that goes on by itself, and says its number. */
    static LoadTest parent() {
        if (isWorker()) {
            System.out.println(
                    "child " + started(new ProcessBuilder("sleep", "600")).pid());
        }
        return plain();
    }

    static LoadTest telling() {
        System.out.println("HOME is " + (System.getenv("HOME") == null ? "missing" : "there"));
        System.out.println("SECRET_OF_RUN is " + System.getenv("SECRET_OF_RUN"));
        System.out.println("variables " + List.copyOf(System.getenv().keySet()));
        System.out.println("mine is " + System.getProperty("mine"));
        System.out.println("folder is " + Path.of("").toAbsolutePath().getFileName());
        return plain();
    }

    private static Process started(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static boolean isWorker() {
        return Boolean.getBoolean(IN_WORKER);
    }
}
