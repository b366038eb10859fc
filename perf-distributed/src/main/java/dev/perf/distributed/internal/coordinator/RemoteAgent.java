package dev.perf.distributed.internal.coordinator;

import dev.perf.distributed.internal.message.Load;
import dev.perf.distributed.internal.message.Node;
import dev.perf.distributed.internal.transport.Member;
import java.util.LinkedHashSet;
import java.util.Set;

/** An agent, as the coordinator knows it. All state is the loop's. */
final class RemoteAgent {

    final Member member;
    final String id;
    final Node node;
    final ClockMeter clock;
    final Set<FleetRun> runs = new LinkedHashSet<>();
    Load load = Load.UNKNOWN;
    long heard;
    /** Whether it has answered a lease, and so is known to be there. */
    boolean isUsable;

    boolean isLeaving;

    RemoteAgent(Member member, String id, Node node, ClockMeter clock, long now) {
        this.member = member;
        this.id = id;
        this.node = node;
        this.clock = clock;
        this.heard = now;
    }

    /** Returns its name and where it is. */
    String title() {
        return node.address().isEmpty() ? node.name() : node.name() + " (" + node.address() + ")";
    }

    boolean hasRoom() {
        return runs.size() < node.maxRuns();
    }
}
