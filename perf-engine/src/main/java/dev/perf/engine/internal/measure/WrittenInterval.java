package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.health.Reading;
import dev.perf.metric.Metric;
import dev.perf.result.ErrorSample;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An interval as an {@link IntervalReader} has read it: nothing of it was counted yet.
 *
 * @param metrics metrics of the user's own that came up in it
 * @param cells what was measured in it
 * @param readings readings of the generator
 * @param stages answers to what the judges asked of stages
 * @param errors failures that are new
 * @param warnings what is to be known of how it was measured; null where that is as it was
 * @param agents what is new of agents; null where the load came from the process that wrote
 */
record WrittenInterval(
        IntervalWriter.Setting setting,
        List<Metric> metrics,
        List<SeriesCell> cells,
        List<Reading> readings,
        List<Boolean> stages,
        List<ErrorChange> errors,
        @Nullable List<String> warnings,
        @Nullable AgentNews agents) {

    /**
     * What a series holds.
     *
     * @param series the series as the writer knows it
     */
    record SeriesCell(Series series, Cell cell) {}

    /**
     * What is new of failures of one kind, request and message.
     *
     * @param first what stays the same of them
     * @param more how many there were since the last time
     * @param count how many so far
     * @param last when the last one was, in nanoseconds since the start of the run
     * @param samples the samples that are kept now
     * @param newSamples those of them that were not kept the last time
     */
    record ErrorChange(
            ErrorLog.First first,
            long more,
            long count,
            long last,
            List<ErrorSample> samples,
            List<ErrorSample> newSamples) {}

    /**
     * What came after the last interval.
     *
     * @param warnings what is to be known of how it was measured; null where that is as it was
     */
    record End(
            List<Reading> readings,
            @Nullable List<String> warnings,
            @Nullable AgentNews agents) {}

    /** Tells whether the interval belongs to the warm-up. */
    boolean isWarmUp() {
        return setting.warmUpNanos() > 0 && setting.elapsedNanos() <= setting.warmUpNanos();
    }
}
