package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import java.util.List;
import java.util.Map;

/**
 * What is new of the agents of a run.
 *
 * @param statuses what has changed of agents, by their places
 * @param intervals what they did
 */
record AgentNews(List<Map.Entry<Integer, AgentStatus>> statuses, List<AgentInterval> intervals) {

    void write(ByteOutput out) {
        out.list(statuses, (to, one) -> {
            to.number(one.getKey());
            one.getValue().write(to);
        });
        out.list(intervals, (to, one) -> one.write(to));
    }

    static AgentNews read(ByteInput in) {
        return new AgentNews(
                in.list(from -> Map.entry(from.number(Integer.MAX_VALUE), AgentStatus.read(from))),
                in.list(AgentInterval::read));
    }
}
