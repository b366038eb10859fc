package dev.perf;

import static dev.perf.source.Given.allGiven;
import static dev.perf.source.Given.given;

import dev.perf.event.RequestEvent;
import dev.perf.event.StartedRun;
import dev.perf.fleet.Fleet;
import dev.perf.fleet.FleetException;
import dev.perf.http.HttpSettings;
import dev.perf.load.LoadProfile;
import dev.perf.load.LoadStart;
import dev.perf.load.OpenLoad;
import dev.perf.load.Rate;
import dev.perf.load.Throttle;
import dev.perf.metric.Metric;
import dev.perf.output.Output;
import dev.perf.plan.Baseline;
import dev.perf.plan.Course;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.InvalidTestFileException;
import dev.perf.plan.Mix;
import dev.perf.plan.Observation;
import dev.perf.plan.Observation.Listener;
import dev.perf.plan.Observation.LocatedOutput;
import dev.perf.plan.Observation.RequestListener;
import dev.perf.plan.TestFile;
import dev.perf.plan.TestOrigin;
import dev.perf.plan.TestPlan;
import dev.perf.plan.TestPlan.ThresholdRule;
import dev.perf.plan.TestPlan.Workload;
import dev.perf.result.RunResult;
import dev.perf.scenario.Action;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import dev.perf.search.SearchPlan.Goal;
import dev.perf.slo.Slo;
import dev.perf.slo.SloDocument;
import dev.perf.soak.Every;
import dev.perf.soak.HealthCheck;
import dev.perf.soak.Soak;
import dev.perf.soak.SoakLimit;
import dev.perf.source.SourceLocation;
import dev.perf.spi.Engine;
import dev.perf.spi.FileEngine;
import dev.perf.spi.FleetEngine;
import dev.perf.spi.Run;
import dev.perf.spi.RunOptions;
import dev.perf.threshold.Threshold;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A load test: scenarios, the load put on each, and the thresholds that decide whether the system passed.
 *
 * <p>Immutable: each method that describes the test returns a new value, so tests may be kept and varied. Mistakes are
 * found when the test is run, all of them at once, before the first request.
 */
public final class LoadTest {

    private final TestPlan plan;

    private LoadTest(TestPlan plan) {
        this.plan = plan;
    }

    /** Returns a test without scenarios. */
    public static LoadTest named(String name) {
        return new LoadTest(new TestPlan(
                given(name, "name"),
                List.of(),
                HttpSettings.DEFAULTS,
                List.of(),
                Map.of(),
                Duration.ZERO,
                null,
                System.nanoTime(),
                Soak.NONE,
                TestPlan.DEFAULT_MAX_SERIES,
                Observation.NONE,
                Course.PLAIN,
                SourceLocation.caller(),
                null,
                List.of(),
                TestOrigins.ofCaller()));
    }

    /**
     * Returns the test that a method makes, so that the agents of a fleet can call that method again: {@code
     * madeBy(ShopLoadTest::test)}. Only needed where the method has parameters, or is no static one that returns a
     * {@code LoadTest}; such a method that calls {@link Perf#loadTest} is known without it.
     *
     * <pre>{@code
     * int port = server.port();
     * LoadTest.madeBy(() -> ShopLoadTest.test("http://localhost:" + port)).run();
     * }</pre>
     *
     * @param factory a lambda that makes the test anew each time, or a static method; it may use texts, numbers,
     *     booleans, characters, constants of enums, durations, URIs and paths of the method around it
     * @throws IllegalArgumentException if it uses anything else, which other processes do not have; the message names it
     */
    public static LoadTest madeBy(TestFactory factory) {
        TestOrigin origin = TestOrigins.of(given(factory, "factory"));
        return new LoadTest(given(factory.get(), "what factory returns").plan.withOrigin(origin));
    }

    /** Returns the test that runs {@code plan}. */
    public static LoadTest of(TestPlan plan) {
        return new LoadTest(given(plan, "plan"));
    }

    /**
     * Returns the test that a file is, or the Java test that it names, configured by it. Where reports go, and the fleet that
     * the file names, are no part of a test; {@link Perf#run(TestFile)} uses them. What is not used goes to the log.
     *
     * @throws InvalidTestFileException if the file cannot be read or has mistakes; the message lists all of them
     */
    public static LoadTest of(TestFile file) {
        return new LoadTest(FileEngine.find().plan(given(file, "file"), null));
    }

    /**
     * Returns this test with what a file says: its load, thresholds, HTTP settings, variables, outputs and the like take the
     * place of those of the test, or come on top of them. What is not used goes to the log, as with {@link #of(TestFile)}.
     *
     * @throws InvalidTestFileException if the file cannot be read or has mistakes; the message lists all of them
     */
    public LoadTest configuredBy(TestFile file) {
        return new LoadTest(FileEngine.find().plan(given(file, "file"), plan));
    }

    /** Changes the settings of all HTTP requests: {@code http -> http.baseUrl("http://localhost:8080")}. */
    public LoadTest http(UnaryOperator<HttpSettings> change) {
        return new LoadTest(plan.withHttp(given(given(change, "change").apply(plan.http()), "what change returns")));
    }

    /** Adds a scenario and the load put on it, which begins with the run. */
    public LoadTest run(Scenario scenario, LoadProfile load) {
        return run(new Workload(given(scenario, "scenario"), given(load, "load")));
    }

    /**
     * Adds a scenario and the load put on it, which begins later.
     *
     * @param start {@link Perf#startingAfter}, {@link Perf#afterFinished} or {@link Perf#afterStopped}
     */
    public LoadTest run(Scenario scenario, LoadProfile load, LoadStart start) {
        return run(new Workload(given(scenario, "scenario"), given(load, "load"), given(start, "start")));
    }

    /** Adds scenarios that share one load, which begins with the run; see {@link Perf#mix}. */
    public LoadTest run(Mix mix, LoadProfile load) {
        return run(
                mix,
                load,
                new LoadStart.AtTime(Duration.ZERO, given(load, "load").location()));
    }

    /** Adds scenarios that share one load, which begins later; see {@link Perf#mix}. */
    public LoadTest run(Mix mix, LoadProfile load, LoadStart start) {
        given(mix, "mix");
        given(load, "load");
        given(start, "start");
        LoadTest test = this;
        for (int i = 0; i < mix.members().size(); i++) {
            Scenario scenario = mix.members().get(i).scenario();
            test = test.run(new Workload(scenario, load, start, new Mix.Portion(mix, i)));
        }
        return test;
    }

    private LoadTest run(Workload workload) {
        var more = new ArrayList<>(plan.workloads());
        more.add(workload);
        return new LoadTest(plan.withWorkloads(more));
    }

    /** Adds a threshold. */
    public LoadTest threshold(Threshold threshold) {
        return addThreshold(given(threshold, "threshold").expression(), SourceLocation.caller());
    }

    /** Adds a threshold written as text: {@code "http_req_duration{name:login}: p(95) < 300ms"}. */
    public LoadTest threshold(String expression) {
        return addThreshold(given(expression, "expression"), SourceLocation.caller());
    }

    private LoadTest addThreshold(String expression, SourceLocation location) {
        var more = new ArrayList<>(plan.thresholds());
        more.add(new ThresholdRule(expression, location));
        return new LoadTest(plan.withThresholds(more));
    }

    /**
     * Adds a service level objective: {@code slo("checkout works").of("checkout").availability(0.999)}. One that is missed
     * fails the run, as a threshold does.
     */
    public LoadTest slo(Slo slo) {
        return slos(List.of(given(slo, "slo")));
    }

    /** Adds the service level objectives of a document. */
    public LoadTest slos(SloDocument document) {
        return slos(given(document, "document").slos());
    }

    private LoadTest slos(List<Slo> slos) {
        return new LoadTest(plan.withSlos(plus(plan.slos(), slos)));
    }

    /**
     * Names the earlier run that limits such as {@code baseline + 10%} follow from. That there is no such file, or that
     * it lacks what a threshold compares with, is a mistake found before the run.
     *
     * @param summary its {@code summary.json}, or the folder of its report
     */
    public LoadTest baseline(Path summary) {
        return new LoadTest(plan.withBaseline(new Baseline(given(summary, "summary"), true, SourceLocation.caller())));
    }

    /**
     * Names the earlier run that limits such as {@code baseline + 10%} follow from, which need not be there yet: without
     * the file these thresholds are not judged, and the result warns, so that the first run of all can pass.
     *
     * @param summary its {@code summary.json}, or the folder of its report
     */
    public LoadTest baselineIfPresent(Path summary) {
        return new LoadTest(plan.withBaseline(new Baseline(given(summary, "summary"), false, SourceLocation.caller())));
    }

    /** Puts a tag on the run as a whole. */
    public LoadTest tag(String key, String value) {
        var more = new LinkedHashMap<>(plan.tags());
        more.put(given(key, "key"), given(value, "value"));
        return new LoadTest(plan.withTags(more));
    }

    /**
     * Reports the first part of the run apart: iterations that begin in it are not in the result.
     *
     * @param time less than the length of the load profiles; zero, the default, for no warm-up
     */
    public LoadTest warmUp(Duration time) {
        return new LoadTest(plan.withWarmUp(given(time, "time")));
    }

    /**
     * Sends at most that many HTTP requests per second, of all users together: retries, redirects and the handshakes of
     * streams count as requests. The wait of a request that is held back is not part of its response time; the trend
     * {@code throttle_wait} has it.
     *
     * @param most positive, at most 10,000,000/s
     */
    public LoadTest throttle(Rate most) {
        return new LoadTest(plan.withThrottle(new Throttle.Constant(given(most, "most"), SourceLocation.caller())));
    }

    /**
     * Sends at most as many HTTP requests per second as a profile says for each time of the run; after its last stage
     * the last rate stays. See {@link #throttle(Rate)}.
     */
    public LoadTest throttle(OpenLoad most) {
        return new LoadTest(plan.withThrottle(new Throttle.Shape(given(most, "most"), SourceLocation.caller())));
    }

    /** Sets what random choices, pauses and data orders follow from; a run without it draws one and reports it. */
    public LoadTest seed(long seed) {
        return new LoadTest(plan.withSeed(seed));
    }

    /**
     * Sets how many series of each metric lambda steps may make up while the test runs, by names of requests, groups
     * and checks. Beyond it a value that is new counts as {@code other}, so that memory stays bounded and totals exact,
     * and the result warns. What the plan itself names, and tags that thresholds ask for, always have their own series.
     *
     * @param most from 1 to 100,000; 1,000 by default. Each takes about 0.3 MB of heap once it has many samples
     */
    public LoadTest maxSeries(int most) {
        return new LoadTest(plan.withMaxSeries(most));
    }

    /**
     * Looks at the system's health while the run goes: {@code healthCheck("db pool", every(ofSeconds(30)), () -> ...)}.
     * The check runs on a thread of its own, not on one that makes load. Its failures fail the run, unless they are
     * {@linkplain Every#onlyWarning() only to warn}, and are in the result either way.
     */
    public LoadTest healthCheck(String name, Every every, HealthCheck check) {
        return new LoadTest(plan.withSoak(plan.soak()
                .with(new Soak.Check(
                        given(name, "name"), given(every, "every"), given(check, "check"), SourceLocation.caller()))));
    }

    /**
     * Adds a limit on how the numbers of the run drift: {@code soak(p95Rise().below(ofMillis(5)))}. The words are in
     * {@link Soak}.
     */
    public LoadTest soak(SoakLimit limit) {
        return new LoadTest(
                plan.withSoak(plan.soak().with(new Soak.Limit(given(limit, "limit"), SourceLocation.caller()))));
    }

    /**
     * Searches for the highest rate of arrivals at which all thresholds hold, in the open model. The test must have no
     * scenario but this one.
     *
     * @return the search, which needs its lowest and highest level
     */
    public CapacityTest.From<Rate> findMaxRate(Scenario scenario) {
        return CapacityTest.ofRate(plan, given(scenario, "scenario"), Goal.MAXIMUM);
    }

    /**
     * Searches for the highest number of users with which all thresholds hold, in the closed model. The test must have
     * no scenario but this one.
     *
     * @return the search, which needs its lowest and highest level
     */
    public CapacityTest.From<Integer> findMaxUsers(Scenario scenario) {
        return CapacityTest.ofUsers(plan, given(scenario, "scenario"), Goal.MAXIMUM);
    }

    /**
     * Raises the rate of arrivals in steps until the first threshold breaks, and reports that breaking point.
     *
     * @return the steps, which need their lowest and highest level
     */
    public CapacityTest.From<Rate> stressByRate(Scenario scenario) {
        return CapacityTest.ofRate(plan, given(scenario, "scenario"), Goal.BREAKING_POINT);
    }

    /**
     * Raises the number of users in steps until the first threshold breaks, and reports that breaking point.
     *
     * @return the steps, which need their lowest and highest level
     */
    public CapacityTest.From<Integer> stressByUsers(Scenario scenario) {
        return CapacityTest.ofUsers(plan, given(scenario, "scenario"), Goal.BREAKING_POINT);
    }

    /**
     * Declares metrics of the user's own, so that thresholds may name them. Those that steps take samples of are known
     * without it; those that only plain Java uses are not.
     */
    public LoadTest metrics(Metric... metrics) {
        return new LoadTest(plan.withObservation(plan.observation().withMetrics(allGiven(metrics, "metrics"))));
    }

    /**
     * Adds steps that one user does once, before the load. What they put into its session, the session of every user
     * begins with; values are shared, not copied, so they should be immutable. Their time is no time of the load, and
     * what they measure is in no result.
     *
     * <p>When a step fails, the rest of the iteration is done as in any scenario, there is no load, and the verdict is
     * FAILED with that reason. The teardown is done all the same.
     */
    public LoadTest setup(Step... steps) {
        return new LoadTest(
                plan.withCourse(plan.course().withSetup(plus(plan.course().setup(), allGiven(steps, "steps")))));
    }

    /** Adds plain Java that one user does once, before the load; see {@link #setup(Step...)}. */
    public LoadTest setup(String name, Action action) {
        return setup(new Step.Exec(given(name, "name"), given(action, "action"), SourceLocation.caller()));
    }

    /**
     * Adds steps that are done once, after the load and before the report, by the user that has done the setup, with its
     * session. They are also done where the setup failed, and where the run was stopped or aborted; then they have 30 s.
     * One that fails makes the result warn.
     */
    public LoadTest teardown(Step... steps) {
        return new LoadTest(
                plan.withCourse(plan.course().withTeardown(plus(plan.course().teardown(), allGiven(steps, "steps")))));
    }

    /** Adds plain Java that is done once, after the load; see {@link #teardown(Step...)}. */
    public LoadTest teardown(String name, Action action) {
        return teardown(new Step.Exec(given(name, "name"), given(action, "action"), SourceLocation.caller()));
    }

    private static <T> List<T> plus(List<T> first, List<T> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /**
     * Makes all pauses longer or shorter: those of {@code pause}, of think times, and of {@code user.pause} in plain
     * Java. Pacing stays as it is.
     *
     * @param factor what their lengths are multiplied by; 0 for none, 1 by default, at most 1,000
     */
    public LoadTest thinkTimeFactor(double factor) {
        return new LoadTest(plan.withCourse(plan.course().withThinkTimeFactor(factor)));
    }

    /**
     * Tells {@code listener} of each request that ends: {@code onRequest(event -> log(event.name()))}.
     *
     * <p>It is called on one thread of its own, a few milliseconds later and in the order of each user's requests, so a
     * slow listener does not slow the load. One that is slower than the requests come loses some of them: up to 100,000
     * wait for it, and after the run 5 s are left to it. What it throws and what it loses is counted among the warnings of
     * the result; measured is everything all the same.
     */
    public LoadTest onRequest(Consumer<RequestEvent> listener) {
        return onRequest(SourceLocation.caller(), any -> true, given(listener, "listener"));
    }

    /**
     * Tells {@code listener} of requests that {@code filter} takes: {@code onRequest(slowerThan(ofSeconds(1)), ...)}. See
     * {@link #onRequest(Consumer)}.
     */
    public LoadTest onRequest(Predicate<RequestEvent> filter, Consumer<RequestEvent> listener) {
        return onRequest(SourceLocation.caller(), given(filter, "filter"), given(listener, "listener"));
    }

    private LoadTest onRequest(
            SourceLocation location, Predicate<RequestEvent> filter, Consumer<RequestEvent> listener) {
        return new LoadTest(
                plan.withObservation(plan.observation().with(new RequestListener(filter, listener, location))));
    }

    /**
     * Calls {@code listener} when the test is valid and its load is about to begin, which waits for it. What it throws
     * is a warning of the result.
     */
    public LoadTest onStart(Consumer<StartedRun> listener) {
        return new LoadTest(plan.withObservation(
                plan.observation().withOnStart(new Listener<>(given(listener, "listener"), SourceLocation.caller()))));
    }

    /**
     * Calls {@code listener} when the run has ended and its report, if any, is written. What it throws is logged: the
     * result is made by then.
     */
    public LoadTest onStop(Consumer<RunResult> listener) {
        return new LoadTest(plan.withObservation(
                plan.observation().withOnStop(new Listener<>(given(listener, "listener"), SourceLocation.caller()))));
    }

    /**
     * Sends the numbers of each interval to {@code outputs} while the run goes on: {@code output(influxDb("http://..."))},
     * of {@code dev.perf.report.output.Outputs} in {@code perf-report}. One that is slow, or not there, does not slow the
     * load: what cannot be written is dropped, counted, and a warning of the result.
     */
    public LoadTest output(Output... outputs) {
        SourceLocation location = SourceLocation.caller();
        return new LoadTest(plan.withObservation(plan.observation()
                .withOutputs(allGiven(outputs, "outputs").stream()
                        .map(output -> new LocatedOutput(output, location))
                        .toList())));
    }

    /** Returns the plan of the test. */
    public TestPlan plan() {
        return plan;
    }

    /**
     * Runs the test, quietly, and writes its report under {@code target/perf}.
     *
     * @return what was measured and decided; a threshold that does not hold is a verdict, not an exception
     * @throws InvalidPlanException if the test has mistakes
     * @throws InterruptedException if the calling thread is interrupted; the run has been aborted and its report written
     */
    public RunResult run() throws InterruptedException {
        return run(RunOptions.DEFAULTS);
    }

    /**
     * Runs the test.
     *
     * @return what was measured and decided; a threshold that does not hold is a verdict, not an exception
     * @throws InvalidPlanException if the test has mistakes
     * @throws InterruptedException if the calling thread is interrupted; the run has been aborted and its report written
     */
    public RunResult run(RunOptions options) throws InterruptedException {
        return start(options).awaitOrAbort("the calling thread was interrupted");
    }

    /**
     * Begins to run the test, quietly, with its report under {@code target/perf}, and returns at once.
     *
     * @return the handle to wait for the run, to watch it and to control its load
     * @throws InvalidPlanException if the test has mistakes
     */
    public Run start() {
        return start(RunOptions.DEFAULTS);
    }

    /**
     * Begins to run the test and returns at once.
     *
     * @return the handle to wait for the run, to watch it and to control its load
     * @throws InvalidPlanException if the test has mistakes
     */
    public Run start(RunOptions options) {
        given(options, "options");
        return Engine.find().start(plan, options);
    }

    /**
     * Runs the test on several machines, quietly, and writes its report under {@code target/perf} of this one:
     * {@code test.runOn(Fleet.local(3))}. Takes the dependency {@code dev.perf:perf-distributed}.
     *
     * <p>The load of the test is divided among the agents, so it is the same as that of {@link #run()}, and so are the
     * numbers. They make the test again by calling the code that has made it here, with the same class path.
     *
     * @return what all agents together measured, and what was decided; what became of each is in
     *     {@link RunResult#agents()}
     * @throws InvalidPlanException if the test has mistakes
     * @throws FleetException if the fleet has mistakes, or cannot run the test
     * @throws IllegalStateException if the dependency is missing
     * @throws InterruptedException if the calling thread is interrupted; the run has been aborted and its report written
     */
    public RunResult runOn(Fleet fleet) throws InterruptedException {
        return runOn(fleet, RunOptions.DEFAULTS);
    }

    /**
     * Runs the test on several machines; as {@link #runOn(Fleet)}.
     *
     * @param options how the run is watched and where its report goes, on this machine
     * @throws InvalidPlanException if the test has mistakes
     * @throws FleetException if the fleet has mistakes, or cannot run the test
     * @throws IllegalStateException if the dependency is missing
     * @throws InterruptedException if the calling thread is interrupted; the run has been aborted and its report written
     */
    public RunResult runOn(Fleet fleet, RunOptions options) throws InterruptedException {
        return startOn(fleet, options).awaitOrAbort("the calling thread was interrupted");
    }

    /**
     * Begins to run the test on several machines, quietly, with its report under {@code target/perf} of this one. Blocks
     * until the agents are found and ready, and returns when the load begins.
     *
     * @return the handle to wait for the run, to watch it and to control its load on all agents
     * @throws InvalidPlanException if the test has mistakes
     * @throws FleetException if the fleet has mistakes, or cannot run the test
     * @throws IllegalStateException if the dependency is missing
     * @throws InterruptedException if the calling thread is interrupted; there is no run then
     */
    public Run startOn(Fleet fleet) throws InterruptedException {
        return startOn(fleet, RunOptions.DEFAULTS);
    }

    /**
     * Begins to run the test on several machines; as {@link #startOn(Fleet)}.
     *
     * @param options how the run is watched and where its report goes, on this machine
     * @throws InvalidPlanException if the test has mistakes
     * @throws FleetException if the fleet has mistakes, or cannot run the test
     * @throws IllegalStateException if the dependency is missing
     * @throws InterruptedException if the calling thread is interrupted; there is no run then
     */
    public Run startOn(Fleet fleet, RunOptions options) throws InterruptedException {
        given(fleet, "fleet").validate();
        given(options, "options");
        return FleetEngine.find().start(plan, fleet, options, List.of());
    }

    /**
     * Lets one user of each scenario do its steps once, onStart and onStop among them, without load, thresholds or
     * report, and prints each request and response, each check with the actual value, and what was saved; secrets are
     * masked, and pauses left out. Blocks until that is done.
     *
     * @param out where to print, as plain text
     * @param scenarios names of the scenarios to do; none for all
     * @return whether nothing has failed
     * @throws InvalidPlanException if the test has mistakes
     * @throws IllegalArgumentException if the test has no scenario of one of the names
     * @throws InterruptedException if the calling thread is interrupted; the user has ended
     */
    public boolean debug(PrintStream out, String... scenarios) throws InterruptedException {
        given(out, "out");
        List<String> names = allGiven(scenarios, "scenarios");
        return Engine.find().debug(plan, names, out);
    }

    /**
     * Runs the test as a command, with flags, live console, verdict and report, and exits the process with the
     * verdict's code. {@code --help} lists the flags.
     */
    @SuppressWarnings("SystemExit") // the one place that may end the process
    public void main(String... arguments) {
        System.exit(Engine.find().main(plan, List.of(arguments)));
    }

    @Override
    public String toString() {
        return "loadTest(\"" + plan.name() + "\")";
    }
}
