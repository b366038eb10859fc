package dev.perf.engine.internal.run;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.health.Vitals;
import dev.perf.engine.internal.journal.WorkloadEnd;
import dev.perf.engine.internal.mask.Masks;
import dev.perf.engine.internal.measure.Aggregator;
import dev.perf.engine.internal.measure.LoadView;
import dev.perf.engine.internal.run.LoadRun.Stop;
import dev.perf.engine.internal.soak.SoakWatch;
import dev.perf.load.ClosedLoad;
import dev.perf.load.IterationLoad;
import dev.perf.load.OpenLoad;
import dev.perf.plan.TestPlan;
import dev.perf.result.ErrorResult;
import dev.perf.result.PlannedLoad;
import dev.perf.result.RunEvent;
import dev.perf.result.RunEvent.Type;
import dev.perf.result.Snapshot;
import dev.perf.result.ThresholdResult;
import dev.perf.result.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The load that this process puts on: a timer thread per workload, and virtual users. */
final class LocalLoad implements RunLoad {

    /** How long listeners to requests may go on when the run has ended. */
    private static final Duration LISTENERS_PATIENCE = Duration.ofSeconds(5);

    /** Stops the run that the load belongs to. */
    @FunctionalInterface
    interface Stopper {
        void stop(Stop why, Type type, String by);
    }

    private final CompiledTest test;
    private final TestPlan plan;
    private final Clock clock;
    private final Vitals vitals;
    private final Ending ending;
    private final Stopper stopper;
    private final Consumer<BooleanSupplier> rehearsal;
    private final @Nullable RequestDispatcher requests;
    private final LiveControl control;
    private final SoakWatch soak;
    private final @Nullable FixtureUser fixture;
    private final long step;
    private final List<WorkloadTurn> turns = new ArrayList<>();
    private final AtomicInteger running;
    private final AtomicInteger leftBehind = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();

    private List<ErrorResult> setupErrors = List.of();

    /** The end of the interval before, since the start. */
    private long before;

    /** The last interval has ended. */
    private boolean measured;

    private @Nullable Aggregator aggregator;
    private @Nullable RunJournal journal;

    /** Of workloads of which a share is put on here: what whoever conducts the run has not been told. */
    private final Queue<WorkloadEnd> ends = new ConcurrentLinkedQueue<>();

    private volatile @Nullable Thread conductor;
    private volatile long startNanos;

    /**
     * Creates the load of one run.
     *
     * @param ending whether the run ends early
     * @param stopper ends it
     * @param rehearsal makes this process fast, until it is told that it need not any more
     */
    LocalLoad(
            CompiledTest test,
            Clock clock,
            Vitals vitals,
            Ending ending,
            Stopper stopper,
            Consumer<BooleanSupplier> rehearsal) {
        this.test = test;
        this.plan = test.plan();
        this.clock = clock;
        this.vitals = vitals;
        this.ending = ending;
        this.stopper = stopper;
        this.rehearsal = rehearsal;
        this.step = FleetMerge.step(plan.duration()).toNanos();
        vitals.watch(test.measurement().plainJava());
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
        this.soak = new SoakWatch(plan, clock, test.measurement());
        var time = new LoadTime(clock);
        var common = new WorkloadRunner.Common(
                test.measurement(),
                clock,
                time,
                new RunSeed(plan.seed()),
                test.shares().start(),
                this::failed,
                this::stoppedByStep);
        for (CompiledTest.CompiledWorkload workload : test.workloads()) {
            turns.add(new WorkloadTurn(
                    workload,
                    runner(workload, common),
                    turns,
                    clock,
                    time,
                    test.shares().start().isWhole() ? null : this::ended));
        }
        this.running = new AtomicInteger(turns.size());
        CompiledTest.Fixture compiled = test.fixture();
        this.fixture = compiled == null
                ? null
                : new FixtureUser(
                        compiled,
                        clock,
                        common.seed().of("setup"),
                        ending::isStopped,
                        ending::isAborted,
                        this::stoppedByStep);
        this.control = new LiveControl(
                turns,
                clock,
                time,
                plan.warmUp(),
                ending::isStopped,
                test.shares(),
                this::wake,
                LiveControl.Relay.NONE);
    }

    static WorkloadRunner runner(CompiledTest.CompiledWorkload workload, WorkloadRunner.Common common) {
        return switch (workload.load()) {
            case ClosedLoad closed -> new ClosedRunner(workload, closed, common);
            case IterationLoad iterations ->
                new IterationRunner(workload, workload.slice().of(iterations), common);
            case OpenLoad open -> new OpenRunner(workload, open, common);
        };
    }

    @Override
    public LiveControl control() {
        return control;
    }

    @Override
    public List<PlannedLoad> planned() {
        return turns.stream().map(WorkloadTurn::planned).toList();
    }

    @Override
    public void prepare() {
        conductor = Thread.currentThread();
        rehearsal.accept(ending::isStopped);
    }

    @Override
    public @Nullable String setUp() throws InterruptedException {
        if (fixture == null || ending.isStopped()) {
            return null;
        }
        String failure = fixture.setUp();
        if (failure != null) {
            setupErrors = fixture.errors();
        }
        beginsWith(fixture.values());
        return failure;
    }

    /** Returns what the setup has put into the session. */
    Map<String, Object> setupValues() {
        return fixture == null ? Map.of() : fixture.values();
    }

    /** All users begin with these values in their sessions. */
    void beginsWith(Map<String, Object> values) {
        test.workloads().forEach(workload -> workload.scenario().beginsWith(values));
    }

    @Override
    public List<ErrorResult> setupErrors() {
        return setupErrors;
    }

    @Override
    public long begin() {
        begin(clock.nanos());
        return startNanos;
    }

    /** Begins the load, whose times count from a moment that is not long ago. */
    void begin(long nanos) {
        startNanos = nanos;
        test.measurement().begin(nanos);
        control.begin(nanos);
        if (requests != null) {
            requests.start();
        }
        vitals.begin(this::measuredFrom);
        for (WorkloadTurn turn : turns) {
            clock.startTimer("perf-load-" + plan.name(), () -> take(turn));
        }
        soak.start();
    }

    private void ended(WorkloadEnd end) {
        ends.add(end);
        wake();
    }

    private void take(WorkloadTurn turn) {
        try {
            leftBehind.addAndGet(turn.take(startNanos, plan.warmUp().toNanos()));
        } catch (Throwable thrown) {
            failed(thrown);
        } finally {
            running.decrementAndGet();
            wake();
        }
    }

    /** The run ends early with what was measured until now, for the load is not what it says any more. */
    private void failed(Throwable thrown) {
        fault.compareAndSet(null, thrown);
        stopper.stop(new Stop("the engine failed: " + thrown, Verdict.ABORTED), Type.STOP, "perf");
    }

    private void stoppedByStep(Stop why) {
        stopper.stop(why, Type.STOP, "a step");
    }

    @Override
    public Aggregator measure(RunJournal journal, boolean detailed) {
        conductor = Thread.currentThread();
        Aggregator made = journal.aggregation(test, new View(), vitals, detailed);
        aggregator = made;
        this.journal = journal;
        return made;
    }

    @Override
    public @Nullable Snapshot awaitInterval() throws InterruptedException {
        if (measured) {
            return null;
        }
        long boundary;
        long warmUp;
        do {
            tellEnds();
            warmUp = control.warmUpNanos();
            boundary = boundary(before, before + step - before % step, warmUp);
            await(startNanos + boundary, warmUp);
        } while (running.get() > 0 && (control.warmUpNanos() != warmUp || !ends.isEmpty()));
        tellEnds();
        measured = running.get() == 0;
        long elapsed = measured ? took() : boundary;
        before = boundary;
        return Objects.requireNonNull(aggregator, "the load is measured").endInterval(elapsed, warmUp);
    }

    /** A share of a fleet's load that is stopped before the moment at which it was to begin ends right behind that. */
    private long took() {
        long took = clock.nanos() - startNanos;
        return took < 0 ? 1 : took;
    }

    private void tellEnds() {
        for (WorkloadEnd end = ends.poll(); end != null; end = ends.poll()) {
            Objects.requireNonNull(journal, "the load is measured").workloadEnded(end);
        }
    }

    /** The warm-up ends with an interval. */
    private static long boundary(long before, long end, long warmUp) {
        return before < warmUp && warmUp < end ? warmUp : end;
    }

    /** Waits for the end of an interval; shorter, if the run ends, or the warm-up takes another time than is known. */
    private void await(long end, long knownWarmUp) throws InterruptedException {
        clock.awaitUntil(end, () -> running.get() == 0 || control.warmUpNanos() != knownWarmUp || !ends.isEmpty());
    }

    /** Returns when the warm-up ends, as far as is known. */
    private long measuredFrom() {
        long warmUp = control.warmUpNanos();
        return warmUp == LiveControl.NOT_KNOWN ? warmUp : startNanos + warmUp;
    }

    @Override
    public void stop() {
        turns.forEach(WorkloadTurn::stop);
        wake();
    }

    @Override
    public void abort() {
        turns.forEach(WorkloadTurn::abort);
        wake();
    }

    @Override
    public void wake() {
        Thread waiting = conductor;
        if (waiting != null) {
            clock.wake(waiting);
        }
    }

    @Override
    public boolean isOver() {
        return running.get() == 0;
    }

    @Override
    public void awaitEnd(long nanos) throws InterruptedException {
        clock.awaitUntil(clock.nanos() + nanos, this::isOver);
    }

    @Override
    public void ended() throws InterruptedException {
        soak.end();
        if (requests != null) {
            requests.end();
        }
    }

    @Override
    public @Nullable String tearDown() throws InterruptedException {
        return fixture == null ? null : fixture.tearDown();
    }

    @Override
    public List<ThresholdResult> checks() {
        return soak.results();
    }

    @Override
    public List<String> warnings() {
        var warnings = new ArrayList<String>();
        turns.forEach(turn -> {
            String warning = turn.runner().warning();
            if (warning != null) {
                warnings.add(warning);
            }
        });
        warnings.addAll(soak.warnings());
        if (requests != null) {
            warnings.addAll(requests.warnings());
        }
        return warnings;
    }

    @Override
    public int leftBehind() {
        return leftBehind.get();
    }

    @Override
    public @Nullable Throwable fault() {
        return fault.get();
    }

    @Override
    public void close() {
        soak.end();
        if (requests != null) {
            requests.abandon();
        }
        vitals.close();
    }

    /** What the load asks for at this moment. */
    private final class View implements LoadView {
        @Override
        public double offeredPerSecond() {
            return ending.isStopped()
                    ? 0
                    : turns.stream()
                            .mapToDouble(turn -> turn.offeredAt(control.elapsed()))
                            .sum();
        }

        @Override
        public int wantedUsers() {
            return ending.isStopped()
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
            if (isOver()) {
                return "done";
            }
            if (control.isOver()) {
                return "graceful stop";
            }
            if (control.isPaused()) {
                return "paused";
            }
            return clock.nanos() - startNanos < control.warmUpNanos() ? "warm-up" : "load";
        }
    }
}
