package dev.perf.engine.internal.settings;

import static dev.perf.engine.internal.shape.Key.key;

import dev.perf.Perf;
import dev.perf.engine.internal.settings.flow.Flows;
import dev.perf.engine.internal.settings.load.Loads;
import dev.perf.engine.internal.settings.value.Locations;
import dev.perf.engine.internal.settings.value.Units;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.engine.internal.shape.Key;
import dev.perf.engine.internal.shape.Mapping;
import dev.perf.engine.internal.shape.Shape;
import dev.perf.engine.internal.shape.Shapes;
import dev.perf.feed.Feeder;
import dev.perf.load.LoadStart;
import dev.perf.load.Rate;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import dev.perf.scenario.ThinkTime;
import dev.perf.source.SourceLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A scenario of a file: what its users do, or which scenario of a Java test is meant, and the load that is put on it. */
final class ScenarioSection {

    static final Key<String> NAME =
            key("name", Shapes.text(), "What results call it; its key in \"scenarios\", or a number, unless given.");
    private static final Key<String> DESCRIPTION = key("description", Shapes.text(), "For those who read the file.");
    static final Key<Integer> WEIGHT = key(
            "weight",
            Shapes.integer(1, 10_000).as(Long::intValue),
            "How much of the load of the test it gets in proportion to the others; 1 unless given.");
    static final Key<String> EXEC = key(
            "exec",
            Shapes.text(),
            "Name of the scenario of the Java test that is meant; that of this one unless given.");
    private static final Key<List<Step>> FLOW =
            key("flow", Flows.SHAPE, "What each user does, step by step, again and again.");
    private static final Key<List<Step>> ON_START =
            key("onStart", Flows.SHAPE, "What each user does before its first iteration.");
    private static final Key<List<Step>> ON_STOP =
            key("onStop", Flows.SHAPE, "What each user does after its last iteration.");
    private static final Key<ThinkTime> THINK_TIME =
            key("thinkTime", Flows.THINK, "Pause between steps.").like("1s");
    private static final Key<ThinkTime> PACING =
            key("pacing", Flows.THINK, "Least time from the start of an iteration of a user to that of its next.");
    private static final Key<Rate> THROTTLE =
            key("throttle", Shapes.rate(), "The most requests per second of the scenario.");
    private static final Key<Duration> START_TIME =
            key("startTime", Units.EXACT, "How long after the start of the run its load begins.");
    private static final Key<String> AFTER =
            key("after", Shapes.text(), "Name of the scenario that must have ended before its load begins.");

    private static final List<Key<?>> KEYS;

    static {
        var keys = new ArrayList<Key<?>>(List.of(
                NAME,
                DESCRIPTION,
                WEIGHT,
                EXEC,
                FLOW,
                ON_START,
                ON_STOP,
                THINK_TIME,
                PACING,
                THROTTLE,
                START_TIME,
                AFTER,
                Data.VARIABLES,
                Data.PAYLOAD));
        keys.addAll(Loads.KEYS);
        KEYS = List.copyOf(keys);
    }

    /** A part of a file may say a part of it only, so what is read is judged when all parts are there. */
    static final Shape<Fields> SHAPE = Shapes.named("scenario", () -> Mapping.of("a scenario", KEYS, fields -> fields));

    private ScenarioSection() {}

    /** Whether it is a scenario of its own, and not one of a Java test. */
    static boolean isWritten(Fields fields) {
        return fields.has(FLOW);
    }

    /**
     * Returns what its users do.
     *
     * @param variables those of the whole test
     * @param files data of the whole test
     */
    static Scenario scenario(String name, Fields fields, Map<String, Object> variables, List<Feeder> files) {
        return SourceLocation.during(Locations.of(fields.place()), () -> {
            Scenario scenario = varied(Scenario.of(name), fields, variables, files);
            return scenario.exec(fields.get(FLOW, List.<Step>of()).toArray(Step[]::new));
        });
    }

    /** Returns a scenario of a Java test with what the file says of it. */
    static Scenario configured(Scenario scenario, Fields fields) {
        return SourceLocation.during(Locations.of(fields.place()), () -> varied(scenario, fields, Map.of(), List.of()));
    }

    private static Scenario varied(
            Scenario scenario, Fields fields, Map<String, Object> variables, List<Feeder> files) {
        Scenario varied = scenario;
        for (Feeder feeder : Data.feeders(Data.feeder(variables, fields.place()), files)) {
            varied = varied.feed(feeder);
        }
        Feeder own = Data.feeder(fields.get(Data.VARIABLES, Map.of()), fields.place(Data.VARIABLES));
        for (Feeder feeder : Data.feeders(own, fields.get(Data.PAYLOAD, List.of()))) {
            varied = varied.feed(feeder);
        }
        if (fields.has(ON_START)) {
            varied = varied.onStart(fields.get(ON_START, List.<Step>of()).toArray(Step[]::new));
        }
        if (fields.has(ON_STOP)) {
            varied = varied.onStop(fields.get(ON_STOP, List.<Step>of()).toArray(Step[]::new));
        }
        ThinkTime think = fields.get(THINK_TIME);
        varied = think == null ? varied : varied.thinkTime(think);
        ThinkTime pacing = fields.get(PACING);
        varied = pacing == null ? varied : varied.pacing(pacing);
        Rate throttle = fields.get(THROTTLE);
        return throttle == null ? varied : varied.throttle(throttle);
    }

    /** Returns when its load begins. */
    static LoadStart start(Fields fields) {
        return SourceLocation.during(Locations.of(fields.place()), () -> {
            Duration delay = fields.get(START_TIME, Duration.ZERO);
            String awaited = fields.get(AFTER);
            return awaited == null
                    ? Perf.startingAfter(delay)
                    : Perf.afterFinished(awaited).plus(delay);
        });
    }

    /** Whether the file says when its load begins. */
    static boolean hasStart(Fields fields) {
        return fields.has(START_TIME) || fields.has(AFTER);
    }

    /** Notes what a mapping without steps and without a scenario of a Java test lacks. */
    static void needsFlow(Fields fields, @Nullable List<String> known) {
        fields.mistake(
                known == null
                        ? "\"flow\" is missing: what its users do, step by step; or name a Java test with \"java\" at"
                                + " the root of the file"
                        : "the test has no scenario of that name; give \"exec\" with one of " + String.join(", ", known)
                                + ", or a \"flow\"");
    }
}
