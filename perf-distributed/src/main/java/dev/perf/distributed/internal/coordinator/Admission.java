package dev.perf.distributed.internal.coordinator;

import dev.perf.distributed.internal.message.Message.Hello;
import dev.perf.distributed.internal.message.Message.Refuse;
import dev.perf.distributed.internal.message.MessageCodec;
import dev.perf.distributed.internal.message.Node;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is taken on as an agent, and why others are not. All state is the loop's. */
final class Admission {

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private static final int MOST_REMEMBERED = 100;

    private final CoordinatorSettings settings;
    private final Map<String, String> refused = new LinkedHashMap<>();
    private final Map<String, String> absent = new LinkedHashMap<>();

    Admission(CoordinatorSettings settings) {
        this.settings = settings;
    }

    /** Returns why somebody who would like to be an agent is none; null where it is taken on. */
    @Nullable
    Refuse examine(Hello hello, Collection<RemoteAgent> agents, long now) {
        Node node = hello.node();
        String title = node.name() + " (" + node.address() + ")";
        Refuse refuse = refusal(hello, agents, now);
        if (refuse == null) {
            refused.remove(title);
        } else if (refused.size() < MOST_REMEMBERED && !refuse.reason().equals(refused.put(title, refuse.reason()))) {
            LOG.warn("agent {} is refused: {}", title, refuse.reason());
        }
        return refuse;
    }

    /** Notes why an agent that should come does not; null where it does after all. */
    void note(String agent, @Nullable String reason) {
        if (reason == null) {
            absent.remove(agent);
        } else if (absent.size() < MOST_REMEMBERED) {
            absent.put(agent, reason);
        }
    }

    /** Returns how many were started and refused. */
    int refused() {
        return refused.size();
    }

    /** Returns why processes are no agents, by their names and places. */
    Map<String, String> reasons() {
        var all = new LinkedHashMap<>(refused);
        all.putAll(absent);
        return all;
    }

    private @Nullable Refuse refusal(Hello hello, Collection<RemoteAgent> agents, long now) {
        Node node = hello.node();
        String title = "agent \"" + node.name() + "\"";
        if (hello.protocol() != MessageCodec.PROTOCOL) {
            return new Refuse(
                    title + " speaks version " + hello.protocol() + " of the protocol, and the coordinator version "
                            + MessageCodec.PROTOCOL + "; give both the same version of Perf",
                    true);
        }
        if (!node.perfVersion().equals(settings.perfVersion())) {
            return new Refuse(
                    title + " has Perf " + node.perfVersion() + ", and the coordinator Perf " + settings.perfVersion()
                            + "; give both the same version",
                    true);
        }
        if (node.javaVersion() < settings.leastJava()) {
            return new Refuse(
                    title + " has Java " + node.javaVersion() + ", and Perf needs Java " + settings.leastJava()
                            + " or later",
                    true);
        }
        if (node.name().isBlank() || !(node.capacity() >= 0) || node.maxRuns() < 1) {
            return new Refuse(
                    title + " must have a name, a capacity above 0 and room for a test, and says capacity "
                            + Figures.number(node.capacity()) + "/s, tests " + node.maxRuns()
                            + "; see --name, --capacity and --max-tests of perf agent",
                    true);
        }
        for (RemoteAgent other : agents) {
            if (other.node.name().equals(node.name()) && !other.id.equals(hello.agentId())) {
                boolean isSurelyThere =
                        now - other.heard < 2 * settings.heartbeatInterval().toNanos();
                return new Refuse(
                        "the name \"" + node.name() + "\" is taken by the agent at " + other.node.address()
                                + "; give each agent a name of its own with --name",
                        isSurelyThere && other.isUsable);
            }
        }
        return null;
    }
}
