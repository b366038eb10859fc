package dev.perf.engine.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.engine.fleet.Share;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.engine.internal.measure.Phase;
import dev.perf.engine.internal.plan.Shares;
import dev.perf.load.ClosedLoad;
import dev.perf.load.IterationLoad;
import dev.perf.load.OpenLoad;
import dev.perf.result.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** The loads of several agents that put on their shares of the same plan, on one simulated clock. */
final class Agents {

    /** What a coordinator orders, and when. */
    record Act(long atMillis, Consumer<List<Agent>> what) {}

    /** An agent. */
    static final class Agent {
        final CompiledTest test;
        final Shares shares;
        final List<WorkloadTurn> turns = new ArrayList<>();
        final LiveControl control;
        private final Agents all;

        private Agent(Agents all, LoadTest test, Shares shares) {
            this.all = all;
            this.shares = shares;
            this.test = PlanCompiler.compile(test.plan(), all.clock, 1, null, Place.agent(shares, null));
            var time = new LoadTime(all.clock);
            var common = new WorkloadRunner.Common(
                    this.test.measurement(),
                    all.clock,
                    time,
                    new RunSeed(test.plan().seed()),
                    shares.start(),
                    all.faults::add,
                    stop -> {});
            for (CompiledTest.CompiledWorkload workload : this.test.workloads()) {
                WorkloadRunner runner = switch (workload.load()) {
                    case ClosedLoad closed -> new ClosedRunner(workload, closed, common);
                    case IterationLoad some ->
                        new IterationRunner(workload, workload.slice().of(some), common);
                    case OpenLoad open -> new OpenRunner(workload, open, common);
                };
                turns.add(new WorkloadTurn(workload, runner, turns, all.clock, time));
            }
            this.control = new LiveControl(
                    turns,
                    all.clock,
                    time,
                    test.plan().warmUp(),
                    () -> false,
                    shares,
                    () -> {},
                    LiveControl.Relay.NONE);
        }

        private void begin(CountDownLatch ended) {
            long start = all.clock.nanos();
            test.measurement().begin(start);
            control.begin(start);
            for (WorkloadTurn turn : turns) {
                all.clock.startTimer("load", () -> {
                    try {
                        turn.take(start, test.plan().warmUp().toNanos());
                    } catch (Throwable thrown) {
                        all.faults.add(thrown);
                    } finally {
                        ended.countDown();
                    }
                });
            }
        }

        Ledger ledger() {
            return ledger(Phase.LOAD);
        }

        Ledger ledger(Phase phase) {
            return test.measurement().ledger(phase).ledger();
        }

        void share(List<Integer> weights, long fromMillis) {
            shares.change(new Share(all.agents.indexOf(this), weights), Duration.ofMillis(fromMillis));
        }
    }

    final SimulatedClock clock = new SimulatedClock();
    final List<Agent> agents = new ArrayList<>();
    private final List<Throwable> faults = Collections.synchronizedList(new ArrayList<>());

    /**
     * Has {@code count} agents put on a load.
     *
     * @param weights at the start; agents that have no place among them have nothing at first
     * @param test the plan that an agent makes
     */
    List<Agent> run(int count, List<Integer> weights, IntFunction<LoadTest> test, Act... acts)
            throws InterruptedException {
        for (int agent = 0; agent < count; agent++) {
            agents.add(new Agent(this, test.apply(agent), Shares.of(new Share(agent, weights))));
        }
        acts(acts, true);
        var ended = new CountDownLatch(
                agents.stream().mapToInt(agent -> agent.turns.size()).sum());
        clock.startTimer("start", () -> {
            agents.forEach(agent -> agent.begin(ended));
            clock.startTimer("orders", () -> acts(acts, false));
        });
        assertThat(ended.await(60, TimeUnit.SECONDS)).as("all loads have ended").isTrue();
        assertThat(faults).isEmpty();
        agents.forEach(agent -> agent.test.close());
        return agents;
    }

    private void acts(Act[] acts, boolean early) {
        long origin = clock.nanos();
        for (Act act : acts) {
            if (act.atMillis() < 0 == early) {
                try {
                    if (!early) {
                        clock.sleepUntil(origin + TimeUnit.MILLISECONDS.toNanos(act.atMillis()));
                    }
                    act.what().accept(agents);
                } catch (InterruptedException ended) {
                    throw new IllegalStateException(ended);
                }
            }
        }
    }

    /** An order that all agents get. */
    static Act each(long atMillis, Consumer<Agent> what) {
        return new Act(atMillis, agents -> agents.forEach(what));
    }

    static Act share(long atMillis, long fromMillis, Integer... weights) {
        return each(atMillis, agent -> agent.share(List.of(weights), fromMillis));
    }
}
