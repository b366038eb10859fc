package dev.perf.engine.internal.script;

import dev.perf.scenario.Block;
import dev.perf.scenario.Exit;
import dev.perf.scenario.Step;
import dev.perf.scenario.ThinkTime;
import java.util.List;
import java.util.function.Supplier;

/**
 * Compiles blocks and what leaves them. Knows how deep the step that is being compiled is inside of blocks, so that
 * those that nothing leaves cost nothing.
 */
final class BlockCompiler {

    private final StepCompiler steps;
    private int blocks;
    private int exits;
    private int guards;

    BlockCompiler(StepCompiler steps) {
        this.steps = steps;
    }

    /** Returns what does {@code nodes} in order; where a failure ends the block that they are in, up to that. */
    Node inOrder(List<Node> nodes) {
        if (guards == 0) {
            return Node.sequence(nodes);
        }
        Node[] guarded = nodes.toArray(Node[]::new);
        return user -> {
            for (Node step : guarded) {
                step.run(user);
                if (user.standing().hasFailedInScope()) {
                    throw IterationFailedException.INSTANCE;
                }
            }
        };
    }

    /** Compiles steps beside those around them: no failure ends them, which ends the block around those. */
    Node unguarded(Supplier<Node> compilation) {
        int outside = guards;
        guards = 0;
        Node body = compilation.get();
        guards = outside;
        return body;
    }

    /** Compiles a block, which may be left. */
    Node enclosed(Supplier<Node> compilation) {
        int before = exits;
        blocks++;
        Node body = compilation.get();
        blocks--;
        if (exits == before) {
            return body;
        }
        return user -> {
            try {
                body.run(user);
            } catch (ExitException exit) {
                if (exit != ExitException.BLOCK) {
                    throw exit;
                }
            }
        };
    }

    Node compile(Block block, CompileContext context) {
        return switch (block) {
            case Block.Sequence sequence -> steps.body(sequence.parts(), "sequence", sequence, context);
            case Block.Enclosed enclosed -> enclosed(() -> steps.body(enclosed.parts(), "block", enclosed, context));
            case Block.LeftOnFail left -> compileLeftOnFail(left, context);
            case Block.Tries tries -> compileTries(tries, context);
        };
    }

    private Node compileLeftOnFail(Block.LeftOnFail step, CompileContext context) {
        Node body = guarded(step.parts(), "exitBlockOnFail", step, context);
        return user -> {
            int outer = user.standing().beginScope();
            try {
                body.run(user);
            } catch (IterationFailedException failed) {
                user.standing().markFailed();
                if (user.isOutOfData()) {
                    throw failed;
                }
            } finally {
                user.standing().endScope(outer);
            }
        };
    }

    private Node compileTries(Block.Tries step, CompileContext context) {
        CompileContext inside = context.inside("tryUpTo");
        if (step.most() <= 0) {
            inside.problem(step.location(), "the number of tries must be positive, got " + step.most());
        }
        ThinkTime time = step.pause();
        ThinkTimeSampler pause = time == null ? null : ThinkTimeSampler.compile(time, step.location(), inside);
        Node body = steps.lanes().joinedOnFailure(() -> guarded(step.parts(), "tryUpTo", step, context));
        return new TriesNode(body, step.most(), pause, "tryUpTo (" + step.location() + ")");
    }

    private Node guarded(List<Step> parts, String element, Step owner, CompileContext context) {
        guards++;
        context.keys().background().fork(); // it may be left after any step
        Node body = enclosed(() -> steps.body(parts, element, owner, context));
        context.keys().background().join();
        guards--;
        return body;
    }

    Node compile(Exit exit, CompileContext context) {
        return switch (exit) {
            case Exit.LeaveOnFail ignored ->
                user -> {
                    if (user.standing().hasFailed()) {
                        throw ExitException.ITERATION;
                    }
                };
            case Exit.Leave leave -> {
                Node node = compileLeave(leave, context);
                yield leave.condition() == null
                        ? node
                        : onlyIf(
                                new SessionTest(leave.condition(), nameOf(leave) + " (" + leave.location() + ")"),
                                node);
            }
        };
    }

    private static Node onlyIf(SessionTest test, Node node) {
        return user -> {
            if (test.holds(user)) {
                node.run(user);
            }
        };
    }

    private Node compileLeave(Exit.Leave leave, CompileContext context) {
        return switch (leave.scope()) {
            case BLOCK -> {
                exits++;
                context.keys().background().mayLeave();
                if (blocks == 0) {
                    context.problem(
                            leave.location(),
                            nameOf(leave)
                                    + " is in no block that it could leave; put it into block(...), a loop, a group"
                                    + " or a task, or use exitIteration");
                }
                yield user -> {
                    throw ExitException.BLOCK;
                };
            }
            case ITERATION ->
                user -> {
                    throw ExitException.ITERATION;
                };
            case USER ->
                user -> {
                    throw ExitException.USER;
                };
            case SCENARIO ->
                user -> {
                    user.exits().exitScenario("a step of it did exitScenario");
                    throw ExitException.USER;
                };
            case RUN -> {
                String reason = leave.reason();
                if (reason.isBlank()) {
                    context.problem(
                            leave.location(),
                            nameOf(leave) + " has no reason; say for the result why the run is stopped");
                }
                yield user -> {
                    user.exits().exitRun(reason);
                    throw ExitException.USER;
                };
            }
        };
    }

    private static String nameOf(Exit.Leave leave) {
        String name = switch (leave.scope()) {
            case BLOCK -> "exitBlock";
            case ITERATION -> "exitIteration";
            case USER -> "exitUser";
            case SCENARIO -> "exitScenario";
            case RUN -> "exitRun";
        };
        return leave.condition() == null ? name : name + "If";
    }
}
