package dev.perf.engine.internal.script;

import java.util.List;

/** A compiled step. Immutable, and shared by all users of a scenario; what differs between users is in the user. */
@FunctionalInterface
public interface Node {

    /**
     * Does the step.
     *
     * @throws InterruptedException if the run wants the user to stop
     * @throws StepsEndedException if the step ends the iteration, or a block of it; a failure has been counted
     */
    void run(VirtualUser user) throws InterruptedException, StepsEndedException;

    /** Returns a node that does {@code nodes} in order. */
    static Node sequence(List<Node> nodes) {
        if (nodes.size() == 1) {
            return nodes.getFirst();
        }
        Node[] steps = nodes.toArray(Node[]::new);
        return user -> {
            for (Node step : steps) {
                step.run(user);
            }
        };
    }
}
