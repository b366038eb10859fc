package dev.perf.check;

import dev.perf.scenario.Session;
import java.util.function.Predicate;

/** What must hold for a check to be made at all. */
public sealed interface When {

    /** The user's session is as asked. */
    record SessionHolds(Predicate<Session> test) implements When {}

    /** The response is as asked; this is not counted as a check. */
    record ResponseHolds(Check condition) implements When {}
}
