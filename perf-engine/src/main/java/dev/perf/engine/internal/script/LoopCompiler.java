package dev.perf.engine.internal.script;

import dev.perf.scenario.Loop;
import dev.perf.text.DurationText;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Compiles loops. */
final class LoopCompiler {

    private final StepCompiler steps;

    LoopCompiler(StepCompiler steps) {
        this.steps = steps;
    }

    Node compile(Loop loop, CompileContext context) {
        String name = nameOf(loop);
        CompileContext inside = context.inside(name);
        check(loop, inside);
        context.keys().beginLoop();
        Pass pass = new Pass(steps.body(loop.parts(), name, loop, context), loop.index());
        context.keys().endLoop(comesAgain(loop));
        return switch (loop) {
            case Loop.Times times -> {
                int count = times.times();
                yield user -> {
                    for (int number = 0; number < count; number++) {
                        pass.run(number, user);
                    }
                };
            }
            case Loop.AsLongAs before -> {
                SessionTest test = new SessionTest(before.condition(), name);
                yield user -> {
                    for (int number = 0; test.holds(user); number++) {
                        pass.run(number, user);
                    }
                };
            }
            case Loop.DoWhile after -> {
                SessionTest test = new SessionTest(after.condition(), name);
                yield user -> {
                    int number = 0;
                    do {
                        pass.run(number++, user);
                    } while (test.holds(user));
                };
            }
            case Loop.During during -> {
                long nanos = during.time().toNanos();
                yield user -> {
                    long end = user.clock().nanos() + nanos;
                    for (int number = 0; user.clock().nanos() < end; number++) {
                        pass.run(number, user);
                    }
                };
            }
            case Loop.Poll poll -> new PollNode(poll, pass, new SessionTest(poll.condition(), name), context);
            case Loop.ForEach each ->
                new ForEachNode(pass, ItemsOf.compile(each.items()), each.item(), "forEach (" + each.location() + ")");
            case Loop.Forever ignored ->
                user -> {
                    for (int number = 0; !user.isToEnd(); number++) {
                        pass.run(number, user);
                    }
                };
        };
    }

    /** Tells whether a user certainly passes several times. */
    private static boolean comesAgain(Loop loop) {
        return switch (loop) {
            case Loop.Times times -> times.times() > 1;
            case Loop.ForEach each
            when each.items() instanceof Loop.Items.Given given ->
                given.values().size() > 1;
            default -> false;
        };
    }

    /** One pass through a loop. */
    record Pass(Node body, @Nullable String index) {

        void run(int number, VirtualUser user) throws InterruptedException, StepsEndedException {
            Passes.next(number);
            if (index != null) {
                user.session().set(index, number);
            }
            body.run(user);
        }
    }

    private static void check(Loop loop, CompileContext inside) {
        String index = loop.index();
        if (index != null && index.isBlank()) {
            inside.problem(loop.location(), "the index has no name; give it a session key");
        } else if (index != null) {
            inside.saves(index, loop.location());
        }
        switch (loop) {
            case Loop.Times times -> {
                if (times.times() < 0) {
                    inside.problem(loop.location(), "times must not be negative, got " + times.times());
                }
            }
            case Loop.During during -> {
                if (during.time().isNegative()) {
                    inside.problem(loop.location(), "time must not be negative, got " + DurationText.of(during.time()));
                }
            }
            case Loop.ForEach each -> checkItems(each, inside);
            case Loop.Poll poll -> {
                checkPositive("every", poll.every(), loop, inside);
                checkPositive("atMost", poll.most(), loop, inside);
            }
            case Loop.AsLongAs ignored -> {}
            case Loop.DoWhile ignored -> {}
            case Loop.Forever ignored -> {}
        }
    }

    private static void checkPositive(String what, Duration time, Loop loop, CompileContext inside) {
        if (!time.isPositive()) {
            inside.problem(loop.location(), what + " must be positive, got " + DurationText.of(time));
        }
    }

    private static void checkItems(Loop.ForEach loop, CompileContext inside) {
        switch (loop.items()) {
            case Loop.Items.InSession in -> inside.uses(in.key(), loop.location());
            case Loop.Items.Given given -> {
                if (given.values().isEmpty()) {
                    inside.problem(loop.location(), "there are no items to go over; add one");
                }
                if (given.values().contains(null)) {
                    inside.problem(loop.location(), "items must not be null; leave them out");
                }
            }
        }
        if (loop.item().isBlank()) {
            inside.problem(loop.location(), "the item has no name; give it a session key");
        } else {
            inside.saves(loop.item(), loop.location());
        }
    }

    private static String nameOf(Loop loop) {
        return switch (loop) {
            case Loop.Times ignored -> "repeat";
            case Loop.AsLongAs ignored -> "asLongAs";
            case Loop.DoWhile ignored -> "doWhile";
            case Loop.During ignored -> "during";
            case Loop.ForEach ignored -> "forEach";
            case Loop.Forever ignored -> "forever";
            case Loop.Poll ignored -> "pollUntil";
        };
    }
}
