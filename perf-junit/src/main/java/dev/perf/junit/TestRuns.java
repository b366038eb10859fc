package dev.perf.junit;

import dev.perf.LoadTest;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.InvalidTestFileException;
import dev.perf.plan.TestFile;
import dev.perf.plan.TestPlan;
import dev.perf.plan.TestPlan.ThresholdRule;
import dev.perf.result.RunResult;
import dev.perf.spi.Engine;
import dev.perf.spi.FileEngine;
import dev.perf.spi.Run;
import dev.perf.spi.RunOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstances;
import org.opentest4j.TestAbortedException;

/** The runs of one test method, from their start to their judgement. */
final class TestRuns {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final String name;
    private final Settings settings;
    private final List<ThresholdRule> thresholds;
    private final @Nullable IteratedMethod iterated;
    private final @Nullable TimeLimit timeLimit;
    private final Wiring wiring;

    /** Takes a result, and its number among those of the test. */
    private final BiConsumer<RunResult, Integer> publisher;

    /** Appended to by the test's threads, read by JUnit's. */
    private final List<TrackedRun> runs = new CopyOnWriteArrayList<>();

    private final AtomicInteger published = new AtomicInteger();

    private volatile boolean closed;

    private TestRuns(
            String name,
            Settings settings,
            List<ThresholdRule> thresholds,
            @Nullable IteratedMethod iterated,
            @Nullable TimeLimit timeLimit,
            Wiring wiring,
            BiConsumer<RunResult, Integer> publisher) {
        this.name = name;
        this.settings = settings;
        this.thresholds = thresholds;
        this.iterated = iterated;
        this.timeLimit = timeLimit;
        this.wiring = wiring;
        this.publisher = publisher;
    }

    /**
     * Reads the annotations of a test.
     *
     * @throws InvalidPlanException if they have mistakes; all are listed
     */
    static TestRuns of(ExtensionContext context) {
        var mistakes = new Mistakes(context);
        List<ThresholdRule> thresholds = AnnotatedThresholds.of(context, mistakes);
        IteratedMethod iterated = IteratedMethod.of(context, mistakes);
        mistakes.refuse();
        Wiring wiring = Wiring.of(context);
        return new TestRuns(
                context.getDisplayName(),
                Settings.of(
                        context.getTestMethod(),
                        new Parameters(context::getConfigurationParameter, wiring.environment())),
                thresholds,
                iterated,
                TimeLimit.of(context),
                wiring,
                (result, number) -> Publication.publish(context, result, number));
    }

    /** Returns the runs of a method that JUnit runs without the extension: nobody is told of them but the console. */
    static TestRuns withoutExtension() {
        var parameters =
                new Parameters(name -> Optional.ofNullable(System.getProperty(name)), Wiring.REAL.environment());
        return new TestRuns(
                "method",
                Settings.of(Optional.empty(), parameters),
                List.of(),
                null,
                null,
                Wiring.REAL,
                (result, number) -> Publication.print(result));
    }

    /** Tells whether the test method is the iteration itself. */
    boolean isIterated() {
        return iterated != null;
    }

    /** Puts the load that its annotation asks for on the test method. */
    void runMethod(TestInstances instances, List<Object> arguments) throws InterruptedException {
        IteratedMethod method = Objects.requireNonNull(iterated);
        method.judge(run(method.test(instances, arguments), UnaryOperator.identity(), true));
    }

    /** Returns a test as nodes that run and judge it. */
    DynamicNode nodes(LoadTest test, UnaryOperator<RunOptions> options) {
        return RunNodes.of(planOf(test), settings.onInvalid(), () -> run(test, options, false));
    }

    RunResult run(LoadTest test, UnaryOperator<RunOptions> options, boolean verified) throws InterruptedException {
        TestPlan plan = planOf(test);
        if (timeLimit != null) {
            timeLimit.check(plan);
        }
        TrackedRun run = start(plan, options, verified);
        try {
            return run.await();
        } catch (InterruptedException interruption) {
            run.abortIfRunning("the test was interrupted");
            Throwable problem = run.settle();
            if (problem != null) {
                interruption.addSuppressed(problem);
            }
            throw interruption;
        }
    }

    TrackedRun start(LoadTest test, UnaryOperator<RunOptions> options, boolean verified) throws InterruptedException {
        return start(planOf(test), options, verified);
    }

    private TrackedRun start(TestPlan plan, UnaryOperator<RunOptions> options, boolean verified)
            throws InterruptedException {
        if (closed) {
            throw new IllegalStateException(
                    "the test " + name + " has ended; run \"" + plan.name() + "\" from its test method");
        }
        wiring.lock().take(plan.name());
        Run started;
        try {
            started = wiring.engine().apply(plan, options.apply(settings.runOptions()));
        } catch (RuntimeException | Error refused) {
            wiring.lock().leave();
            throw refused;
        }
        var run = new TrackedRun(
                plan.name(),
                started,
                verified ? settings.onInvalid() : null,
                wiring.patience(),
                this::publish,
                wiring.lock()::leave);
        run.watchJvm();
        runs.add(run);
        return run;
    }

    /**
     * Returns what is run of a test: what a file makes of it, then what the switches change.
     *
     * @throws InvalidTestFileException if the file has mistakes
     */
    private TestPlan planOf(LoadTest test) {
        TestFile file = settings.file();
        TestPlan plan = file == null ? test.plan() : wiring.files().apply(file, test.plan());
        return withThresholds(settings.switches().applyTo(plan));
    }

    /** Annotations come first, as they are what a reader of the test sees; what the test says too is not said twice. */
    private TestPlan withThresholds(TestPlan plan) {
        List<String> annotated =
                thresholds.stream().map(ThresholdRule::expression).toList();
        return plan.withThresholds(Stream.concat(
                        thresholds.stream(),
                        plan.thresholds().stream().filter(rule -> !annotated.contains(rule.expression())))
                .toList());
    }

    private void publish(RunResult result) {
        publisher.accept(result, published.incrementAndGet());
    }

    /**
     * Ends what still runs, then lets every run object that did not pass. Objections join the failure that the test has
     * already, if any; no failure hides behind an abortion.
     */
    void conclude(@Nullable Throwable failure) {
        runs.forEach(run -> run.abortIfRunning("its test method has ended"));
        var objections = new ArrayList<Throwable>();
        for (TrackedRun run : runs) {
            addIfPresent(objections, run.settle());
            addIfPresent(objections, run.objection(failure));
        }
        objections.sort(Comparator.comparing(TestRuns::aborts));
        if (objections.isEmpty()) {
            return;
        }
        Throwable first = objections.getFirst();
        if (failure != null && (aborts(first) || !aborts(failure))) {
            objections.forEach(failure::addSuppressed);
            return;
        }
        objections.stream().skip(1).forEach(first::addSuppressed);
        throw Objection.unchecked(first);
    }

    private static void addIfPresent(List<Throwable> objections, @Nullable Throwable objection) {
        if (objection != null) {
            objections.add(objection);
        }
    }

    private static boolean aborts(Throwable failure) {
        return failure instanceof TestAbortedException;
    }

    /** Refuses further runs and prints where the reports are, so that a link is the last that a test says. */
    void close() {
        closed = true;
        runs.stream().map(TrackedRun::result).filter(Objects::nonNull).forEach(Publication::print);
    }

    /**
     * What the tests of this package replace.
     *
     * @param engine starts a run
     * @param files returns a plan with what a file says
     * @param patience for iterations to notice that they are interrupted, and for the report to be written
     * @param environment returns the value of an environment variable; null where it is not set
     * @param lock held while something runs
     */
    record Wiring(
            BiFunction<TestPlan, RunOptions, Run> engine,
            BiFunction<TestFile, TestPlan, TestPlan> files,
            Duration patience,
            UnaryOperator<@Nullable String> environment,
            ForkLock lock) {

        /** A missing engine is the mistake of the test that runs something, not of one whose annotations are read. */
        static final Wiring REAL = new Wiring(
                (plan, options) -> Engine.find().start(plan, options),
                (file, plan) -> FileEngine.find().plan(file, plan),
                PATIENCE,
                System::getenv,
                ForkLock.OF_MODULE);

        private static Wiring of(ExtensionContext context) {
            Wiring replaced = context.getStore(PerfExtension.NAMESPACE).get(Wiring.class, Wiring.class);
            return replaced == null ? REAL : replaced;
        }
    }
}
