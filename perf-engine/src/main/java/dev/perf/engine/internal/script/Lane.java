package dev.perf.engine.internal.script;

import dev.perf.engine.internal.template.UserBound;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A second self of a user, for what it does beside something else: it sees what the user had before, and keeps its own
 * changes, which are made for the user later.
 */
final class Lane {

    private final VirtualUser user;
    private final LaneSession session;
    private final VirtualUser self;

    /**
     * Creates a lane of {@code user}.
     *
     * @param seen what it sees of the user's session; must not change while something is done here
     * @param first whether it may use the user's connection
     */
    Lane(VirtualUser user, UserBound seen, boolean first) {
        this.user = user;
        this.session = new LaneSession(seen);
        this.self = user.lane(session, first);
    }

    /** Returns who does it. */
    VirtualUser self() {
        return self;
    }

    /** Does {@code steps}; returns what makes its changes the user's, to be called by the user's thread. */
    List<Runnable> does(Node steps) throws InterruptedException {
        try {
            steps.run(self);
        } catch (StepsEndedException ended) {
            self.standing().exitAfterStep(ended);
        }
        return endsTask();
    }

    /** What was done has ended; returns what makes its changes the user's, to be called by the user's thread. */
    List<Runnable> endsTask() {
        var changes = new ArrayList<Runnable>(2);
        Map<String, Object> values = session.takeChanges();
        if (!values.isEmpty()) {
            changes.add(() -> LaneSession.apply(values, TracedSession.untold(user.session())));
        }
        self.states().endsTask(changes);
        return changes;
    }

    /** What was done was cut off by {@code thrown}: its changes are lost, and nobody waits for what it closes. */
    void cutOff(Throwable thrown) {
        if (thrown instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        endsTask();
    }
}
