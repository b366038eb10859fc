package dev.perf.engine.internal.run;

import dev.perf.engine.fleet.FleetLoad;
import dev.perf.engine.internal.measure.AgentFacts;
import dev.perf.engine.internal.measure.FleetAggregation;
import dev.perf.result.AgentResult;
import dev.perf.result.Environment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is known of the agents of a run, by their places; the aggregation learns it as well. Belongs to the conductor. */
final class KnownAgents {

    private final FleetAggregation agents;
    private final List<AgentFacts> known = new ArrayList<>();

    KnownAgents(FleetAggregation agents) {
        this.agents = agents;
    }

    /**
     * An agent takes part.
     *
     * @param weights the division that it is known from, in which it need not have a place
     * @param joined time of the run at which it begins
     */
    void join(FleetLoad.Agent agent, List<Integer> weights, Duration joined) {
        var facts = new AgentFacts(
                agent.name(),
                new AgentResult.Machine(agent.address(), agent.labels(), agent.capacity(), Environment.UNKNOWN),
                share(weights, agent.index()),
                joined,
                new AgentResult.Clock(Duration.ZERO, agent.clockOffset(), agent.clockUncertainty()));
        known.add(facts);
        agents.join(agent.index(), facts);
    }

    private static double share(List<Integer> weights, int agent) {
        int all = weights.stream().mapToInt(Integer::intValue).sum();
        return all == 0 || agent >= weights.size() ? 0 : (double) weights.get(agent) / all;
    }

    int size() {
        return known.size();
    }

    String name(int agent) {
        return known.get(agent).name();
    }

    /** Returns the names of those that have a share. */
    List<String> sharing(List<Integer> weights) {
        var names = new ArrayList<String>();
        for (int i = 0; i < weights.size() && i < known.size(); i++) {
            if (weights.get(i) > 0) {
                names.add(name(i));
            }
        }
        return names;
    }

    /** The load is divided in another way; one that joined has its first share with that. */
    void share(List<Integer> weights) {
        for (int i = 0; i < weights.size() && i < known.size(); i++) {
            AgentFacts before = known.get(i);
            if (weights.get(i) > 0 && before.share() == 0 && before.joined().isPositive()) {
                know(
                        i,
                        new AgentFacts(
                                before.name(), before.machine(), share(weights, i), before.joined(), before.clock()));
            }
        }
    }

    /** An agent has told where it is. */
    void isIn(int agent, Environment where) {
        AgentFacts before = known.get(agent);
        AgentResult.Machine machine = before.machine();
        if (machine.environment().equals(Environment.UNKNOWN)) {
            know(
                    agent,
                    new AgentFacts(
                            before.name(),
                            new AgentResult.Machine(machine.address(), machine.labels(), machine.capacity(), where),
                            before.share(),
                            before.joined(),
                            before.clock()));
        }
    }

    /** An agent has begun, so long after the moment that was agreed on. */
    void begun(int agent, Duration late) {
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

    private void know(int agent, AgentFacts now) {
        known.set(agent, now);
        agents.know(agent, now);
    }
}
