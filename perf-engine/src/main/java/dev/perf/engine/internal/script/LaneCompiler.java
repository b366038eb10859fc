package dev.perf.engine.internal.script;

import dev.perf.scenario.Step;
import dev.perf.source.SourceLocation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * Compiles what a user does on lanes, and what ends with all that it has started there. Knows in what the step is that is
 * being compiled.
 */
final class LaneCompiler {

    /** What is done on a lane. */
    enum Kind {
        BRANCH("a branch of inParallel", "before the branches, or behind them"),
        BACKGROUND("inBackground", "before it, or behind its join");

        private final String text;
        private final String outside;

        Kind(String text, String outside) {
            this.text = text;
            this.outside = outside;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private final StepCompiler steps;
    private final BlockCompiler blocks;
    private final Deque<Kind> around = new ArrayDeque<>();

    /** What is started in the background in the whole that is being compiled. */
    private List<String> started = new ArrayList<>();

    LaneCompiler(StepCompiler steps, BlockCompiler blocks) {
        this.steps = steps;
        this.blocks = blocks;
    }

    /** Compiles steps that a user does beside others; {@code title} is for its trace. */
    Node lane(Kind kind, String title, List<Step> parts, SourceLocation owner, CompileContext inside) {
        around.push(kind);
        inside.streams().beginLane(kind);
        Node body = whole(inside, () -> blocks.enclosed(() -> steps.body(parts, owner, inside)));
        inside.streams().endLane();
        around.pop();
        return inside.isTraced() ? new TracedNode(title, body) : body;
    }

    /** Compiles what ends with all that it has started in the background; one that starts nothing costs nothing. */
    Node whole(CompileContext context, Supplier<Node> compilation) {
        List<String> outside = started;
        started = new ArrayList<>();
        context.keys().beginWhole();
        Node body = compilation.get();
        context.keys().endWhole();
        boolean startsAny = !started.isEmpty();
        started = outside;
        return startsAny ? new JoinedAtEnd(body) : body;
    }

    /** Notes that a step starts something in the background. */
    void starts(String name) {
        started.add(name);
    }

    /** Compiles what joins all that it has started itself where it fails. */
    Node joinedOnFailure(Supplier<Node> compilation) {
        int before = started.size();
        Node body = compilation.get();
        List<String> names =
                started.subList(before, started.size()).stream().distinct().toList();
        return names.isEmpty() ? body : new JoinedOnFailure(body, names);
    }

    /** Notes the mistake where users meet on a lane: it is not clear then who of a user has come. */
    void check(Step.Rendezvous step, CompileContext inside) {
        Kind innermost = around.peek();
        if (innermost != null) {
            inside.problem(
                    step.location(), "users meet as a whole, and not in " + innermost + "; do it " + innermost.outside);
        }
    }
}
