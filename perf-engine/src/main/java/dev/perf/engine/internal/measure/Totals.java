package dev.perf.engine.internal.measure;

import dev.perf.result.AgentResult;
import dev.perf.result.ErrorResult;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.Interval;
import dev.perf.result.Ledger;
import dev.perf.result.MetricResult;
import dev.perf.result.RequestResult;
import dev.perf.result.SloResult;
import dev.perf.result.ThresholdResult;
import java.time.Duration;
import java.util.List;

/**
 * What was measured in a whole run; the warm-up stands beside it and is counted nowhere.
 *
 * @param warnings what is to be known of how it was measured
 * @param agents what each agent came to; empty where the load came from this process
 */
public record Totals(
        Duration duration,
        Ledger ledger,
        List<ThresholdResult> thresholds,
        List<RequestResult> requests,
        List<MetricResult> metrics,
        List<ErrorResult> errors,
        List<Interval> warmUp,
        List<Interval> intervals,
        GeneratorHealth generator,
        List<String> warnings,
        List<SloResult> slos,
        List<AgentResult> agents) {

    /** Creates totals of a load that came from one process. */
    public Totals(
            Duration duration,
            Ledger ledger,
            List<ThresholdResult> thresholds,
            List<RequestResult> requests,
            List<MetricResult> metrics,
            List<ErrorResult> errors,
            List<Interval> warmUp,
            List<Interval> intervals,
            GeneratorHealth generator,
            List<String> warnings,
            List<SloResult> slos) {
        this(
                duration,
                ledger,
                thresholds,
                requests,
                metrics,
                errors,
                warmUp,
                intervals,
                generator,
                warnings,
                slos,
                List.of());
    }

    /** Returns these totals with other failures. */
    public Totals withErrors(List<ErrorResult> others) {
        return new Totals(
                duration,
                ledger,
                thresholds,
                requests,
                metrics,
                others,
                warmUp,
                intervals,
                generator,
                warnings,
                slos,
                agents);
    }

    /** Returns these totals with other results of thresholds. */
    public Totals withThresholds(List<ThresholdResult> others) {
        return new Totals(
                duration, ledger, others, requests, metrics, errors, warmUp, intervals, generator, warnings, slos,
                agents);
    }

    /** Returns these totals with other things to be known of how they were measured. */
    public Totals withWarnings(List<String> others) {
        return new Totals(
                duration,
                ledger,
                thresholds,
                requests,
                metrics,
                errors,
                warmUp,
                intervals,
                generator,
                others,
                slos,
                agents);
    }
}
