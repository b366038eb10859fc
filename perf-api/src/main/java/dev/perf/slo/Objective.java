package dev.perf.slo;

import dev.perf.load.Rate;
import dev.perf.text.DurationText;
import dev.perf.text.Figures;
import java.time.Duration;
import java.util.Objects;

/**
 * What is promised. Values are not checked before a test that has the objective is run.
 *
 * <p>A closed family: switch over it without {@code default}.
 */
public sealed interface Objective {

    /**
     * Returns the objective in words.
     *
     * @return for example {@code 99.9 % of requests succeed}
     */
    String text();

    /**
     * So many of all requests succeed.
     *
     * @param share the least share of them, above 0 and below 1
     */
    record Availability(double share) implements Objective {
        @Override
        public String text() {
            return Figures.plain(100 * share) + " %" + " of requests succeed";
        }
    }

    /**
     * No more than so many of all requests fail: availability, said the other way round.
     *
     * @param share the greatest share of them, above 0 and below 1
     */
    record ErrorRate(double share) implements Objective {
        @Override
        public String text() {
            return "at most " + Figures.plain(100 * share) + " %" + " of requests fail";
        }
    }

    /**
     * So many of all requests are answered within a time, counted from their intended start; those that are not answered
     * are not.
     *
     * @param share the least share of them, above 0 and below 1
     * @param limit the time, positive; counted to three significant digits
     */
    record Latency(double share, Duration limit) implements Objective {

        /** Creates the objective. */
        public Latency {
            Objects.requireNonNull(limit, "limit");
        }

        @Override
        public String text() {
            return Figures.plain(100 * share) + " %" + " of requests within " + DurationText.of(limit);
        }
    }

    /**
     * So many requests are answered per second, failures not counted. It has no error budget.
     *
     * @param least requests per second
     */
    record Throughput(Rate least) implements Objective {

        /** Creates the objective. */
        public Throughput {
            Objects.requireNonNull(least, "least");
        }

        @Override
        public String text() {
            return "at least " + least + " succeed";
        }
    }
}
