package dev.perf.engine.internal.settings;

import static dev.perf.engine.internal.shape.Key.key;

import dev.perf.engine.internal.settings.flow.Flows;
import dev.perf.engine.internal.settings.http.HttpSection;
import dev.perf.engine.internal.settings.judge.Ensure;
import dev.perf.engine.internal.settings.judge.Limits;
import dev.perf.engine.internal.settings.judge.ServiceLevels;
import dev.perf.engine.internal.settings.load.Loads;
import dev.perf.engine.internal.settings.run.Extras;
import dev.perf.engine.internal.settings.run.FleetSection;
import dev.perf.engine.internal.settings.run.Outputs;
import dev.perf.engine.internal.settings.run.ReportSection;
import dev.perf.engine.internal.settings.run.ReportSettings;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.engine.internal.shape.Key;
import dev.perf.engine.internal.shape.Mapping;
import dev.perf.engine.internal.shape.Shape;
import dev.perf.engine.internal.shape.Shapes;
import dev.perf.http.HttpSettings;
import dev.perf.plan.Observation.LocatedOutput;
import dev.perf.plan.TestPlan.ThresholdRule;
import dev.perf.scenario.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * All that a file says, and what its environments and profiles may say over it. Parts are read key by key; what they come to
 * together is judged by {@link Assembly}.
 */
final class TestSection {

    static final Key<String> NAME = key("name", Shapes.text(), "Name of the test; that of the file unless given.");
    private static final Key<String> DESCRIPTION = key("description", Shapes.text(), "For those who read the file.");
    private static final Key<List<String>> INCLUDE = key(
            "include",
            Shapes.listOf(Shapes.text()),
            "Other files, relative to this one, that lie beneath it: this one says the rest, and what differs.");
    static final Key<String> ENVIRONMENT =
            key("environment", Shapes.text(), "The environment that is used where nothing else names one.");
    static final Key<String> PROFILE =
            key("profile", Shapes.text(), "The profile that is used where nothing else names one.");
    static final Key<String> JAVA = key(
                    "java",
                    Shapes.text(),
                    "Static method of a class that makes the test that this file configures; its only one, or \"test\","
                            + " where the class alone is named.")
            .like("com.example.ShopLoadTest", "com.example.ShopLoadTest::checkout");
    static final Key<Map<String, Fields>> SCENARIOS =
            key("scenarios", new Scenarios(), "What users do, and the load put on it: a list, or a mapping of names.");
    static final Key<UnaryOperator<HttpSettings>> HTTP =
            key("http", Shapes.named("http", () -> HttpSection.SHAPE), "Settings of all HTTP requests.");
    static final Key<List<Step>> SETUP =
            key("setup", Flows.SHAPE, "What one user does before the load; what it saves, all users have.");
    static final Key<List<Step>> TEARDOWN = key("teardown", Flows.SHAPE, "What that user does after the load.");
    static final Key<List<ThresholdRule>> THRESHOLDS = key(
            "thresholds",
            Shapes.named("thresholds", () -> Limits.SHAPE),
            "Limits that decide the verdict: expressions by metric as in k6, whole expressions, or plain limits.");
    static final Key<List<ServiceLevels.ServiceLevel>> SLOS = key(
            "slos",
            Shapes.named("slos", () -> ServiceLevels.SHAPE),
            "Service level objectives that the run must meet, too.");
    static final Key<List<ThresholdRule>> ENSURE =
            key("ensure", Shapes.named("ensure", () -> Ensure.SHAPE), "Limits as Artillery writes them.");
    static final Key<FleetSection.FleetSettings> FLEET = key(
            "fleet",
            Shapes.named("fleet", () -> FleetSection.SHAPE),
            "The agents that put the load on together; this process unless given.");
    static final Key<List<LocatedOutput>> OUTPUTS = key(
            "outputs",
            Shapes.named("outputs", () -> Outputs.SHAPE),
            "Where the numbers of each interval are sent while the run goes on, by name.");
    static final Key<ReportSettings> REPORT =
            key("report", Shapes.named("report", () -> ReportSection.SHAPE), "Where the report goes.");
    static final Key<Double> SCALE = key(
            "scale",
            Shapes.number(0.000001, 1_000_000),
            "What users and rates of all loads are multiplied by; 1 unless given.");
    static final Key<Double> TIME_SCALE = key(
                    "timeScale",
                    Shapes.number(0.000001, 1_000_000),
                    "What the lengths of all loads are multiplied by; 1 unless given.")
            .also("time-scale", "time_scale");

    private static final List<Key<?>> KEYS;

    static {
        var keys = new ArrayList<Key<?>>(List.of(
                NAME, DESCRIPTION, HttpSection.HOST, HttpSection.PORT, HttpSection.TLS, HttpSection.HEADERS, HTTP));
        keys.addAll(List.of(Data.VARIABLES, Data.PAYLOAD, SETUP, TEARDOWN, SCENARIOS));
        keys.addAll(Loads.KEYS);
        keys.addAll(List.of(SCALE, TIME_SCALE, THRESHOLDS, SLOS, ENSURE, FLEET, OUTPUTS, REPORT));
        keys.addAll(Extras.KEYS);
        KEYS = List.copyOf(keys);
    }

    /** What an environment or a profile says. */
    static final Shape<Fields> SECTION =
            Shapes.named("section", () -> Mapping.of("an environment or a profile", KEYS, fields -> fields));

    static final Key<Map<String, Fields>> ENVIRONMENTS = key(
            "environments",
            Shapes.mapOf("environments", SECTION),
            "What differs from one environment to another, by name: hosts, headers, variables, and any other key.");
    static final Key<Map<String, Fields>> PROFILES = key(
            "profiles",
            Shapes.mapOf("profiles", SECTION),
            "What differs from one kind of run to another, by name: users, duration, thresholds, and any other key.");

    static final Key<List<Fields>> TESTS = key(
            "tests",
            Shapes.listOf(Shapes.named("listed", () -> SuiteSection.SHAPE)),
            "Tests that are run one after the other, or several at a time on a fleet: a file that lists them is no test"
                    + " itself.");

    /** What a file says. */
    static final Mapping<Fields> ROOT = root();

    private TestSection() {}

    private static Mapping<Fields> root() {
        var keys = new ArrayList<>(KEYS);
        keys.addAll(1, List.of(INCLUDE, ENVIRONMENT, PROFILE, ENVIRONMENTS, PROFILES, JAVA, TESTS));
        return Mapping.of("a test", keys, fields -> fields);
    }
}
