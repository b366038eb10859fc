package dev.perf.engine.internal.run;

import dev.perf.engine.fleet.FleetLoad;
import dev.perf.engine.fleet.Share;
import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.health.Vitals;
import dev.perf.engine.internal.journal.RunEnd;
import dev.perf.engine.internal.journal.RunFacts;
import dev.perf.engine.internal.journal.RunStop;
import dev.perf.engine.internal.measure.Aggregator;
import dev.perf.engine.internal.measure.ConductedLoad;
import dev.perf.engine.internal.measure.FleetAggregation;
import dev.perf.engine.internal.measure.Phase;
import dev.perf.engine.internal.run.LoadRun.Stop;
import dev.perf.engine.internal.soak.SoakWatch;
import dev.perf.load.IterationLoad;
import dev.perf.load.Rate;
import dev.perf.plan.TestPlan;
import dev.perf.result.ErrorResult;
import dev.perf.result.PlannedLoad;
import dev.perf.result.RunEvent;
import dev.perf.result.RunEvent.Type;
import dev.perf.result.Snapshot;
import dev.perf.result.ThresholdResult;
import dev.perf.result.Verdict;
import dev.perf.text.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The load that agents put on. What they tell is taken in the order in which it comes, by the conductor; what the plan
 * says of the load follows from the plan alone, for its times are the same on all agents.
 */
final class AgentsLoad implements RunLoad {

    private static final Logger LOG = LoggerFactory.getLogger(AgentsLoad.class);

    /** How far ahead an order is given, so that it reaches all agents before it holds. */
    private static final Duration LEAD = Duration.ofMillis(250);

    private final CompiledTest test;
    private final TestPlan plan;
    private final Clock clock;
    private final FleetLoad fleet;
    private final Runnable over;
    private final Ending ending;
    private final LocalLoad.Stopper stopper;
    private final SoakWatch soak;
    private final List<WorkloadTurn> turns = new ArrayList<>();
    private final LoadTime time;
    private final LiveControl control;
    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private List<ErrorResult> setupErrors = List.of();
    private @Nullable FleetMerge merge;
    private @Nullable KnownAgents known;
    private @Nullable FleetLosses losses;
    private @Nullable OrderedStarts starts;
    private volatile @Nullable FleetAggregation agents;
    private volatile @Nullable Thread conductor;

    /** The places of those that were lost. */
    private final Set<Integer> gone = new HashSet<>();

    /**
     * Creates the load of one run.
     *
     * @param fleet the agents, ready
     * @param over is called when they are not needed any more
     * @param ending whether the run ends early
     * @param stopper ends it
     */
    AgentsLoad(
            CompiledTest test, Clock clock, FleetLoad fleet, Runnable over, Ending ending, LocalLoad.Stopper stopper) {
        this.test = test;
        this.plan = test.plan();
        this.clock = clock;
        this.fleet = fleet;
        this.over = over;
        this.ending = ending;
        this.stopper = stopper;
        this.soak = new SoakWatch(plan, clock, test.measurement());
        this.time = new LoadTime(clock);
        var common = new WorkloadRunner.Common(
                test.measurement(),
                clock,
                time,
                new RunSeed(plan.seed()),
                test.shares().start(),
                thrown -> {},
                why -> {});
        for (CompiledTest.CompiledWorkload workload : test.workloads()) {
            turns.add(new WorkloadTurn(workload, LocalLoad.runner(workload, common), turns, clock, time));
        }
        this.control = new LiveControl(
                turns, clock, time, plan.warmUp(), ending::isStopped, test.shares(), this::wake, new Relay());
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
    }

    @Override
    public @Nullable String setUp() throws InterruptedException {
        if (ending.isStopped()) {
            return null;
        }
        String failure = fleet.setUp();
        if (failure != null) {
            setupErrors = List.of(new ErrorResult("setup", "setup", failure, 1, Duration.ZERO, Duration.ZERO));
        }
        return failure;
    }

    @Override
    public List<ErrorResult> setupErrors() {
        return setupErrors;
    }

    @Override
    public long begin() throws InterruptedException {
        long nanos = fleet.begin(new Inbox());
        test.measurement().begin(nanos);
        control.begin(nanos);
        turns.stream().filter(turn -> turn.awaitedPlace() < 0).forEach(turn -> turn.begunElsewhere(turn.delay()));
        soak.start();
        return nanos;
    }

    @Override
    public Aggregator measure(RunJournal journal, boolean detailed) {
        conductor = Thread.currentThread();
        var made = new FleetAggregation(
                test.measurement(),
                new View(),
                view -> journal.aggregation(test, view, Vitals.NONE, detailed),
                clock,
                FleetMerge.step(plan.duration()),
                FleetAggregation.GRACE);
        List<Integer> weights = fleet.weights();
        var members = new KnownAgents(made);
        fleet.agents().forEach(agent -> members.join(agent, weights, Duration.ZERO));
        var told = new FleetMerge(made);
        known = members;
        merge = told;
        losses = new FleetLosses(plan, turns, time, clock, told, made, members, weights);
        starts = new OrderedStarts(turns, control, told);
        agents = made;
        return made.aggregator();
    }

    private FleetMerge merge() {
        return Objects.requireNonNull(merge, "the load is measured");
    }

    private KnownAgents known() {
        return Objects.requireNonNull(known, "the load is measured");
    }

    private FleetLosses losses() {
        return Objects.requireNonNull(losses, "the load is measured");
    }

    private FleetAggregation agents() {
        return Objects.requireNonNull(agents, "the load is measured");
    }

    @Override
    public @Nullable Snapshot awaitInterval() throws InterruptedException {
        FleetAggregation merged = agents();
        while (true) {
            takeIn();
            Snapshot concluded = merged.concludeNext();
            if (concluded != null) {
                return concluded;
            }
            if (isOver()) {
                if (!losses().isAnyOpen()) {
                    return null;
                }
                losses().countRest();
                continue;
            }
            clock.awaitUntil(Math.min(merged.deadline(), settledFrom()), () -> !inbox.isEmpty());
        }
    }

    /** Returns when new losses are old ones; {@link Long#MAX_VALUE} where there are none. */
    private long settledFrom() {
        long until = losses().unsettledUntil(LEAD);
        return until > clock.nanos() ? until : Long.MAX_VALUE;
    }

    /** A workload that begins just when others take over a share begins with theirs. */
    private void orderStarts() {
        if (!ending.isStopped() && settledFrom() == Long.MAX_VALUE) {
            List<Integer> counting = IntStream.range(0, known().size())
                    .filter(agent -> !gone.contains(agent))
                    .boxed()
                    .toList();
            Objects.requireNonNull(starts, "the load is measured").order(counting, losses().dividedFrom());
        }
    }

    private void takeIn() {
        for (Runnable told = inbox.poll(); told != null; told = inbox.poll()) {
            told.run();
        }
        orderStarts();
        losses().count();
        agents().takeNews().forEach(LOG::info);
    }

    private void take(int agent, byte[] entry) {
        FleetMerge merge = merge();
        String damage = merge.take(agent, entry);
        RunStop stop = merge.stop();
        if (damage != null) {
            exclude(agent, damage);
        } else if (stop != null && !ending.isStopped()) {
            stopper.stop(new Stop(stop.reason(), stop.verdict()), Type.STOP, known().name(agent));
        }
        RunFacts facts = merge.facts(agent);
        if (facts != null) {
            known().isIn(agent, facts.environment());
        }
        RunEnd end = merge.end(agent);
        String early = end == null ? null : end.reason();
        if (early != null && !ending.isStopped()) {
            exclude(agent, early);
        }
    }

    /** What the agent does from now on is no part of the run. */
    private void exclude(int agent, String cause) {
        fleet.exclude(agent, cause);
        lose(agent, cause);
    }

    private void join(FleetLoad.Agent agent, Duration from) {
        known().join(agent, losses().weights(), from);
        control.note(Type.AGENT_JOINED, "agent \"" + agent.name() + "\" joined", agent.name());
    }

    private void lose(int agent, String cause) {
        RunEnd end = merge().end(agent);
        boolean hasEnded = end != null && (end.reason() == null || ending.isStopped());
        if (hasEnded || !gone.add(agent)) {
            return;
        }
        agents().lost(agent, cause);
        losses().lost(agent);
        String name = known().name(agent);
        control.note(Type.AGENT_LOST, "agent \"" + name + "\" was lost: " + cause, name);
        if (gone.size() == known().size()) {
            stopper.stop(
                    new Stop("no agent is left; the last was \"" + name + "\": " + cause, Verdict.ABORTED),
                    Type.STOP,
                    "coordinator");
        }
    }

    private void share(List<Integer> weights, Duration from) {
        known().share(weights);
        List<Integer> replaced = losses().share(weights, from);
        control.note(Type.SHARE, shared(replaced, known().sharing(weights), from), "coordinator");
    }

    private String shared(List<Integer> replaced, List<String> takers, Duration from) {
        String when = " from " + DurationText.measured(from) + " on";
        if (replaced.isEmpty()) {
            return "the load is divided among " + String.join(", ", takers) + when;
        }
        return String.join(", ", takers) + (takers.size() == 1 ? " has" : " have") + " the share of "
                + replaced.stream().map(known()::name).collect(Collectors.joining(", ")) + when;
    }

    @Override
    public void stop() {
        Stop why = ending.reason();
        noteStop();
        fleet.stop(why == null ? "the run is to end" : why.reason());
        wake();
    }

    private void noteStop() {
        long at = control.elapsed();
        inbox.add(() -> losses().stopped(at));
    }

    @Override
    public void abort() {
        Stop why = ending.reason();
        noteStop();
        fleet.abort(why == null ? "the run is to end at once" : why.reason());
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
        FleetAggregation merged = agents;
        return merged != null && merged.isOver();
    }

    @Override
    public void awaitEnd(long nanos) throws InterruptedException {
        long until = clock.nanos() + nanos;
        while (!isOver() && clock.nanos() < until) {
            takeIn();
            clock.awaitUntil(until, () -> !inbox.isEmpty());
        }
    }

    @Override
    public void ended() {
        soak.end();
    }

    @Override
    public @Nullable String tearDown() throws InterruptedException {
        return fleet.tearDown();
    }

    @Override
    public List<ThresholdResult> checks() {
        return soak.results();
    }

    @Override
    public List<String> warnings() {
        var all = new ArrayList<>(warnings);
        if (merge != null) {
            all.addAll(merge.warnings());
        }
        all.addAll(soak.warnings());
        return all;
    }

    @Override
    public int leftBehind() {
        return merge().leftBehind();
    }

    @Override
    public @Nullable Throwable fault() {
        return null;
    }

    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            soak.end();
            fleet.close();
            over.run();
        }
    }

    /** What the plan says of the load. */
    private final class View implements ConductedLoad {

        @Override
        public boolean isOn(String stage, Duration at) {
            long moment = time.elapsedAt(at.toNanos());
            return turns.stream().anyMatch(turn -> turn.isInStage(stage, moment));
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
        public String phase(Duration at) {
            if (isOver()) {
                return "done";
            }
            if (control.isOver()) {
                return "graceful stop";
            }
            if (control.isPaused()) {
                return "paused";
            }
            return at.toNanos() < control.warmUpNanos() ? "warm-up" : "load";
        }

        /** Known where all that there is to do are iterations. */
        @Override
        public Snapshot.Iterations iterations() {
            if (!plan.workloads().stream().allMatch(workload -> workload.load() instanceof IterationLoad)) {
                return Snapshot.Iterations.NONE;
            }
            long begun = test.measurement().ledger(Phase.LOAD).ledger().started()
                    + test.measurement().ledger(Phase.WARM_UP).ledger().started();
            return new Snapshot.Iterations(begun, PlanSums.iterations(plan, Share.WHOLE));
        }

        @Override
        public List<RunEvent> news() {
            return control.takeNews();
        }
    }

    /** What is done to the run is done by all agents, at the same moment of the run. */
    private final class Relay implements LiveControl.Relay {

        @Override
        public Duration lead() {
            return LEAD;
        }

        @Override
        public void pause(Duration at) {
            fleet.pause(at);
        }

        @Override
        public void resume(Duration at) {
            fleet.resume(at);
            inbox.add(() -> {}); // what waits for the end of the pause can be ordered now
            wake();
        }

        @Override
        public void setRate(String scenario, Rate rate, Duration at) {
            fleet.setRate(scenario, rate, at);
            var level = new PlanSums.Level(rate.perSecond(), Duration.ofNanos(time.elapsedAt(at.toNanos())));
            inbox.add(() -> losses().rateSet(scenario, level));
        }

        @Override
        public void setUsers(String scenario, int users, Duration at) {
            fleet.setUsers(scenario, users, at);
        }

        @Override
        public void beginWorkload(int workload, Duration at) {
            fleet.beginWorkload(workload, at);
        }
    }

    /** Takes what comes from agents, on threads of others, and leaves it to the conductor. */
    private final class Inbox implements FleetLoad.Watcher {

        private void tell(Runnable what) {
            inbox.add(what);
            wake();
        }

        @Override
        public void entry(int agent, byte[] entry) {
            tell(() -> take(agent, entry));
        }

        @Override
        public void begun(int agent, Duration late) {
            tell(() -> known().begun(agent, late));
        }

        @Override
        public void joined(FleetLoad.Agent agent, Duration from) {
            tell(() -> join(agent, from));
        }

        @Override
        public void lost(int agent, String cause) {
            tell(() -> lose(agent, cause));
        }

        @Override
        public void shared(List<Integer> weights, Duration from) {
            tell(() -> share(weights, from));
        }

        @Override
        public void warned(String warning) {
            tell(() -> warnings.add(warning));
        }

        @Override
        public void failed(String reason) {
            stopper.stop(new Stop(reason, Verdict.ABORTED), Type.STOP, "coordinator");
        }
    }
}
