package dev.perf.engine.internal.settings;

import dev.perf.LoadTest;
import dev.perf.Perf;
import dev.perf.engine.internal.document.Notes;
import dev.perf.engine.internal.settings.http.HttpSection;
import dev.perf.engine.internal.settings.judge.ServiceLevels;
import dev.perf.engine.internal.settings.load.Loads;
import dev.perf.engine.internal.settings.run.Extras;
import dev.perf.engine.internal.settings.value.Locations;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.feed.Feeder;
import dev.perf.http.HttpSettings;
import dev.perf.load.LoadProfile;
import dev.perf.plan.Course;
import dev.perf.plan.TestPlan;
import dev.perf.plan.TestPlan.ThresholdRule;
import dev.perf.scenario.Step;
import dev.perf.slo.Slo;
import dev.perf.source.SourceLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a plan of what applies of a file, or puts that into the plan of a Java test. */
final class Assembly {

    private final Fields root;
    private final Notes notes;

    private Assembly(Fields root, Notes notes) {
        this.root = root;
        this.notes = notes;
    }

    /**
     * Returns the plan; what cannot be is noted as mistakes.
     *
     * @param name of the test, where the file has none
     * @param test the Java test that the file configures; null for none
     */
    static TestPlan plan(Fields root, String name, @Nullable TestPlan test, Notes notes) {
        return SourceLocation.during(Locations.of(root.place()), () -> new Assembly(root, notes).plan(name, test));
    }

    private TestPlan plan(String name, @Nullable TestPlan test) {
        TestPlan begun =
                test == null ? LoadTest.named(root.get(TestSection.NAME, name)).plan() : test;
        if (test != null && root.has(TestSection.NAME)) {
            notes.add(root.place(TestSection.NAME), "name", "not used, for the test is written in Java and has a name");
        }
        TestPlan loaded = begun.withWorkloads(
                test == null ? ofFile() : new JavaWorkloads(root, variables(), files()).of(test.workloads()));
        TestPlan scaled = scaled(loaded);
        UnaryOperator<HttpSettings> http = root.get(TestSection.HTTP, UnaryOperator.identity());
        TestPlan sent = scaled.withHttp(HttpSection.address(root).apply(http.apply(scaled.http())));
        TestPlan judged = judged(Extras.plan(root, sent));
        return withCourse(judged)
                .withObservation(judged.observation().withOutputs(root.get(TestSection.OUTPUTS, List.of())));
    }

    private Map<String, Object> variables() {
        return root.get(Data.VARIABLES, Map.of());
    }

    private List<Feeder> files() {
        return root.get(Data.PAYLOAD, List.of());
    }

    private List<TestPlan.Workload> ofFile() {
        Map<String, Fields> scenarios = root.get(TestSection.SCENARIOS, Map.of());
        if (scenarios.isEmpty() && !root.has(TestSection.SCENARIOS) && root.isClean()) {
            root.mistake(
                    "it says not what users do: \"scenarios\" with a \"flow\" are missing; or name the Java test that"
                            + " it configures: java: com.example.ShopLoadTest");
        }
        LoadProfile shared = Loads.read(root);
        var workloads = new ArrayList<TestPlan.Workload>();
        var sharing = new Sharing(shared);
        scenarios.forEach((key, fields) -> {
            if (!ScenarioSection.isWritten(fields)) {
                ScenarioSection.needsFlow(fields, null);
                return;
            }
            String name = fields.get(ScenarioSection.NAME, key);
            var scenario = ScenarioSection.scenario(name, fields, variables(), files());
            if (!Loads.isIn(fields)) {
                sharing.add(scenario, fields.get(ScenarioSection.WEIGHT, 1), ScenarioSection.start(fields), fields);
                return;
            }
            LoadProfile own = Loads.read(fields);
            if (own != null) {
                workloads.add(new TestPlan.Workload(scenario, own, ScenarioSection.start(fields)));
            }
        });
        // A load whose key is misspelt is not missed as well.
        if (!Loads.isIn(root) && !sharing.isEmpty() && root.isClean()) {
            root.mistake("no load is put on " + sharing.names() + "; give \"users\" and \"duration\", \"phases\","
                    + " \"stages\" or another load, here or there, or choose a profile such as smoke");
        }
        workloads.addAll(0, sharing.workloads());
        return workloads;
    }

    private TestPlan scaled(TestPlan plan) {
        double levels = root.get(TestSection.SCALE, 1.0);
        double times = root.get(TestSection.TIME_SCALE, 1.0);
        TestPlan scaled = levels == 1 ? plan : plan.withLoads(load -> load.scaledBy(levels));
        Duration length = scaled.profileLength();
        return times == 1 || length.isZero()
                ? scaled
                : scaled.stretchedTo(Duration.ofNanos(Math.max(1, Math.round(length.toNanos() * times))));
    }

    private TestPlan judged(TestPlan plan) {
        var limits = new ArrayList<ThresholdRule>(root.get(TestSection.THRESHOLDS, List.of()));
        limits.addAll(root.get(TestSection.ENSURE, List.of()));
        Set<String> judged =
                limits.stream().map(limit -> metric(limit.expression())).collect(Collectors.toSet());
        var thresholds = new ArrayList<ThresholdRule>();
        plan.thresholds().stream()
                .filter(threshold -> !judged.contains(metric(threshold.expression())))
                .forEach(thresholds::add);
        thresholds.addAll(limits);
        var slos = new LinkedHashMap<String, Slo>();
        plan.slos().forEach(slo -> slos.put(slo.name(), slo));
        List<ServiceLevels.ServiceLevel> levels = root.get(TestSection.SLOS, List.of());
        ServiceLevels.slos(levels, plan.duration().minus(plan.warmUp()), notes)
                .forEach(slo -> slos.put(slo.name(), slo));
        return plan.withThresholds(thresholds).withSlos(List.copyOf(slos.values()));
    }

    /** What an expression is about: all that stands before its colon, which tags may have as well. */
    static String metric(String expression) {
        int brace = expression.indexOf('}');
        int colon = expression.indexOf(':', Math.max(0, brace));
        return (colon < 0 ? expression : expression.substring(0, colon)).replaceAll("\\s+", "");
    }

    private TestPlan withCourse(TestPlan plan) {
        List<Step> setup = root.get(TestSection.SETUP, List.of());
        List<Step> teardown = root.get(TestSection.TEARDOWN, List.of());
        if (setup.isEmpty() && teardown.isEmpty()) {
            return plan;
        }
        Course course = plan.course();
        return plan.withCourse(
                course.withSetup(before(course.setup(), setup)).withTeardown(before(course.teardown(), teardown)));
    }

    /** Steps of a file know the variables of the file. */
    private List<Step> before(List<Step> ofTest, List<Step> ofFile) {
        var steps = new ArrayList<>(ofTest);
        if (!ofFile.isEmpty()) {
            @Nullable Feeder variables = Data.feeder(variables(), root.place());
            if (variables != null) {
                steps.add(Perf.feed(variables));
            }
            steps.addAll(ofFile);
        }
        return steps;
    }
}
