package dev.perf.engine.internal.script;

import dev.perf.scenario.Step;
import java.util.List;

/** Compiles branches that a user does at the same time. Knows whether the step that is being compiled is in one. */
final class ParallelCompiler {

    private final StepCompiler steps;
    private final BlockCompiler blocks;
    private int depth;

    ParallelCompiler(StepCompiler steps, BlockCompiler blocks) {
        this.steps = steps;
        this.blocks = blocks;
    }

    Node compile(Step.InParallel step, CompileContext context) {
        CompileContext inside = context.grouped(step.name()).inside("inParallel \"" + step.name() + "\"");
        int count = step.branches().size();
        if (count == 0) {
            inside.problem(step.location(), "it has no branches; add a step for each");
        }
        Node[] branches = new Node[count];
        context.keys().fork();
        depth++;
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                context.keys().branch();
            }
            branches[i] = branch(step.branches().get(i), "branch " + (i + 1), inside);
        }
        depth--;
        context.keys().join();
        return new GroupNode(inside, user -> {
            user.lanes().run(count, count, (index, lane) -> branches[index].run(lane));
            user.standing().exitIfAsked();
        });
    }

    private Node branch(Step step, String name, CompileContext inside) {
        inside.streams().beginBranch();
        Node body = blocks.enclosed(() -> steps.body(List.of(step), step.location(), inside.inside(name)));
        inside.streams().endBranch();
        return inside.isTraced() ? new TracedNode(name, body) : body;
    }

    /** Notes the mistake where users meet in a branch: it is not clear then who of a user has come. */
    void check(Step.Rendezvous step, CompileContext inside) {
        if (depth > 0) {
            inside.problem(
                    step.location(),
                    "users meet as a whole, and not in a branch of inParallel; do it before the branches, or behind"
                            + " them");
        }
    }
}
