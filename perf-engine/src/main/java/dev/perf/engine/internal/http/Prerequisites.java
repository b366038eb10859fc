package dev.perf.engine.internal.http;

import dev.perf.check.Check;
import dev.perf.check.When;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.VirtualUser;
import org.jspecify.annotations.Nullable;

/** What must hold for a check to be made. Immutable. */
final class Prerequisites {

    @FunctionalInterface
    private interface Test {
        boolean holds(VirtualUser user, @Nullable ResponseView response);
    }

    private final Test[] tests;

    private Prerequisites(Test[] tests) {
        this.tests = tests;
    }

    /** Compiles those of {@code check}, null where it is always made; mistakes go to the context. */
    static @Nullable Prerequisites compile(Check check, Subject subject, CompileContext context) {
        return check.when().isEmpty()
                ? null
                : new Prerequisites(check.when().stream()
                        .map(when -> compile(when, subject, context))
                        .toArray(Test[]::new));
    }

    private static Test compile(When when, Subject subject, CompileContext context) {
        return switch (when) {
            case When.SessionHolds session -> (user, response) -> session.test().test(user.session());
            case When.ResponseHolds holds -> {
                Check condition = holds.condition();
                CompileContext inside = context.inside("condition \"" + condition.name() + "\"");
                Judgement judgement = Judgement.compile(condition, subject, inside);
                Prerequisites more = compile(condition, subject, inside);
                yield (user, response) -> response != null
                        && (more == null || more.hold(user, response))
                        && judgement.holds(user, response);
            }
        };
    }

    /**
     * Tells whether all of it holds; of no response no condition does.
     *
     * @throws RuntimeException if the user's test throws it, or the session lacks a value
     */
    boolean hold(VirtualUser user, @Nullable ResponseView response) {
        for (Test test : tests) {
            if (!test.holds(user, response)) {
                return false;
            }
        }
        return true;
    }
}
