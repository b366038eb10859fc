package dev.perf.engine.internal.script;

import dev.perf.scenario.Step;
import java.util.List;

/** Compiles branches that a user does at the same time. */
final class ParallelCompiler {

    private final LaneCompiler lanes;

    ParallelCompiler(LaneCompiler lanes) {
        this.lanes = lanes;
    }

    Node compile(Step.InParallel step, CompileContext context) {
        CompileContext inside = context.grouped(step.name()).inside("inParallel \"" + step.name() + "\"");
        inside.checkName(step.name(), StepCompiler.NAME_OF_STEP, step.location());
        int count = step.branches().size();
        if (count == 0) {
            inside.problem(step.location(), "it has no branches; add a step for each");
        }
        Node[] branches = new Node[count];
        context.keys().fork();
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                context.keys().branch();
            }
            branches[i] = branch(step.branches().get(i), "branch " + (i + 1), inside);
        }
        context.keys().join();
        return new GroupNode(inside, user -> {
            user.lanes().run(count, count, (index, lane) -> branches[index].run(lane));
            user.standing().exitIfAsked();
        });
    }

    private Node branch(Step step, String name, CompileContext inside) {
        return lanes.lane(LaneCompiler.Kind.BRANCH, name, List.of(step), step.location(), inside.inside(name));
    }
}
