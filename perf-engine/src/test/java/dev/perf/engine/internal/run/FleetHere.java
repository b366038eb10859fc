package dev.perf.engine.internal.run;

import dev.perf.engine.fleet.FleetLoad;
import dev.perf.engine.fleet.Share;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.engine.internal.health.Vitals;
import dev.perf.load.Rate;
import dev.perf.plan.TestPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Agents that are threads of this process, in simulated time: what they do is exact, and so is when they are lost. */
final class FleetHere implements FleetLoad {

    private static final long LEAD_NANOS = 1_000_000_000;

    /** How long after a loss the others have the share of the lost agent. */
    private static final Duration NOTICED = Duration.ofSeconds(1);

    private final SimulatedClock clock;
    private final List<Agent> agents = new ArrayList<>();
    private final List<Integer> weights;
    private final List<ShareConductor> shares = new ArrayList<>();
    private final Set<Integer> gone = Collections.synchronizedSet(new HashSet<>());
    private final List<Loss> losses = new ArrayList<>();

    /** An agent of which nothing comes any more, and whether the others take its share over. */
    private record Loss(int agent, Duration at, boolean isTakenOver) {}

    FleetHere(TestPlan plan, SimulatedClock clock, Integer... weights) {
        this.clock = clock;
        this.weights = List.of(weights);
        for (int i = 0; i < weights.length; i++) {
            String name = "agent-" + (i + 1);
            agents.add(new Agent(i, name, "here", weights[i], Map.of(), Duration.ZERO, Duration.ZERO));
            shares.add(ShareConductor.prepare(
                    plan,
                    new Share(i, this.weights),
                    new RunFolder("run", null, null),
                    clock,
                    Vitals.NONE,
                    over -> {}));
        }
    }

    /** From a time of the run on nothing comes from an agent any more; the others have its share a second later. */
    FleetHere losing(int agent, Duration at) {
        losses.add(new Loss(agent, at, true));
        return this;
    }

    /** From a time of the run on nothing comes from an agent any more, and nobody has its share. */
    FleetHere losingForGood(int agent, Duration at) {
        losses.add(new Loss(agent, at, false));
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
        for (Loss loss : losses) {
            clock.startTimer("loss", () -> lose(loss, start, watcher));
        }
        return start;
    }

    private void begin(int index, long start, Watcher watcher) {
        try {
            Duration late = shares.get(index).begin(start, entry -> {
                if (!gone.contains(index)) {
                    watcher.entry(index, entry);
                }
            });
            watcher.begun(index, late);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void lose(Loss loss, long start, Watcher watcher) {
        try {
            clock.sleepUntil(start + loss.at().toNanos());
            gone.add(loss.agent());
            shares.get(loss.agent()).abort("it is lost");
            watcher.lost(loss.agent(), "its process was killed");
            if (loss.isTakenOver()) {
                var others = new ArrayList<>(weights);
                gone.forEach(agent -> others.set(agent, 0));
                Duration from = loss.at().plus(NOTICED);
                each(share -> share.share(new Share(shares.indexOf(share), others), from));
                watcher.shared(others, from);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void each(Consumer<ShareConductor> order) {
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
        throw new UnsupportedOperationException();
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
