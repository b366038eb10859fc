package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.threshold.MetricKind;
import dev.perf.threshold.Scope;
import dev.perf.threshold.Threshold;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a threshold sees of each interval: the samples that it is about, and how much of the time. */
final class Sight {

    /** Metrics that are no samples, so that they have no tags. */
    private static final Set<String> LEVELS_OF_THE_RUN = Set.of("vus", "vus_max");

    private final Threshold threshold;
    private final Map<String, String> filter;
    private final Stages stages;
    private boolean counts;

    Sight(Threshold threshold, Stages stages) {
        this.threshold = threshold;
        this.filter = filter(threshold);
        this.stages = stages;
        this.counts = MetricKind.ofBuiltIn(threshold.metric()) == MetricKind.COUNTER;
    }

    /** Returns the tags that samples must carry, that of the stage that is judged among them. */
    static Map<String, String> filter(Threshold threshold) {
        if (!(threshold.scope() instanceof Scope.Stage stage) || LEVELS_OF_THE_RUN.contains(threshold.metric())) {
            return threshold.tags();
        }
        var all = new LinkedHashMap<>(threshold.tags());
        all.put(Phase.TAG, stage.name());
        return all;
    }

    /** Returns what the metric came to in the whole of {@code cells}; null where nothing was measured. */
    @Nullable
    MetricValue read(Cells cells) {
        MetricValue value = cells.read(threshold.metric(), filter);
        boolean inStage = threshold.scope() instanceof Scope.Stage;
        // What is counted at all, and was not in this stage, is zero there.
        return value == null
                        && inStage
                        && cells.read(threshold.metric(), threshold.tags()) instanceof MetricValue.Counter counter
                ? new MetricValue.Counter(0, counter.seconds())
                : value;
    }

    /**
     * Returns what is seen of an interval.
     *
     * @param end its end, since the start of the load
     * @return null if it is not what the threshold is about
     */
    @Nullable
    Part of(Duration end, Cells interval) {
        Duration half = Duration.ofNanos(Math.round(interval.seconds() * 0.5e9));
        return switch (threshold.scope()) {
            case Scope.WholeRun ignored -> part(end, interval, interval.seconds());
            case Scope.SteadyState ignored -> part(end, interval, interval.seconds());
            case Scope.Span span -> contains(span, end.minus(half)) ? part(end, interval, interval.seconds()) : null;
            case Scope.Stage stage -> ofStage(stages.isOn(stage.name(), half), end, interval);
        };
    }

    private static boolean contains(Scope.Span span, Duration at) {
        Duration to = span.to();
        return at.compareTo(span.from()) >= 0 && (to == null || at.compareTo(to) < 0);
    }

    /** Iterations that began in a stage go on after it, but its time is over. */
    private @Nullable Part ofStage(boolean isOn, Duration end, Cells interval) {
        if (isOn) {
            return part(end, interval, interval.seconds());
        }
        boolean mayGoOn = !LEVELS_OF_THE_RUN.contains(threshold.metric());
        return mayGoOn && read(interval) != null ? part(end, interval, 0) : null;
    }

    private Part part(Duration end, Cells interval, double seconds) {
        MetricValue value = read(interval);
        counts |= value instanceof MetricValue.Counter;
        // Where nothing is counted the count is zero, which is no lack of samples.
        return new Part(end, seconds, value == null && counts ? new MetricValue.Counter(0, seconds) : value);
    }

    void write(ByteOutput out) {
        out.flag(counts);
    }

    void read(ByteInput in) {
        counts = in.flag();
    }
}
