package dev.perf.engine.internal.journal;

import dev.perf.engine.internal.wire.BadBytesException;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.PlannedLoad;
import dev.perf.result.RunEvent;
import dev.perf.result.ThresholdResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is new of a run at the end of an interval, besides what was measured; null for what is as it was.
 *
 * @param events what was done to the run since the interval before
 * @param planned the load that is asked for
 * @param checks what came of the health checks so far
 * @param warnings what is to be known of the run so far
 * @param firstFailure what the first failing iteration did
 * @param stop why an agent's users, or a fault of its engine, end the run for all agents
 */
public record RunNews(
        List<RunEvent> events,
        @Nullable List<PlannedLoad> planned,
        @Nullable List<ThresholdResult> checks,
        @Nullable List<String> warnings,
        @Nullable String firstFailure,
        @Nullable RunStop stop) {

    private static final RunEvent.Type[] TYPES = RunEvent.Type.values();
    private static final PlannedLoad.Model[] MODELS = PlannedLoad.Model.values();

    /** Writes the news. */
    public void write(ByteOutput out) {
        out.list(events, RunNews::putEvent);
        out.optional(planned, (to, loads) -> to.list(loads, RunNews::putLoad));
        out.optional(checks, (to, results) -> to.list(results, RunNews::putCheck));
        out.optional(warnings, (to, texts) -> to.list(texts, ByteOutput::text));
        out.optional(firstFailure, ByteOutput::text);
        out.optional(stop, (to, why) -> why.write(to));
    }

    /**
     * Reads news that were written.
     *
     * @throws BadBytesException if {@code in} has none
     */
    public static RunNews read(ByteInput in) {
        return new RunNews(
                in.list(RunNews::event),
                in.optional(from -> from.list(RunNews::load)),
                in.optional(from -> from.list(RunNews::check)),
                in.optional(from -> from.list(ByteInput::text)),
                in.optional(ByteInput::text),
                in.optional(RunStop::read));
    }

    private static void putEvent(ByteOutput out, RunEvent event) {
        out.duration(event.at());
        out.constant(event.type());
        out.text(event.text());
        out.text(event.by());
    }

    private static RunEvent event(ByteInput in) {
        return new RunEvent(in.duration(), in.constant(TYPES), in.text(), in.text());
    }

    private static void putLoad(ByteOutput out, PlannedLoad load) {
        out.text(load.scenario());
        out.constant(load.model());
        out.text(load.description());
        out.list(load.points(), (to, point) -> {
            to.duration(point.at());
            to.real(point.level());
        });
        out.list(load.bursts(), (to, burst) -> {
            to.duration(burst.at());
            to.number(burst.iterations());
        });
        out.list(load.stages(), (to, stage) -> {
            to.text(stage.name());
            to.duration(stage.from());
            to.duration(stage.to());
        });
    }

    private static PlannedLoad load(ByteInput in) {
        return new PlannedLoad(
                in.text(),
                in.constant(MODELS),
                in.text(),
                in.list(from -> new PlannedLoad.Point(from.duration(), from.real())),
                in.list(from -> new PlannedLoad.Burst(from.duration(), from.number())),
                in.list(from -> new PlannedLoad.Stage(from.text(), from.duration(), from.duration())));
    }

    private static void putCheck(ByteOutput out, ThresholdResult check) {
        out.text(check.expression());
        out.flag(check.passed());
        out.optional(check.actual(), ByteOutput::real);
        out.real(check.limit());
        out.optional(check.margin(), ByteOutput::real);
        out.number(check.samples());
        out.optional(check.firstBreach(), ByteOutput::duration);
        out.text(check.message());
    }

    private static ThresholdResult check(ByteInput in) {
        return new ThresholdResult(
                in.text(),
                in.flag(),
                in.optional(ByteInput::real),
                in.real(),
                in.optional(ByteInput::real),
                in.number(),
                in.optional(ByteInput::duration),
                in.text());
    }
}
