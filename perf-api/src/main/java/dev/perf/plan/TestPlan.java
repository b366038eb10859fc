package dev.perf.plan;

import dev.perf.http.HttpSettings;
import dev.perf.load.IterationLoad;
import dev.perf.load.LoadProfile;
import dev.perf.load.LoadStart;
import dev.perf.load.Throttle;
import dev.perf.scenario.Scenario;
import dev.perf.slo.Slo;
import dev.perf.soak.Soak;
import dev.perf.source.SourceLocation;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
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
 * @param observation metrics of the user's own, and who listens
 * @param course how the run goes beside the load
 * @param location where the test was written
 * @param baseline the earlier run that limits of thresholds follow from; null for none
 * @param slos the service level objectives that it must meet too
 * @param origin the method that makes the test, for agents to call it again; null where there is none
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
        Course course,
        SourceLocation location,
        @Nullable Baseline baseline,
        List<Slo> slos,
        @Nullable TestOrigin origin) {

    /** Series per metric that names made up while the test runs may make, unless the test says otherwise. */
    public static final int DEFAULT_MAX_SERIES = 1_000;

    /** Copies the collections, so that the plan never changes. */
    public TestPlan {
        workloads = List.copyOf(workloads);
        thresholds = List.copyOf(thresholds);
        slos = List.copyOf(slos);
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    /**
     * A scenario and the load put on it.
     *
     * @param scenario what each user does
     * @param load how many users or arrivals there are, and when
     * @param start when the load begins
     * @param portion which part of the load it is, where several scenarios share it; null for all of it
     */
    public record Workload(Scenario scenario, LoadProfile load, LoadStart start, Mix.@Nullable Portion portion) {

        /** Creates a workload that has a load for itself. */
        public Workload(Scenario scenario, LoadProfile load, LoadStart start) {
            this(scenario, load, start, null);
        }

        /** Creates a workload whose load begins with the run. */
        public Workload(Scenario scenario, LoadProfile load) {
            this(scenario, load, new LoadStart.AtTime(Duration.ZERO, load.location()));
        }

        /** Returns this workload with another load, which begins when this one does. */
        public Workload withLoad(LoadProfile other) {
            return new Workload(scenario, other, start, portion);
        }

        /** Returns this workload with another start. */
        public Workload withStart(LoadStart other) {
            return new Workload(scenario, load, other, portion);
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
        return with(draft -> draft.workloads = others);
    }

    /** Returns this plan with each load changed. */
    public TestPlan withLoads(UnaryOperator<LoadProfile> change) {
        return withWorkloads(workloads.stream()
                .map(workload -> workload.withLoad(change.apply(workload.load())))
                .toList());
    }

    /**
     * Returns how long the profiles take that have a length, the last one's end. Nobody knows how long a number of
     * iterations takes, so it counts for nothing.
     */
    public Duration profileLength() {
        List<LoadProfile> timed = workloads.stream()
                .map(Workload::load)
                .filter(load -> !(load instanceof IterationLoad))
                .toList();
        return timed.size() == workloads.size()
                ? duration()
                : timed.stream()
                        .map(LoadProfile::duration)
                        .max(Duration::compareTo)
                        .orElse(Duration.ZERO);
    }

    /**
     * Returns this plan with all profiles stretched or squeezed, so that {@link #profileLength()} is {@code length}:
     * stages, starts, throttles that follow a profile, and the warm-up keep their shares of the whole.
     *
     * @throws IllegalArgumentException if the plan has no load with a length
     */
    public TestPlan stretchedTo(Duration length) {
        double before = profileLength().toNanos();
        if (before <= 0) {
            throw new IllegalArgumentException("the test has no load with a length to stretch; a number of iterations"
                    + " lasts as long as it takes, and what starts at once takes no time");
        }
        double factor = length.toNanos() / before;
        TestPlan stretched = withWorkloads(workloads.stream()
                .map(workload -> new Workload(
                        stretched(workload.scenario(), factor),
                        workload.load().stretchedBy(factor),
                        workload.start().stretchedBy(factor),
                        workload.portion()))
                .toList());
        return stretched
                .withThrottle(throttle == null ? null : throttle.stretchedBy(factor))
                .withWarmUp(Duration.ofNanos(Math.round(warmUp.toNanos() * factor)));
    }

    private static Scenario stretched(Scenario scenario, double factor) {
        Throttle throttle = scenario.throttle();
        return throttle == null ? scenario : scenario.throttle(throttle.stretchedBy(factor));
    }

    /** Returns this plan with other HTTP settings. */
    public TestPlan withHttp(HttpSettings others) {
        return with(draft -> draft.http = others);
    }

    /** Returns this plan with other thresholds. */
    public TestPlan withThresholds(List<ThresholdRule> others) {
        return with(draft -> draft.thresholds = others);
    }

    /** Returns this plan with other tags. */
    public TestPlan withTags(Map<String, String> others) {
        return with(draft -> draft.tags = others);
    }

    /** Returns this plan with another warm-up. */
    public TestPlan withWarmUp(Duration other) {
        return with(draft -> draft.warmUp = other);
    }

    /** Returns this plan with another limit of its requests. */
    public TestPlan withThrottle(@Nullable Throttle other) {
        return with(draft -> draft.throttle = other);
    }

    /** Returns this plan with another seed. */
    public TestPlan withSeed(long other) {
        return with(draft -> draft.seed = other);
    }

    /** Returns this plan with other health checks and limits of drift. */
    public TestPlan withSoak(Soak other) {
        return with(draft -> draft.soak = other);
    }

    /** Returns this plan with another limit of series. */
    public TestPlan withMaxSeries(int other) {
        return with(draft -> draft.maxSeries = other);
    }

    /** Returns this plan that watches something else besides. */
    public TestPlan withObservation(Observation other) {
        return with(draft -> draft.observation = other);
    }

    /** Returns this plan with another course. */
    public TestPlan withCourse(Course other) {
        return with(draft -> draft.course = other);
    }

    /** Returns this plan with another baseline. */
    public TestPlan withBaseline(@Nullable Baseline other) {
        return with(draft -> draft.baseline = other);
    }

    /** Returns this plan with other service level objectives. */
    public TestPlan withSlos(List<Slo> others) {
        return with(draft -> draft.slos = others);
    }

    /** Returns this plan with another method that makes it; null for none. */
    public TestPlan withOrigin(@Nullable TestOrigin other) {
        return with(draft -> draft.origin = other);
    }

    private TestPlan with(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return draft.finished();
    }

    /** A copy of a plan in which one thing is changed. */
    private static final class Draft {
        private final String name;
        private List<Workload> workloads;
        private HttpSettings http;
        private List<ThresholdRule> thresholds;
        private Map<String, String> tags;
        private Duration warmUp;
        private @Nullable Throttle throttle;
        private long seed;
        private Soak soak;
        private int maxSeries;
        private Observation observation;
        private Course course;
        private final SourceLocation location;
        private @Nullable Baseline baseline;
        private List<Slo> slos;
        private @Nullable TestOrigin origin;

        Draft(TestPlan plan) {
            this.name = plan.name;
            this.workloads = plan.workloads;
            this.http = plan.http;
            this.thresholds = plan.thresholds;
            this.tags = plan.tags;
            this.warmUp = plan.warmUp;
            this.throttle = plan.throttle;
            this.seed = plan.seed;
            this.soak = plan.soak;
            this.maxSeries = plan.maxSeries;
            this.observation = plan.observation;
            this.course = plan.course;
            this.location = plan.location;
            this.baseline = plan.baseline;
            this.slos = plan.slos;
            this.origin = plan.origin;
        }

        TestPlan finished() {
            return new TestPlan(
                    name,
                    workloads,
                    http,
                    thresholds,
                    tags,
                    warmUp,
                    throttle,
                    seed,
                    soak,
                    maxSeries,
                    observation,
                    course,
                    location,
                    baseline,
                    slos,
                    origin);
        }
    }
}
