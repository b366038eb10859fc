package dev.perf.slo;

import static dev.perf.source.Given.allGiven;
import static dev.perf.source.Given.given;

import dev.perf.load.Rate;
import dev.perf.source.SourceLocation;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Service level objectives written in Java.
 *
 * {@snippet :
 * slo("checkout works").of("checkout").availability(0.999).burningAtMost(10, ofMinutes(1))
 * slo("pages are fast").latency(0.99, ofMillis(300))
 * }
 */
public final class Slos {

    private Slos() {}

    /** Begins an objective on all requests of a test, with a name of its own. */
    public static Scope slo(String name) {
        return new Scope(given(name, "name"), Map.of());
    }

    /** Returns the objectives of a service as one value. */
    public static SloDocument slos(String service, Slo... slos) {
        return new SloDocument(given(service, "service"), allGiven(slos, "slos"));
    }

    /** The requests that an objective is about, waiting for what is promised of them. Immutable. */
    public static final class Scope {

        private final String name;
        private final Map<String, String> tags;

        private Scope(String name, Map<String, String> tags) {
            this.name = name;
            this.tags = tags;
        }

        /** Counts only the requests of a name. */
        public Scope of(String request) {
            return tagged("name", given(request, "request"));
        }

        /** Counts only requests that carry a tag, besides those asked for already. */
        public Scope tagged(String key, String value) {
            var more = new LinkedHashMap<>(tags);
            more.put(given(key, "key"), given(value, "value"));
            return new Scope(name, more);
        }

        /**
         * Promises that so many requests succeed.
         *
         * @param share the least share of them, above 0 and below 1: 0.999 is 99.9 %
         */
        public Slo availability(double share) {
            return slo(new Objective.Availability(share));
        }

        /**
         * Promises that no more requests fail.
         *
         * @param share the greatest share of them, above 0 and below 1: 0.001 is 0.1 %
         */
        public Slo errorRate(double share) {
            return slo(new Objective.ErrorRate(share));
        }

        /**
         * Promises that so many requests are answered within a time from their intended start.
         *
         * @param share the least share of them, above 0 and below 1: 0.99 is what a 99th percentile stands for
         * @param limit the time, positive
         */
        public Slo latency(double share, Duration limit) {
            return slo(new Objective.Latency(share, given(limit, "limit")));
        }

        /**
         * Promises that so many requests are answered in time, failures not counted. It has no error budget.
         *
         * @param least positive
         */
        public Slo throughput(Rate least) {
            return slo(new Objective.Throughput(given(least, "least")));
        }

        private Slo slo(Objective objective) {
            return new Slo(name, tags, objective, List.of(), SourceLocation.caller());
        }
    }
}
