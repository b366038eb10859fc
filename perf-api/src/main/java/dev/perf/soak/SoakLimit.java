package dev.perf.soak;

import dev.perf.text.DurationText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;

/**
 * A limit on how the numbers of a run drift, judged at its end over the longest stretch in which the planned load is
 * constant, warm-up left out. It stands among the thresholds of the result.
 */
public sealed interface SoakLimit {

    /** Returns the limit as text, as it stands in the result. */
    String expression();

    /**
     * How much the p95 of the response time may rise per hour.
     *
     * <p>The slope is Sen's: the median of the slopes between all pairs of intervals, so single slow intervals do not
     * decide (Sen, Estimates of the regression coefficient based on Kendall's tau, JASA 63, 1968).
     *
     * @param perHour the slope must be below it; positive, for the p95 of a sound system wavers around no rise
     */
    record P95Slope(Duration perHour) implements SoakLimit {
        @Override
        public String expression() {
            return "response_time_slope: p(95) < " + DurationText.of(perHour) + " per hour";
        }
    }

    /**
     * How much of its throughput the system may lose: 1 less the requests per second of the last quarter of the time
     * over those of the first.
     *
     * @param share the loss must be below it, from 0 to 1
     */
    record ThroughputDecay(double share) implements SoakLimit {
        @Override
        public String expression() {
            return "throughput_decay: rate < " + percent(share);
        }
    }

    /**
     * How much of its error budget the system may use per hour. An objective of 99.9 % in 30 days is a budget of 0.1 %
     * of all requests of 30 days; an hour of even traffic in which 0.1 % fail uses 1/720 of it, which is a burn rate of
     * 1 (Beyer et al., The Site Reliability Workbook, 2018, chapter 5).
     *
     * @param objective share of requests that are to succeed, above 0 and below 1
     * @param period the time that the objective is for
     * @param perHour the share of the budget used per hour must be below it
     */
    record ErrorBurn(double objective, Duration period, double perHour) implements SoakLimit {
        @Override
        public String expression() {
            return "error_burn: rate < " + percent(perHour) + " per hour of " + percent(objective) + " in "
                    + DurationText.of(period);
        }
    }

    private static String percent(double share) {
        return Double.isFinite(share)
                ? new BigDecimal(share * 100, new MathContext(6))
                                .stripTrailingZeros()
                                .toPlainString() + "%"
                : String.valueOf(share);
    }
}
