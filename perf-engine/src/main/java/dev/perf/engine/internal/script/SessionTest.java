package dev.perf.engine.internal.script;

import dev.perf.scenario.Session;
import java.util.function.Predicate;

/** A user's condition, what it throws is counted and ends the iteration. */
record SessionTest(Predicate<Session> condition, String element) {

    boolean holds(VirtualUser user) throws IterationFailedException {
        try {
            return condition.test(user.session());
        } catch (RuntimeException | Error thrown) {
            user.thrown(thrown);
            user.fail("step", element, ThrownText.of(thrown));
            throw IterationFailedException.INSTANCE;
        }
    }
}
