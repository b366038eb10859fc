package dev.perf.soak;

import static dev.perf.source.Given.given;

import dev.perf.source.SourceLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a long run adds to a plan, and the words for its limits, to be imported statically.
 *
 * @param checks looked at while the run goes
 * @param limits judged at its end
 */
public record Soak(List<Check> checks, List<Limit> limits) {

    /** No health check and no limit. */
    public static final Soak NONE = new Soak(List.of(), List.of());

    /** Copies the lists. */
    public Soak {
        checks = List.copyOf(checks);
        limits = List.copyOf(limits);
    }

    /**
     * A health check as it was written.
     *
     * @param name what is checked
     * @param every when, and what a failure means
     * @param check the look at the system
     * @param location where it was written
     */
    public record Check(String name, Every every, HealthCheck check, SourceLocation location) {}

    /**
     * A limit as it was written.
     *
     * @param limit the limit
     * @param location where it was written
     */
    public record Limit(SoakLimit limit, SourceLocation location) {}

    /** Returns this with one more health check. */
    public Soak with(Check check) {
        var more = new ArrayList<>(checks);
        more.add(check);
        return new Soak(more, limits);
    }

    /** Returns this with one more limit. */
    public Soak with(Limit limit) {
        var more = new ArrayList<>(limits);
        more.add(limit);
        return new Soak(checks, more);
    }

    /** Limits how much the p95 of the response time may rise in an hour: {@code p95Rise().below(ofMillis(5))}. */
    public static Rise p95Rise() {
        return new Rise() {
            @Override
            public SoakLimit below(Duration perHour) {
                return new SoakLimit.P95Slope(given(perHour, "perHour"));
            }
        };
    }

    /** Limits how much of its throughput the system may lose: {@code throughputDecay().below(0.05)}. */
    public static Share throughputDecay() {
        return SoakLimit.ThroughputDecay::new;
    }

    /**
     * Limits how much of its error budget the system may use in an hour:
     * {@code errorBurn(0.999, ofDays(30)).below(0.01)}.
     *
     * @param objective share of requests that are to succeed, above 0 and below 1
     * @param period the time that the objective is for
     */
    public static Share errorBurn(double objective, Duration period) {
        given(period, "period");
        return share -> new SoakLimit.ErrorBurn(objective, period, share);
    }

    /** A rise that needs its limit. */
    @FunctionalInterface
    public interface Rise {
        /** Sets the time per hour that the rise must be below; positive. */
        SoakLimit below(Duration perHour);
    }

    /** A share that needs its limit. */
    @FunctionalInterface
    public interface Share {
        /** Sets what the share must be below: 0.05 is 5 %. */
        SoakLimit below(double share);
    }
}
