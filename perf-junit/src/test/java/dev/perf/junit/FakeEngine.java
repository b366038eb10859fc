package dev.perf.junit;

import dev.perf.junit.TestRuns.Wiring;
import dev.perf.plan.InvalidTestFileException;
import dev.perf.plan.TestFile;
import dev.perf.plan.TestPlan;
import dev.perf.result.RunResult;
import dev.perf.spi.Run;
import dev.perf.spi.RunListener;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An engine that sends nothing and returns what it was told to. Registered in a test class, it is used there. */
final class FakeEngine implements BeforeAllCallback {

    final List<TestPlan> plans = new CopyOnWriteArrayList<>();
    final List<RunOptions> options = new CopyOnWriteArrayList<>();
    final List<String> stops = new CopyOnWriteArrayList<>();
    /** The files that configured tests. */
    final List<TestFile> files = new CopyOnWriteArrayList<>();

    final Map<String, String> environment = new ConcurrentHashMap<>();

    /** Which file every fake has for itself: what they run is no load. */
    private final ForkLock lock = new ForkLock(temporary(), System.err::println);

    private final Supplier<Run> runs;

    /** How long the extension waits for an aborted run; only a run that never ends makes use of it. */
    private final Duration patience;

    private FakeEngine(Supplier<Run> runs) {
        this(runs, Duration.ofSeconds(30));
    }

    private FakeEngine(Supplier<Run> runs, Duration patience) {
        this.runs = runs;
        this.patience = patience;
    }

    /** Its runs end at once, with one result after the other, and the last again and again. */
    static FakeEngine returning(RunResult... results) {
        var next = new CopyOnWriteArrayList<>(results);
        return new FakeEngine(() -> {
            RunResult result = next.size() == 1 ? next.getFirst() : next.removeFirst();
            return new FakeRun(() -> result);
        });
    }

    /** Its runs end with a fault of the engine. */
    static FakeEngine failing(RuntimeException fault) {
        return new FakeEngine(() -> new FakeRun(() -> {
            throw fault;
        }));
    }

    /** Its runs go on until they are stopped. */
    static FakeEngine runningUntilStopped(RunResult result) {
        return new FakeEngine(() -> new EndlessRun(result, true));
    }

    /** Its runs do not even end when they are stopped. */
    static FakeEngine runningForEver() {
        return new FakeEngine(() -> new EndlessRun(Results.aborted().build(), false), Duration.ofMillis(1));
    }

    private static Path temporary() {
        try {
            Path file = Files.createTempFile("perf", ".lock");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        plans.clear();
        options.clear();
        stops.clear();
        files.clear();
        context.getStore(PerfExtension.NAMESPACE)
                .put(Wiring.class, new Wiring(this::start, this::configured, patience, environment::get, lock));
    }

    /** Multiplies rates and users by ten, unless the file is a broken one. */
    private TestPlan configured(TestFile file, TestPlan plan) {
        files.add(file);
        if ("broken.yaml".equals(file.path())) {
            throw new InvalidTestFileException("broken.yaml:3:1: there is no key \"usres\"; did you mean \"users\"?");
        }
        return plan.withLoads(load -> load.scaledBy(10));
    }

    private Run start(TestPlan plan, RunOptions runOptions) {
        plans.add(plan);
        options.add(runOptions);
        runOptions.listeners().forEach(listener -> listener.onStart(plan, "1"));
        Run run = runs.get();
        return new UncontrolledRun() {
            @Override
            public RunResult await() throws InterruptedException {
                RunResult result = run.await();
                for (RunListener listener : runOptions.listeners()) {
                    listener.onEnd(result);
                }
                return result;
            }

            @Override
            public void stop(String reason) {
                stops.add(reason);
                run.stop(reason);
            }

            @Override
            public void abort(String reason) {
                stops.add(reason);
                run.abort(reason);
            }
        };
    }

    private record FakeRun(Supplier<RunResult> result) implements UncontrolledRun {

        @Override
        public RunResult await() {
            return result.get();
        }

        @Override
        public void stop(String reason) {}

        @Override
        public void abort(String reason) {}
    }

    private static final class EndlessRun implements UncontrolledRun {

        private final RunResult result;
        private final boolean obedient;
        private final CountDownLatch stopped = new CountDownLatch(1);

        EndlessRun(RunResult result, boolean obedient) {
            this.result = result;
            this.obedient = obedient;
        }

        @Override
        public RunResult await() throws InterruptedException {
            stopped.await();
            return result;
        }

        @Override
        public void stop(String reason) {
            abort(reason);
        }

        @Override
        public void abort(String reason) {
            if (obedient) {
                stopped.countDown();
            }
        }
    }
}
