package dev.perf.engine.internal.run;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.clock.SystemClock;
import dev.perf.engine.internal.extract.JsonLibrary;
import dev.perf.engine.internal.health.Sampler;
import dev.perf.engine.internal.health.Vitals;
import dev.perf.engine.internal.jmx.RunBean;
import dev.perf.engine.internal.journal.Journal;
import dev.perf.engine.internal.journal.RunFacts;
import dev.perf.engine.internal.mask.Masks;
import dev.perf.engine.internal.measure.Aggregator;
import dev.perf.engine.internal.measure.LoadView;
import dev.perf.engine.internal.measure.Totals;
import dev.perf.engine.internal.soak.SoakWatch;
import dev.perf.engine.internal.trace.FirstFailure;
import dev.perf.load.ClosedLoad;
import dev.perf.load.IterationLoad;
import dev.perf.load.OpenLoad;
import dev.perf.load.Rate;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.TestPlan;
import dev.perf.result.ErrorResult;
import dev.perf.result.PlannedLoad;
import dev.perf.result.RunEvent;
import dev.perf.result.RunEvent.Type;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.result.Verdict;
import dev.perf.spi.Run;
import dev.perf.spi.RunOptions;
import dev.perf.threshold.Threshold;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of one plan: a timer thread per workload, and one thread that ends the intervals, watches the thresholds and
 * makes the result when all workloads have ended.
 */
public final class LoadRun implements Run {

    private static final Logger LOG = LoggerFactory.getLogger(LoadRun.class);

    /** Short runs get short intervals, or their charts would have no points. */
    private static final Duration SHORT_RUN = Duration.ofSeconds(10);

    /** How long listeners to requests may go on when the run has ended. */
    private static final Duration LISTENERS_PATIENCE = Duration.ofSeconds(5);

    /** How long users may take to end when the engine is broken. */
    private static final Duration SALVAGE_PATIENCE = Duration.ofSeconds(10);

    private static final long SHORT_INTERVAL_NANOS = 100_000_000;
    private static final long INTERVAL_NANOS = 1_000_000_000;

    private final CompiledTest test;
    private final TestPlan plan;
    private final Clock clock;
    private final Vitals vitals;
    private final Listeners listeners;
    private final PlanListener planListener;
    private final @Nullable RequestDispatcher requests;
    private final RunOutputs outputs;
    private final RunOptions options;
    private final RunFolder folder;
    private final long checkpointBytes;
    private final String runId;
    private final RunLog log;
    private final LiveControl control;
    private final SoakWatch soak;
    private final @Nullable FixtureUser fixture;
    private final @Nullable FirstFailure failure;
    private final List<WorkloadTurn> turns = new ArrayList<>();
    private final List<String> dataWarnings;
    private final CompletableFuture<RunResult> result = new CompletableFuture<>();
    private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
    private final AtomicBoolean aborted = new AtomicBoolean();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger leftBehind = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();

    /** Why there is no load; of the conductor. */
    private List<ErrorResult> setupErrors = List.of();

    /** Of the conductor; null until there is one. */
    private @Nullable RunJournal journal;

    /** Of the conductor; null until the load begins. */
    private @Nullable Measured measured;

    private volatile @Nullable Thread conductor;
    private volatile @Nullable Snapshot latest;
    private volatile @Nullable Path report;

    /** Somebody wants the run to end, so nothing is waited for behind the end. */
    private volatile boolean isHurried;

    private volatile long startNanos;
    private volatile Instant startedAt;

    /**
     * Why a run ends early.
     *
     * @param verdict what it has come to then; null where the plan means it to end like that, and its thresholds decide
     */
    record Stop(String reason, @Nullable Verdict verdict) {

        static Stop atEnd(String reason) {
            return new Stop(reason, null);
        }
    }

    /** What is measured of the load. */
    private record Measured(RunFacts facts, Aggregator aggregator, RunJournal journal) {}

    private LoadRun(
            CompiledTest test,
            RunOptions options,
            Clock clock,
            Vitals vitals,
            @Nullable FirstFailure failure,
            long checkpointBytes) {
        this.checkpointBytes = checkpointBytes;
        this.failure = failure;
        this.test = test;
        this.plan = test.plan();
        this.clock = clock;
        this.vitals = vitals;
        vitals.watch(test.measurement().plainJava());
        this.options = options;
        this.planListener = new PlanListener(plan.observation());
        this.outputs = new RunOutputs(plan, options.command());
        this.requests = plan.observation().onRequest().isEmpty()
                ? null
                : new RequestDispatcher(
                        plan.name(),
                        plan.observation().onRequest(),
                        Masks.of(plan.http().masked()),
                        LISTENERS_PATIENCE);
        if (requests != null) {
            test.measurement().watchRequests(requests);
            vitals.watch(requests);
        }
        this.startedAt = clock.instant();
        this.folder = RunFolder.make(options.reports(), plan.name(), startedAt);
        this.runId = folder.runId();
        this.log = RunLog.in(folder, clock, Masks.of(plan.http().masked()));
        this.listeners =
                new Listeners(Stream.concat(Stream.of(log, planListener, outputs), options.listeners().stream())
                        .toList());
        this.dataWarnings = dataWarnings(plan, test);
        this.soak = new SoakWatch(plan, clock, test.measurement());
        var time = new LoadTime(clock);
        var common = new WorkloadRunner.Common(
                test.measurement(),
                clock,
                time,
                new RunSeed(plan.seed()),
                test.shares().start(),
                this::failed,
                why -> stop(why, Type.STOP, "a step"));
        for (CompiledTest.CompiledWorkload workload : test.workloads()) {
            turns.add(new WorkloadTurn(workload, runner(workload, common), turns, clock, time));
        }
        CompiledTest.Fixture compiled = test.fixture();
        this.fixture = compiled == null
                ? null
                : new FixtureUser(
                        compiled,
                        clock,
                        common.seed().of("setup"),
                        () -> stop.get() != null,
                        aborted::get,
                        why -> stop(why, Type.STOP, "a step"));
        this.control = new LiveControl(
                turns, clock, time, plan.warmUp(), () -> stop.get() != null, test.shares(), this::wakeConductor);
    }

    private static WorkloadRunner runner(CompiledTest.CompiledWorkload workload, WorkloadRunner.Common common) {
        return switch (workload.load()) {
            case ClosedLoad closed -> new ClosedRunner(workload, closed, common);
            case IterationLoad iterations ->
                new IterationRunner(workload, workload.slice().of(iterations), common);
            case OpenLoad open -> new OpenRunner(workload, open, common);
        };
    }

    /**
     * Validates a plan and begins to run it, on a generator of which only the times of the run are watched.
     *
     * @throws InvalidPlanException if it has mistakes
     */
    public static LoadRun start(TestPlan plan, RunOptions options, Clock clock) {
        return start(plan, options, clock, Vitals.NONE);
    }

    /**
     * Validates a plan and begins to run it in real time, on a generator that has rehearsed where it has to be fast at
     * once, and that is watched each second.
     *
     * @throws InvalidPlanException if it has mistakes
     */
    public static LoadRun startRehearsed(TestPlan plan, RunOptions options) {
        Clock clock = new SystemClock();
        Vitals vitals = Sampler.ofThisProcess();
        RunBean bean = RunBean.isWanted() ? new RunBean(plan.name()) : null;
        Consumer<BooleanSupplier> rehearsal = over -> {
            JsonLibrary.await();
            ClassFolders.loadFor(plan);
            SocketPollers.make();
            if (Rehearsal.isDueFor(plan)) {
                vitals.prepare();
                if (bean != null) {
                    bean.register();
                }
                Rehearsal.hold(plan, over);
            }
        };
        LoadRun run = start(
                plan,
                bean == null ? options : options.listener(bean),
                clock,
                vitals,
                rehearsal,
                Journal.CHECKPOINT_BYTES);
        if (bean != null) {
            // A fault of the engine is told to nobody else.
            var unused = run.result.whenComplete((made, fault) -> bean.close());
        }
        return run;
    }

    /** Begins to run a plan on a generator of which {@code vitals} are read. */
    static LoadRun start(TestPlan plan, RunOptions options, Clock clock, Vitals vitals) {
        return start(plan, options, clock, vitals, Journal.CHECKPOINT_BYTES);
    }

    /**
     * Begins to run a plan.
     *
     * @param checkpointBytes by how much the journal grows before it is made short again
     */
    static LoadRun start(TestPlan plan, RunOptions options, Clock clock, Vitals vitals, long checkpointBytes) {
        return start(plan, options, clock, vitals, over -> {}, checkpointBytes);
    }

    private static LoadRun start(
            TestPlan plan,
            RunOptions options,
            Clock clock,
            Vitals vitals,
            Consumer<BooleanSupplier> rehearsal,
            long checkpointBytes) {
        FirstFailure failure = options.tracesFirstFailure()
                ? new FirstFailure(Masks.of(plan.http().masked()))
                : null;
        CompiledTest test =
                PlanCompiler.compile(plan, clock, Runtime.getRuntime().availableProcessors(), failure);
        LoadRun run = new LoadRun(test, options, clock, vitals, failure, checkpointBytes);
        run.running.set(run.turns.size());
        clock.startTimer("perf-" + plan.name(), () -> run.conduct(rehearsal));
        return run;
    }

    /**
     * Finds the mistakes of a plan without running it.
     *
     * @throws InvalidPlanException if it has mistakes
     */
    public static void validate(TestPlan plan, Clock clock) {
        PlanCompiler.compile(plan, clock, 1, null).close();
    }

    /**
     * Finds the mistakes of a plan without running it, and returns a line for each of its feeders: how many records there
     * are, and how many are needed as far as that is known.
     *
     * @throws InvalidPlanException if it has mistakes
     */
    public static List<String> recordsNeeded(TestPlan plan, Clock clock) {
        CompiledTest test = PlanCompiler.compile(plan, clock, 1, null);
        try {
            return RecordsNeeded.of(plan, test.feeds()).stream()
                    .map(RecordsNeeded::line)
                    .toList();
        } finally {
            test.close();
        }
    }

    @Override
    public RunResult await() throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException failure) {
            throw new CompletionException(
                    "the run of \"" + plan.name() + "\" ended with a fault of the engine"
                            + (report == null ? "" : "; what was measured before it is in " + report),
                    failure.getCause());
        }
    }

    @Override
    public void stop(String reason) {
        isHurried = true;
        stop(
                new Stop(reason, Verdict.ABORTED),
                Type.STOP,
                Thread.currentThread().getName());
    }

    @Override
    public void abort(String reason) {
        isHurried = true;
        boolean first = stop(
                new Stop(reason, Verdict.ABORTED),
                Type.ABORT,
                Thread.currentThread().getName());
        if (aborted.compareAndSet(false, true) && !first && running.get() > 0) {
            control.note(Type.ABORT, "aborted: " + reason);
        }
        turns.forEach(WorkloadTurn::abort);
        wakeConductor();
    }

    private boolean stop(Stop why, Type type, String by) {
        if (!stop.compareAndSet(null, why)) {
            return false;
        }
        if (running.get() > 0) {
            control.note(type, (type == Type.ABORT ? "aborted: " : "stopped: ") + why.reason(), by);
        }
        turns.forEach(WorkloadTurn::stop);
        wakeConductor();
        return true;
    }

    @Override
    public String id() {
        return runId;
    }

    @Override
    public State state() {
        if (running.get() == 0 || result.isDone()) {
            return State.ENDED;
        }
        if (control.isOver()) {
            return State.STOPPING;
        }
        if (!control.hasBegun()) {
            return State.STARTING;
        }
        return control.isPaused() ? State.PAUSED : State.RUNNING;
    }

    @Override
    public @Nullable Snapshot snapshot() {
        return latest;
    }

    @Override
    public void mark(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("mark: the text must not be blank; say what happens at this moment");
        }
        if (state() != State.ENDED) {
            control.note(Type.MARK, text);
        }
    }

    @Override
    public void pause() {
        control.pause();
        wakeConductor();
    }

    @Override
    public void resume() {
        control.resume();
        wakeConductor();
    }

    @Override
    public void setRate(Rate rate) {
        control.setRate(rate);
    }

    @Override
    public void setRate(String scenario, Rate rate) {
        control.setRate(scenario, rate);
    }

    @Override
    public void setUsers(int users) {
        control.setUsers(users);
    }

    @Override
    public void setUsers(String scenario, int users) {
        control.setUsers(scenario, users);
    }

    private static List<String> dataWarnings(TestPlan plan, CompiledTest test) {
        return RecordsNeeded.of(plan, test.feeds()).stream()
                .map(RecordsNeeded::warning)
                .filter(Objects::nonNull)
                .toList();
    }

    private void conduct(Consumer<BooleanSupplier> rehearsal) {
        conductor = Thread.currentThread();
        try {
            listeners.started(this, plan);
            dataWarnings.forEach(Warnings.LOG::warn);
            dataWarnings.forEach(listeners::warned);
            RunJournal written = RunJournal.in(folder, checkpointBytes);
            journal = written;
            tell(folder.trouble());
            tell(written.newTrouble());
            RunFacts facts = PlanFacts.of(test, runId, startedAt);
            outputs.open(runId, planned(), this).forEach(listeners::noted);
            rehearsal.accept(() -> stop.get() != null);
            setUp();
            startNanos = clock.nanos();
            startedAt = clock.instant();
            outputs.begin(startedAt);
            test.measurement().begin(startNanos);
            control.begin(startNanos);
            if (requests != null) {
                requests.start();
            }
            vitals.begin(this::measuredFrom);
            for (WorkloadTurn turn : turns) {
                clock.startTimer("perf-load-" + plan.name(), () -> take(turn));
            }
            soak.start();
            RunFacts begun = facts.startedAt(startedAt);
            written.begin(begun);
            log.begin(planned());
            var what =
                    new Measured(begun, written.aggregation(test, new View(), vitals, listeners.wantDetail()), written);
            measured = what;
            observe(what);
            RunResult made = finish(what);
            Throwable thrown = fault.get();
            if (thrown == null) {
                log.close();
                result.complete(made);
            } else {
                LOG.error("the load of run {} of \"{}\" ended with a fault of the engine", runId, plan.name(), thrown);
                log.fault(thrown);
                report = made.report();
                log.close();
                result.completeExceptionally(thrown);
            }
        } catch (Throwable thrown) {
            LOG.error("run {} of \"{}\" ended with a fault of the engine", runId, plan.name(), thrown);
            log.fault(thrown);
            salvage(thrown);
            log.close();
            result.completeExceptionally(thrown);
        } finally {
            soak.end();
            if (requests != null) {
                requests.abandon();
            }
            outputs.close();
            vitals.close();
            test.close();
            if (journal != null) {
                journal.abandon();
            }
            log.close();
            folder.deleteIfEmpty();
        }
    }

    /** Says what will be missing; it changes nothing of the numbers, so it is no warning of the result. */
    private void tell(@Nullable String trouble) {
        if (trouble != null) {
            Warnings.LOG.warn(trouble);
            listeners.warned(trouble);
        }
    }

    /** A run whose setup fails goes on without load, so that it has a teardown and a result. */
    private void setUp() throws InterruptedException {
        if (fixture == null || stop.get() != null) {
            return;
        }
        String failure = fixture.setUp();
        if (failure != null) {
            setupErrors = fixture.errors();
            stop(new Stop("the setup failed: " + failure, Verdict.FAILED), Type.STOP, "perf");
        }
        Map<String, Object> values = fixture.values();
        test.workloads().forEach(workload -> workload.scenario().beginsWith(values));
    }

    private List<String> tearDown() throws InterruptedException {
        String failure = fixture == null ? null : fixture.tearDown();
        return failure == null ? List.of() : List.of("The teardown failed: " + failure);
    }

    private void take(WorkloadTurn turn) {
        try {
            leftBehind.addAndGet(turn.take(startNanos, plan.warmUp().toNanos()));
        } catch (Throwable thrown) {
            failed(thrown);
        } finally {
            running.decrementAndGet();
            wakeConductor();
        }
    }

    /** The run ends early with what was measured until now, for the load is not what it says any more. */
    private void failed(Throwable thrown) {
        fault.compareAndSet(null, thrown);
        stop(new Stop("the engine failed: " + thrown, Verdict.ABORTED), Type.STOP, "perf");
    }

    private void wakeConductor() {
        Thread waiting = conductor;
        if (waiting != null) {
            clock.wake(waiting);
        }
    }

    /** Ends intervals until all workloads have ended. */
    private void observe(Measured what) throws InterruptedException {
        Aggregator aggregator = what.aggregator();
        long step = plan.duration().compareTo(SHORT_RUN) < 0 ? SHORT_INTERVAL_NANOS : INTERVAL_NANOS;
        for (long before = 0; ; ) {
            long boundary;
            long warmUp;
            do {
                warmUp = control.warmUpNanos();
                boundary = boundary(before, before + step - before % step, warmUp);
                await(startNanos + boundary, warmUp);
            } while (running.get() > 0 && control.warmUpNanos() != warmUp);
            boolean last = running.get() == 0;
            long elapsed = last ? clock.nanos() - startNanos : boundary;
            Snapshot snapshot = aggregator.endInterval(elapsed, warmUp);
            latest = snapshot;
            List<PlannedLoad> planned = planned();
            what.journal()
                    .interval(
                            snapshot.elapsed(), snapshot.events(), planned, soak.results(), warnings(), firstFailure());
            tell(what.journal().newTrouble());
            log.interval(
                    snapshot,
                    planned,
                    aggregator.newlyBreached(),
                    test.measurement().errors());
            listeners.snapshot(snapshot);
            outputs.takeNews().forEach(listeners::warned);
            if (last) {
                return;
            }
            Threshold breached = aggregator.breached();
            if (breached != null) {
                stop(
                        new Stop(
                                "threshold \"" + breached.expression() + "\" was broken and asks to abort",
                                Verdict.FAILED),
                        Type.STOP,
                        "threshold");
            }
            before = boundary;
        }
    }

    /** The warm-up ends with an interval. */
    private static long boundary(long before, long end, long warmUp) {
        return before < warmUp && warmUp < end ? warmUp : end;
    }

    /** Waits for the end of an interval; shorter, if the run ends, or the warm-up takes another time than is known. */
    private void await(long end, long knownWarmUp) throws InterruptedException {
        clock.awaitUntil(end, () -> running.get() == 0 || control.warmUpNanos() != knownWarmUp);
    }

    /** Returns when the warm-up ends, as far as is known. */
    private long measuredFrom() {
        long warmUp = control.warmUpNanos();
        return warmUp == LiveControl.NOT_KNOWN ? warmUp : startNanos + warmUp;
    }

    private RunResult finish(Measured what) throws InterruptedException {
        Outcome outcome = end();
        Totals totals = what.aggregator().totals();
        what.journal().end(outcome, control.takeNews(), firstFailure());
        return report(ResultMaker.make(what.facts(), totals, outcome), what.journal());
    }

    /** Nothing is measured any more; returns what has come of the run. */
    private Outcome end() throws InterruptedException {
        soak.end();
        if (requests != null) {
            requests.end();
        }
        var warnings = new ArrayList<>(warnings());
        warnings.addAll(tearDown());
        return new Outcome(
                planned(),
                soak.results(),
                stop.get(),
                null,
                setupErrors,
                control.acts(),
                control.omittedActs(),
                leftBehind.get(),
                warnings);
    }

    private List<PlannedLoad> planned() {
        return turns.stream().map(WorkloadTurn::planned).toList();
    }

    /** Returns what is to be known of the run so far, besides how it was measured. */
    private List<String> warnings() {
        var warnings = new ArrayList<String>();
        turns.forEach(turn -> {
            String warning = turn.runner().warning();
            if (warning != null) {
                warnings.add(warning);
            }
        });
        warnings.addAll(soak.warnings());
        warnings.addAll(dataWarnings);
        warnings.addAll(planListener.warnings());
        if (requests != null) {
            warnings.addAll(requests.warnings());
        }
        return warnings;
    }

    private @Nullable String firstFailure() {
        return failure == null ? null : failure.text();
    }

    private RunResult report(RunResult measured, RunJournal kept) {
        RunResult made = measured.withWarnings(outputs.end(measured));
        ReportFolder.Written written = ReportFolder.write(made, options.reports(), firstFailure());
        RunResult reported = written.result();
        if (written.isComplete()) {
            kept.delete();
        } else {
            reported = reported.withWarnings(kept.remains());
        }
        reported = KeptHistory.add(reported, options.history(), listeners::noted);
        RunResult told = reported.withWarnings(planListener.ended(reported));
        listeners.ended(told);
        outputs.linger(() -> isHurried, listeners::noted);
        outputs.close();
        return told;
    }

    /**
     * The engine is broken: what was measured until then still gets a report. The journal has only whole intervals; where
     * there is none, what the aggregation holds is taken as it is.
     */
    private void salvage(Throwable thrown) {
        stop.compareAndSet(null, new Stop("the engine failed: " + thrown, Verdict.ABORTED));
        turns.forEach(WorkloadTurn::abort);
        Measured what = measured;
        if (what == null) {
            return;
        }
        try {
            clock.awaitUntil(clock.nanos() + SALVAGE_PATIENCE.toNanos(), () -> running.get() == 0);
            if (what.journal().isUsable()) {
                what.journal().end(end(), control.takeNews(), firstFailure());
                report = report(Rebuild.result(what.journal().folder()), what.journal())
                        .report();
            } else {
                report = finish(what).report();
            }
        } catch (Throwable again) {
            thrown.addSuppressed(again);
        }
    }

    /** What the run asks for at this moment. */
    private final class View implements LoadView {
        @Override
        public double offeredPerSecond() {
            return isStopping()
                    ? 0
                    : turns.stream()
                            .mapToDouble(turn -> turn.offeredAt(control.elapsed()))
                            .sum();
        }

        @Override
        public int wantedUsers() {
            return isStopping()
                    ? 0
                    : turns.stream()
                            .mapToInt(turn -> turn.wantedAt(control.elapsed()))
                            .sum();
        }

        @Override
        public Snapshot.Iterations iterations() {
            return turns.stream()
                    .map(WorkloadTurn::iterations)
                    .reduce(Snapshot.Iterations.NONE, Snapshot.Iterations::plus);
        }

        @Override
        public Duration planned() {
            return turns.stream()
                    .map(turn -> turn.expectedEnd(control.elapsed()))
                    .max(Duration::compareTo)
                    .orElse(Duration.ZERO)
                    .plusNanos(control.pausedNanos());
        }

        @Override
        public Duration paused() {
            return Duration.ofNanos(control.pausedSinceWarmUp());
        }

        @Override
        public List<RunEvent> news() {
            return control.takeNews();
        }

        @Override
        public boolean isOn(String stage, Duration ago) {
            long at = control.elapsed() - ago.toNanos();
            return turns.stream().anyMatch(turn -> turn.isInStage(stage, at));
        }

        @Override
        public String phase() {
            return switch (state()) {
                case ENDED -> "done";
                case STOPPING -> "graceful stop";
                case PAUSED -> "paused";
                case STARTING, RUNNING -> clock.nanos() - startNanos < control.warmUpNanos() ? "warm-up" : "load";
            };
        }

        private boolean isStopping() {
            return stop.get() != null;
        }
    }
}
