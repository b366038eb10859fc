package dev.perf.engine.internal.journal;

import dev.perf.engine.internal.measure.MetricCodec;
import dev.perf.engine.internal.measure.WrittenThreshold;
import dev.perf.engine.internal.wire.BadBytesException;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.metric.Metric;
import dev.perf.result.Environment;
import dev.perf.slo.Slo;
import dev.perf.soak.SoakLimit;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a result needs to know of the plan and of the process, and nothing that only a run needs.
 *
 * @param test name of the test
 * @param runId name of the run
 * @param startedAt when the load began
 * @param tags put on the run as a whole
 * @param seed what random choices followed from
 * @param planned length of the load profiles together
 * @param warmUp planned length of the warm-up
 * @param metrics the metrics of the user's own that the plan names
 * @param thresholds the thresholds, in the plan's order
 * @param baseline where the earlier run is that thresholds are compared with; null where the plan names none
 * @param requests names of requests in the order in which the plan names them
 * @param reasonForDrops why iterations are dropped in this plan, if they are
 * @param limits limits of drift
 * @param environment where the run takes place
 * @param slos the service level objectives, in the plan's order
 * @param notes what of the plan a reader should know before believing its numbers
 */
public record RunFacts(
        String test,
        String runId,
        Instant startedAt,
        Map<String, String> tags,
        long seed,
        Duration planned,
        Duration warmUp,
        List<Metric> metrics,
        List<WrittenThreshold> thresholds,
        @Nullable String baseline,
        List<String> requests,
        String reasonForDrops,
        List<SoakLimit> limits,
        Environment environment,
        List<Slo> slos,
        List<String> notes) {

    private static final int MOST_LIMITS = 2;

    /** Returns these facts of a run whose load began at another moment. */
    public RunFacts startedAt(Instant moment) {
        return new RunFacts(
                test,
                runId,
                moment,
                tags,
                seed,
                planned,
                warmUp,
                metrics,
                thresholds,
                baseline,
                requests,
                reasonForDrops,
                limits,
                environment,
                slos,
                notes);
    }

    /** Writes the facts. */
    public void write(ByteOutput out) {
        out.text(test);
        out.text(runId);
        out.signed(startedAt.getEpochSecond());
        out.number(startedAt.getNano());
        out.texts(tags);
        out.signed(seed);
        out.duration(planned);
        out.duration(warmUp);
        out.list(metrics, MetricCodec::write);
        out.list(thresholds, (to, threshold) -> {
            to.text(threshold.expression());
            to.optional(threshold.baseline(), ByteOutput::real);
        });
        out.optional(baseline, ByteOutput::text);
        out.list(requests, ByteOutput::text);
        out.text(reasonForDrops);
        out.list(limits, RunFacts::putLimit);
        out.text(environment.perf());
        out.text(environment.java());
        out.text(environment.os());
        out.text(environment.host());
        out.number(environment.cores());
        out.number(environment.maxHeapBytes());
        out.list(slos, SloCodec::write);
        out.list(notes, ByteOutput::text);
    }

    /**
     * Reads facts that were written.
     *
     * @throws BadBytesException if {@code in} has none
     */
    public static RunFacts read(ByteInput in) {
        return new RunFacts(
                in.text(),
                in.text(),
                instant(in),
                in.texts(),
                in.signed(),
                in.duration(),
                in.duration(),
                in.list(MetricCodec::read),
                in.list(from -> new WrittenThreshold(from.text(), from.optional(ByteInput::real))),
                in.optional(ByteInput::text),
                in.list(ByteInput::text),
                in.text(),
                in.list(RunFacts::limit),
                new Environment(in.text(), in.text(), in.text(), in.text(), in.number(Integer.MAX_VALUE), in.number()),
                in.list(SloCodec::read),
                in.list(ByteInput::text));
    }

    private static Instant instant(ByteInput in) {
        try {
            return Instant.ofEpochSecond(in.signed(), in.number(999_999_999));
        } catch (DateTimeException impossible) {
            throw new BadBytesException("no time of day: " + impossible.getMessage());
        }
    }

    private static void putLimit(ByteOutput out, SoakLimit limit) {
        switch (limit) {
            case SoakLimit.P95Slope slope -> {
                out.number(0);
                out.duration(slope.perHour());
            }
            case SoakLimit.ThroughputDecay decay -> {
                out.number(1);
                out.real(decay.share());
            }
            case SoakLimit.ErrorBurn burn -> {
                out.number(MOST_LIMITS);
                out.real(burn.objective());
                out.duration(burn.period());
                out.real(burn.perHour());
            }
        }
    }

    private static SoakLimit limit(ByteInput in) {
        return switch (in.number(MOST_LIMITS)) {
            case 0 -> new SoakLimit.P95Slope(in.duration());
            case 1 -> new SoakLimit.ThroughputDecay(in.real());
            default -> new SoakLimit.ErrorBurn(in.real(), in.duration(), in.real());
        };
    }
}
