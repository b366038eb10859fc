package dev.perf.plan;

import dev.perf.http.HttpSettings;
import dev.perf.load.LoadProfile;
import dev.perf.load.LoadStart;
import dev.perf.load.Throttle;
import dev.perf.scenario.Scenario;
import dev.perf.soak.Soak;
import dev.perf.source.SourceLocation;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything an engine needs to know to run a test.
 *
 * @param name name of the test
 * @param workloads the scenarios with the load put on each, and when it begins
 * @param http settings of all HTTP requests
 * @param thresholds the limits that decide the verdict
 * @param tags put on the run as a whole
 * @param warmUp the first part of the run, reported apart; zero for none
 * @param throttle the most HTTP requests per second of the whole test; null for as many as the load makes
 * @param seed what random choices, pauses and data orders follow from
 * @param soak health checks, and limits on how the numbers drift
 * @param maxSeries how many combinations of tags per metric may be made up while the test runs and are told apart
 * @param observation metrics of the user's own
 * @param location where the test was written
 */
public record TestPlan(
        String name,
        List<Workload> workloads,
        HttpSettings http,
        List<ThresholdRule> thresholds,
        Map<String, String> tags,
        Duration warmUp,
        @Nullable Throttle throttle,
        long seed,
        Soak soak,
        int maxSeries,
        Observation observation,
        SourceLocation location) {

    /** Series per metric that names made up while the test runs may make, unless the test says otherwise. */
    public static final int DEFAULT_MAX_SERIES = 1_000;

    /** Copies the collections, so that the plan never changes. */
    public TestPlan {
        workloads = List.copyOf(workloads);
        thresholds = List.copyOf(thresholds);
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    /**
     * A scenario and the load put on it.
     *
     * @param scenario what each user does
     * @param load how many users or arrivals there are, and when
     * @param start when the load begins
     */
    public record Workload(Scenario scenario, LoadProfile load, LoadStart start) {

        /** Creates a workload whose load begins with the run. */
        public Workload(Scenario scenario, LoadProfile load) {
            this(scenario, load, new LoadStart.AtTime(Duration.ZERO, load.location()));
        }

        /** Returns this workload with another load, which begins when this one does. */
        public Workload withLoad(LoadProfile other) {
            return new Workload(scenario, other, start);
        }

        /** Returns this workload with another start. */
        public Workload withStart(LoadStart other) {
            return new Workload(scenario, load, other);
        }
    }

    /**
     * A threshold as it was written.
     *
     * @param expression its text, in the grammar of {@code dev.perf.threshold}
     * @param location where it was written
     */
    public record ThresholdRule(String expression, SourceLocation location) {}

    /**
     * Returns the time from the start of the run to the end of the last profile; graceful stops come on top. Where a
     * profile begins when a scenario has finished, that scenario is taken to finish with the end of its profile.
     */
    public Duration duration() {
        return workloads.stream()
                .map(workload -> startOf(workload).plus(workload.load().duration()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /**
     * Returns the time from the start of the run to the beginning of a workload's load. Where that is when a scenario
     * has finished, which no plan knows, the scenario is taken to finish with the end of its profile.
     */
    public Duration startOf(Workload workload) {
        Duration start = Duration.ZERO;
        Workload at = workload;
        for (int steps = 0; at != null && steps <= workloads.size(); steps++) { // mistaken plans go round in circles
            start = start.plus(at.start().delay());
            at = workloadOf(at.start().awaited());
            start = at == null ? start : start.plus(at.load().duration());
        }
        return start;
    }

    private @Nullable Workload workloadOf(@Nullable String scenario) {
        return workloads.stream()
                .filter(workload -> workload.scenario().name().equals(scenario))
                .findFirst()
                .orElse(null);
    }

    /** Returns this plan with other workloads. */
    public TestPlan withWorkloads(List<Workload> others) {
        return new TestPlan(
                name, others, http, thresholds, tags, warmUp, throttle, seed, soak, maxSeries, observation, location);
    }

    /** Returns this plan with other HTTP settings. */
    public TestPlan withHttp(HttpSettings others) {
        return new TestPlan(
                name,
                workloads,
                others,
                thresholds,
                tags,
                warmUp,
                throttle,
                seed,
                soak,
                maxSeries,
                observation,
                location);
    }

    /** Returns this plan with other thresholds. */
    public TestPlan withThresholds(List<ThresholdRule> others) {
        return new TestPlan(
                name, workloads, http, others, tags, warmUp, throttle, seed, soak, maxSeries, observation, location);
    }

    /** Returns this plan with other tags. */
    public TestPlan withTags(Map<String, String> others) {
        return new TestPlan(
                name,
                workloads,
                http,
                thresholds,
                others,
                warmUp,
                throttle,
                seed,
                soak,
                maxSeries,
                observation,
                location);
    }

    /** Returns this plan with another warm-up. */
    public TestPlan withWarmUp(Duration other) {
        return new TestPlan(
                name, workloads, http, thresholds, tags, other, throttle, seed, soak, maxSeries, observation, location);
    }

    /** Returns this plan with another limit of its requests. */
    public TestPlan withThrottle(@Nullable Throttle other) {
        return new TestPlan(
                name, workloads, http, thresholds, tags, warmUp, other, seed, soak, maxSeries, observation, location);
    }

    /** Returns this plan with another seed. */
    public TestPlan withSeed(long other) {
        return new TestPlan(
                name,
                workloads,
                http,
                thresholds,
                tags,
                warmUp,
                throttle,
                other,
                soak,
                maxSeries,
                observation,
                location);
    }

    /** Returns this plan with other health checks and limits of drift. */
    public TestPlan withSoak(Soak other) {
        return new TestPlan(
                name,
                workloads,
                http,
                thresholds,
                tags,
                warmUp,
                throttle,
                seed,
                other,
                maxSeries,
                observation,
                location);
    }

    /** Returns this plan with another limit of series. */
    public TestPlan withMaxSeries(int other) {
        return new TestPlan(
                name, workloads, http, thresholds, tags, warmUp, throttle, seed, soak, other, observation, location);
    }

    /** Returns this plan that watches something else besides. */
    public TestPlan withObservation(Observation other) {
        return new TestPlan(
                name, workloads, http, thresholds, tags, warmUp, throttle, seed, soak, maxSeries, other, location);
    }
}
