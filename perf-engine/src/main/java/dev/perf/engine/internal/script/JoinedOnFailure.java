package dev.perf.engine.internal.script;

import dev.perf.scenario.Background;
import java.util.List;

/** A body, such as a try, that is left where it fails: what it has started in the background by then is joined first. */
record JoinedOnFailure(Node body, List<String> names) implements Node {

    @Override
    public void run(VirtualUser user) throws InterruptedException, StepsEndedException {
        try {
            body.run(user);
        } catch (IterationFailedException failed) {
            user.standing().exitAfterStep(failed);
            user.lanes().background().join(names, Background.Join.DEFAULT_MOST);
            user.standing().exitIfAsked();
        }
    }
}
