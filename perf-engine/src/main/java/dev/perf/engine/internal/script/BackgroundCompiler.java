package dev.perf.engine.internal.script;

import dev.perf.scenario.Background;
import dev.perf.text.DurationText;
import java.time.Duration;
import java.util.List;

/** Compiles steps that start others in the background, and steps that wait for those. */
final class BackgroundCompiler {

    private final LaneCompiler lanes;
    private final BlockCompiler blocks;

    BackgroundCompiler(LaneCompiler lanes, BlockCompiler blocks) {
        this.lanes = lanes;
        this.blocks = blocks;
    }

    Node compile(Background step, CompileContext context) {
        return switch (step) {
            case Background.Started started -> compile(started, context);
            case Background.Join join -> compile(join, context);
        };
    }

    private Node compile(Background.Started step, CompileContext context) {
        String name = step.name();
        CompileContext inside = context.grouped(name).inside("inBackground \"" + name + "\"");
        inside.checkName(name, "by which join(...) knows it", step.location());
        inside.startsInBackground(name, step.location());
        lanes.starts(name);
        inside.keys().beginBackground(name);
        Node steps = blocks.unguarded(() -> lanes.lane(
                LaneCompiler.Kind.BACKGROUND, name + ", in the background", step.steps(), step.location(), inside));
        inside.keys().endBackground(name);
        Node body = new GroupNode(inside, steps);
        String tooEarly = "\"" + name + "\" was started before and has not been joined; do join(\"" + name
                + "\") before it is started again";
        return user -> {
            if (!user.lanes().background().start(name, body)) {
                user.fail("join", name, tooEarly);
            }
        };
    }

    private static Node compile(Background.Join step, CompileContext context) {
        List<String> names = step.names();
        Duration most = step.most();
        CompileContext inside = context.inside("join");
        if (names.isEmpty()) {
            inside.problem(step.location(), "it has no names; say what is waited for");
        }
        if (!most.isPositive()) {
            inside.problem(step.location(), "atMost must be positive, got " + DurationText.of(most));
        }
        inside.joins(names, step.location());
        return user -> {
            user.lanes().background().join(names, most);
            user.standing().exitIfAsked();
        };
    }
}
