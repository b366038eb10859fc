package dev.perf.engine.internal.run;

import dev.perf.engine.fleet.FleetLoad;
import dev.perf.engine.fleet.Share;
import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.health.Vitals;
import dev.perf.engine.internal.journal.RunEnd;
import dev.perf.engine.internal.journal.RunFacts;
import dev.perf.engine.internal.journal.RunStop;
import dev.perf.engine.internal.measure.AgentFacts;
import dev.perf.engine.internal.measure.Aggregator;
import dev.perf.engine.internal.measure.ConductedLoad;
import dev.perf.engine.internal.measure.FleetAggregation;
import dev.perf.engine.internal.measure.Phase;
import dev.perf.engine.internal.run.LoadRun.Stop;
import dev.perf.engine.internal.soak.SoakWatch;
import dev.perf.load.IterationLoad;
import dev.perf.load.Rate;
import dev.perf.plan.TestPlan;
import dev.perf.result.AgentResult;
import dev.perf.result.Environment;
import dev.perf.result.ErrorResult;
import dev.perf.result.PlannedLoad;
import dev.perf.result.RunEvent;
import dev.perf.result.RunEvent.Type;
import dev.perf.result.Snapshot;
import dev.perf.result.ThresholdResult;
import dev.perf.result.Verdict;
import dev.perf.text.DurationText;
import dev.perf.text.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The load that agents put on. What they tell is taken in the order in which it comes, by the conductor; what the plan
 * says of the load follows from the plan alone, for its times are the same on all agents.
 */
final class AgentsLoad implements RunLoad {

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
    private volatile @Nullable FleetAggregation agents;
    private volatile @Nullable Thread conductor;
    private volatile long startNanos;

    /** What was told of the division of the load, in order. */
    private final List<PlanSums.Divided> divisions = new ArrayList<>();

    /** What is known of agents, by their places. */
    private final List<AgentFacts> known = new ArrayList<>();

    /** By place: the time of the run up to which the numbers of an agent are known that was lost, and that nobody replaces. */
    private final Map<Integer, Duration> lost = new LinkedHashMap<>();

    /** All that were lost. */
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
        divisions.add(new PlanSums.Divided(fleet.weights(), Duration.ZERO));
        long nanos = fleet.begin(new Inbox());
        startNanos = nanos;
        test.measurement().begin(nanos);
        control.begin(nanos);
        turns.forEach(WorkloadTurn::begunElsewhere);
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
        for (FleetLoad.Agent agent : fleet.agents()) {
            AgentFacts facts = facts(agent, Duration.ZERO);
            known.add(facts);
            made.join(agent.index(), facts);
        }
        merge = new FleetMerge(made);
        agents = made;
        return made.aggregator();
    }

    private AgentFacts facts(FleetLoad.Agent agent, Duration joined) {
        List<Integer> weights = divisions.getLast().weights();
        return new AgentFacts(
                agent.name(),
                new AgentResult.Machine(agent.address(), agent.labels(), agent.capacity(), Environment.UNKNOWN),
                share(weights, agent.index()),
                joined,
                new AgentResult.Clock(Duration.ZERO, agent.clockOffset(), agent.clockUncertainty()));
    }

    /** One that joins has no place in the division before. */
    private static double share(List<Integer> weights, int agent) {
        int all = weights.stream().mapToInt(Integer::intValue).sum();
        return all == 0 || agent >= weights.size() ? 0 : (double) weights.get(agent) / all;
    }

    private FleetMerge merge() {
        return Objects.requireNonNull(merge, "the load is measured");
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
                if (lost.isEmpty()) {
                    return null;
                }
                missRest();
                continue;
            }
            clock.awaitUntil(merged.deadline(), () -> !inbox.isEmpty());
        }
    }

    private void takeIn() {
        for (Runnable told = inbox.poll(); told != null; told = inbox.poll()) {
            told.run();
        }
        warnings.addAll(agents().takeNews());
    }

    private void take(int agent, byte[] entry) {
        FleetMerge merge = merge();
        String damage = merge.take(agent, entry);
        RunStop stop = merge.stop();
        if (damage != null) {
            exclude(agent, damage);
        } else if (stop != null && !ending.isStopped()) {
            stopper.stop(
                    new Stop(stop.reason(), stop.verdict()),
                    Type.STOP,
                    known.get(agent).name());
        }
        RunFacts facts = merge.facts(agent);
        if (facts != null && known.get(agent).machine().environment().equals(Environment.UNKNOWN)) {
            know(agent, facts.environment());
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

    private void know(int agent, Environment where) {
        AgentFacts before = known.get(agent);
        AgentResult.Machine machine = before.machine();
        know(
                agent,
                new AgentFacts(
                        before.name(),
                        new AgentResult.Machine(machine.address(), machine.labels(), machine.capacity(), where),
                        before.share(),
                        before.joined(),
                        before.clock()));
    }

    private void know(int agent, Duration late) {
        AgentFacts before = known.get(agent);
        AgentResult.Clock time = before.clock();
        know(
                agent,
                new AgentFacts(
                        before.name(),
                        before.machine(),
                        before.share(),
                        before.joined(),
                        new AgentResult.Clock(late, time.offset(), time.uncertainty())));
    }

    /** One that joins has its first share with the division after. */
    private void knowFirstShare(int agent, double share) {
        AgentFacts before = known.get(agent);
        if (before.share() == 0 && before.joined().isPositive()) {
            know(agent, new AgentFacts(before.name(), before.machine(), share, before.joined(), before.clock()));
        }
    }

    private void know(int agent, AgentFacts now) {
        known.set(agent, now);
        agents().know(agent, now);
    }

    private void join(FleetLoad.Agent agent, Duration from) {
        AgentFacts facts = facts(agent, from);
        known.add(facts);
        agents().join(agent.index(), facts);
        control.note(Type.AGENT_JOINED, "agent \"" + agent.name() + "\" joined", agent.name());
    }

    private void lose(int agent, String cause) {
        RunEnd end = merge().end(agent);
        boolean hasEnded = end != null && (end.reason() == null || ending.isStopped());
        if (!hasEnded && gone.add(agent)) {
            agents().lost(agent, cause);
            lost.put(agent, agents().heard(agent));
            String name = known.get(agent).name();
            control.note(Type.AGENT_LOST, "agent \"" + name + "\" was lost: " + cause, name);
        }
    }

    /** Whoever is lost, and has no share any more, is missed until then. */
    private void share(List<Integer> weights, Duration from) {
        var before = List.copyOf(divisions);
        divisions.add(new PlanSums.Divided(weights, loadTime(from)));
        List<String> takers = new ArrayList<>();
        for (int i = 0; i < weights.size() && i < known.size(); i++) {
            if (weights.get(i) > 0) {
                takers.add(known.get(i).name());
                knowFirstShare(i, share(weights, i));
            }
        }
        List<Integer> replaced =
                lost.keySet().stream().filter(agent -> weights.get(agent) == 0).toList();
        for (int agent : replaced) {
            Duration lastHeard = Objects.requireNonNull(lost.remove(agent));
            agents().takenOver(agent, from, takers, from.minus(lastHeard));
            miss(agent, before, lastHeard, from);
            missIterations(agent);
        }
        control.note(Type.SHARE, shared(replaced, takers, from), "coordinator");
    }

    private String shared(List<Integer> replaced, List<String> takers, Duration from) {
        String when = " from " + DurationText.measured(from) + " on";
        if (replaced.isEmpty()) {
            return "the load is divided among " + String.join(", ", takers) + when;
        }
        return String.join(", ", takers) + (takers.size() == 1 ? " has" : " have") + " the share of "
                + replaced.stream().map(agent -> known.get(agent).name()).collect(Collectors.joining(", ")) + when;
    }

    /** What was due on an agent that is lost, and nobody did. */
    private void miss(int agent, List<PlanSums.Divided> divided, Duration from, Duration to) {
        long warmUp = control.warmUpNanos();
        Duration over = warmUp == LiveControl.NOT_KNOWN ? to : Duration.ofNanos(warmUp);
        miss(agent, divided, from, min(to, over), Phase.WARM_UP);
        miss(agent, divided, max(from, over), to, Phase.LOAD);
    }

    private void miss(int agent, List<PlanSums.Divided> divided, Duration from, Duration to, Phase phase) {
        if (from.compareTo(to) < 0) {
            PlanSums.dueByScenario(plan, agent, divided, loadTime(from), loadTime(to))
                    .forEach((scenario, due) -> {
                        if (due.iterations() > 0) {
                            agents().addMissing(agent, scenario, due.iterations(), phase);
                        }
                    });
        }
    }

    /**
     * Of a number of iterations an agent has its part for good, from when the load begins. How many of them it had begun is
     * known only where it began no others.
     */
    private void missIterations(int agent) {
        for (TestPlan.Workload workload : plan.workloads()) {
            long part = PlanSums.iterations(workload, new Share(agent, weightsAt(plan.startOf(workload))));
            if (part > 0 && plan.workloads().size() == 1) {
                long left = part - agents().begun(agent);
                if (left > 0) {
                    agents().addMissing(agent, workload.scenario().name(), left, Phase.LOAD);
                }
            } else if (part > 0) {
                warnings.add("Agent \"" + known.get(agent).name()
                        + "\" was lost, and nobody else begins its part of the "
                        + Figures.count(PlanSums.iterations(workload, Share.WHOLE)) + " iterations of scenario \""
                        + workload.scenario().name() + "\", which is " + Figures.count(part)
                        + "; those of them that it had not begun are in no count");
            }
        }
    }

    private List<Integer> weightsAt(Duration loadTime) {
        return divisions.stream()
                .filter(one -> one.from().compareTo(loadTime) <= 0)
                .reduce(divisions.getFirst(), (earlier, later) -> later)
                .weights();
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private Duration loadTime(Duration ofRun) {
        return Duration.ofNanos(time.elapsedAt(ofRun.toNanos()));
    }

    /** Nobody took over from those who were lost, up to the end. */
    private void missRest() {
        Duration end = Duration.ofNanos(Math.max(0, clock.nanos() - startNanos));
        lost.forEach((agent, lastHeard) -> {
            miss(agent, List.copyOf(divisions), lastHeard, end);
            if (!ending.isStopped()) {
                missIterations(agent);
            }
        });
        lost.clear();
    }

    @Override
    public void stop() {
        Stop why = ending.reason();
        fleet.stop(why == null ? "the run is to end" : why.reason());
        wake();
    }

    @Override
    public void abort() {
        Stop why = ending.reason();
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
        }

        @Override
        public void setRate(String scenario, Rate rate, Duration at) {
            fleet.setRate(scenario, rate, at);
        }

        @Override
        public void setUsers(String scenario, int users, Duration at) {
            fleet.setUsers(scenario, users, at);
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
            tell(() -> know(agent, late));
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
