package dev.perf.engine.internal.run;

import dev.perf.engine.fleet.FleetLoad;
import dev.perf.engine.fleet.Share;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.engine.internal.health.Vitals;
import dev.perf.engine.internal.journal.EntryKind;
import dev.perf.load.Rate;
import dev.perf.plan.TestPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Agents that are threads of this process, in simulated time: what they do is exact, and so is when they are lost. */
final class FleetHere implements FleetLoad {

    private static final long LEAD_NANOS = 1_000_000_000;

    /** How long after a loss the others have the share of the lost agent. */
    private static final Duration NOTICED = Duration.ofSeconds(1);

    /** How long after it is known that an agent leaves the others have its share. */
    private static final Duration LEFT = Duration.ofMillis(250);

    private final TestPlan plan;
    private final Map<String, Set<String>> judged;
    private final SimulatedClock clock;
    private final List<Agent> agents = new ArrayList<>();
    private final List<Integer> weights;
    private final List<ShareConductor> shares = new CopyOnWriteArrayList<>();
    private final List<Consumer<ShareConductor>> orders = new CopyOnWriteArrayList<>();
    private final Set<Integer> gone = Collections.synchronizedSet(new HashSet<>());
    private final Set<Integer> leaving = Collections.synchronizedSet(new HashSet<>());
    private final List<Act> acts = new ArrayList<>();
    private volatile List<Integer> divided;

    /** Something that happens to the agents at a time of the run. */
    private record Act(Duration at, What what) {}

    private interface What {
        void happen(long start, Watcher watcher) throws InterruptedException;
    }

    FleetHere(TestPlan plan, SimulatedClock clock, Integer... weights) {
        this(plan, Map.of(), clock, weights);
    }

    /** Creates agents whose plan does not have what the run is judged by. */
    FleetHere(TestPlan plan, Map<String, Set<String>> judged, SimulatedClock clock, Integer... weights) {
        this.plan = plan;
        this.judged = judged;
        this.clock = clock;
        this.weights = List.of(weights);
        this.divided = this.weights;
        for (int i = 0; i < weights.length; i++) {
            agents.add(agent(i, weights[i]));
            shares.add(prepared(new Share(i, this.weights)));
        }
    }

    private static Agent agent(int place, int weight) {
        return new Agent(place, "agent-" + (place + 1), "here", weight, Map.of(), Duration.ZERO, Duration.ZERO);
    }

    private ShareConductor prepared(Share share) {
        return ShareConductor.prepare(
                plan, share, judged, new RunFolder("run", null, null), clock, Vitals.NONE, over -> {});
    }

    /** From a time of the run on nothing comes from an agent any more; the others have its share a second later. */
    FleetHere losing(int agent, Duration at) {
        acts.add(new Act(at, (start, watcher) -> {
            lose(agent, watcher);
            takeOver(agent, at.plus(NOTICED), watcher);
        }));
        return this;
    }

    /** From a time of the run on nothing comes from an agent any more, and nobody has its share. */
    FleetHere losingForGood(int agent, Duration at) {
        acts.add(new Act(at, (start, watcher) -> lose(agent, watcher)));
        return this;
    }

    /** At a time of the run an agent begins no more iterations and ends; the others have its share soon after. */
    FleetHere leaving(int agent, Duration at) {
        acts.add(new Act(at, (start, watcher) -> {
            takeOver(agent, at.plus(LEFT), watcher);
            leaving.add(agent);
            shares.get(agent).stop("the agent is shut down");
        }));
        return this;
    }

    /** At a time of the run an agent joins, and has a share a second later. */
    FleetHere joining(int weight, Duration at) {
        acts.add(new Act(at, (start, watcher) -> {
            int place = shares.size();
            Duration from = at.plus(NOTICED);
            var after = new ArrayList<>(divided);
            after.add(weight);
            ShareConductor share = prepared(new Share(place, divided));
            shares.add(share);
            watcher.joined(agent(place, weight), from);
            clock.startTimer("share-" + place, () -> begin(place, start, watcher));
            orders.forEach(order -> order.accept(share));
            divide(after, from, watcher);
        }));
        return this;
    }

    @Override
    public List<Agent> agents() {
        return List.copyOf(agents);
    }

    @Override
    public List<Integer> weights() {
        return weights;
    }

    @Override
    public @Nullable String setUp() throws InterruptedException {
        String failure = shares.getFirst().setUp();
        Map<String, Object> values = shares.getFirst().setupValues();
        shares.stream().skip(1).forEach(share -> share.beginsWith(values));
        return failure;
    }

    @Override
    public long begin(Watcher watcher) {
        long start = clock.nanos() + LEAD_NANOS;
        for (Agent agent : agents) {
            int index = agent.index();
            clock.startTimer("share-" + index, () -> begin(index, start, watcher));
        }
        for (Act act : acts) {
            clock.startTimer("act", () -> happen(act, start, watcher));
        }
        return start;
    }

    private void begin(int index, long start, Watcher watcher) {
        try {
            Duration late = shares.get(index).begin(start, entry -> {
                if (!gone.contains(index)) {
                    watcher.entry(index, entry);
                }
                if (entry[0] == EntryKind.END.ordinal() && leaving.contains(index)) {
                    watcher.lost(index, "it was shut down: SIGTERM");
                }
            });
            watcher.begun(index, late);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void happen(Act act, long start, Watcher watcher) {
        try {
            clock.sleepUntil(start + act.at().toNanos());
            act.what().happen(start, watcher);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void lose(int agent, Watcher watcher) {
        gone.add(agent);
        shares.get(agent).abort("it is lost");
        watcher.lost(agent, "its process was killed");
    }

    private void takeOver(int agent, Duration from, Watcher watcher) {
        var others = new ArrayList<>(divided);
        others.set(agent, 0);
        divide(others, from, watcher);
    }

    private void divide(List<Integer> after, Duration from, Watcher watcher) {
        divided = List.copyOf(after);
        each(share -> share.share(new Share(shares.indexOf(share), after), from));
        watcher.shared(after, from);
    }

    private void each(Consumer<ShareConductor> order) {
        orders.add(order);
        for (int i = 0; i < shares.size(); i++) {
            if (!gone.contains(i)) {
                order.accept(shares.get(i));
            }
        }
    }

    @Override
    public void stop(String reason) {
        each(share -> share.stop(reason));
    }

    @Override
    public void abort(String reason) {
        each(share -> share.abort(reason));
    }

    @Override
    public void pause(Duration at) {
        each(share -> share.pause(at));
    }

    @Override
    public void resume(Duration at) {
        each(share -> share.resume(at));
    }

    @Override
    public void setRate(String scenario, Rate rate, Duration at) {
        each(share -> share.setRate(scenario, rate, at));
    }

    @Override
    public void setUsers(String scenario, int users, Duration at) {
        each(share -> share.setUsers(scenario, users, at));
    }

    @Override
    public void beginWorkload(int workload, Duration at) {
        each(share -> share.beginWorkload(workload, at));
    }

    @Override
    public void exclude(int agent, String cause) {
        gone.add(agent);
        shares.get(agent).abort(cause);
    }

    @Override
    public @Nullable String tearDown() throws InterruptedException {
        return shares.getFirst().tearDown();
    }

    @Override
    public void close() {
        shares.forEach(ShareConductor::close);
    }
}
