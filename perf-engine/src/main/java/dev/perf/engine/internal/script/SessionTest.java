package dev.perf.engine.internal.script;

import dev.perf.scenario.Session;
import java.util.function.Predicate;

/** A user's condition, the exceptions of which are counted and end the iteration. */
record SessionTest(Predicate<Session> condition, String element) {

    boolean holds(VirtualUser user) throws IterationFailedException {
        try {
            return condition.test(user.session());
        } catch (RuntimeException thrown) {
            user.fail("step", element, ExecNode.describe(thrown));
            throw IterationFailedException.INSTANCE;
        }
    }
}
