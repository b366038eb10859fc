package dev.perf.distributed.internal.coordinator;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether agents can do what is asked for, in words. */
final class Fitness {

    private Fitness() {}

    /** Returns why an agent is none that is asked for; null where it is, busy or not. */
    static @Nullable String unfit(RemoteAgent agent, Map<String, String> labels) {
        if (!agent.isUsable) {
            return "has not answered yet; its log may say why";
        }
        for (Map.Entry<String, String> label : labels.entrySet()) {
            String has = agent.node.labels().get(label.getKey());
            if (!label.getValue().equals(has)) {
                return has == null ? "has no label " + label.getKey() : "has " + label.getKey() + "=" + has;
            }
        }
        return agent.isLeaving ? "is being shut down" : null;
    }

    /** Returns why an agent cannot take part; null where it can. */
    static @Nullable String misfit(RemoteAgent agent, RunRequest request) {
        String unfit = unfit(agent, request.labels());
        if (unfit != null) {
            return unfit;
        }
        if (!request.names().isEmpty() && !request.names().contains(agent.node.name())) {
            return "was not chosen";
        }
        if (agent.node.javaVersion() < request.java()) {
            return "has Java " + agent.node.javaVersion() + ", and the classes of the test need Java " + request.java();
        }
        return agent.hasRoom()
                ? null
                : "has " + Figures.count(agent.runs.size(), "test")
                        + " already, and takes no more at once than its --max-tests says";
    }

    /** Returns why agents together cannot do what a run comes to; null where they can. */
    static @Nullable String lackingCapacity(List<RemoteAgent> agents, RunRequest request) {
        double sum = 0;
        for (RemoteAgent agent : agents) {
            if (agent.node.capacity() == 0) {
                return null;
            }
            sum += agent.node.capacity();
        }
        if (sum >= request.peakPerSecond()) {
            return null;
        }
        String who = agents.size() == 1
                ? "the agent says that it can do " + Figures.number(sum) + "/s: "
                : "the " + agents.size() + " agents say that they can do " + Figures.number(sum) + "/s together: ";
        String each = agents.stream()
                .map(agent -> agent.title() + " " + Figures.number(agent.node.capacity()) + "/s")
                .collect(Collectors.joining(", "));
        return "the plan comes to " + Figures.number(request.peakPerSecond()) + "/s at its peak, and " + who + each
                + "; add agents, raise their --capacity, or lower the load";
    }
}
