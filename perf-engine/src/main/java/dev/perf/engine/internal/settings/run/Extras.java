package dev.perf.engine.internal.settings.run;

import static dev.perf.engine.internal.shape.Key.key;

import dev.perf.engine.internal.document.Place;
import dev.perf.engine.internal.document.Value.Text;
import dev.perf.engine.internal.settings.value.Locations;
import dev.perf.engine.internal.settings.value.Paths;
import dev.perf.engine.internal.settings.value.Percentage;
import dev.perf.engine.internal.settings.value.Throughputs;
import dev.perf.engine.internal.settings.value.Units;
import dev.perf.engine.internal.settings.value.Written;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.engine.internal.shape.Key;
import dev.perf.engine.internal.shape.Mapping;
import dev.perf.engine.internal.shape.Shape;
import dev.perf.engine.internal.shape.Shapes;
import dev.perf.load.Rate;
import dev.perf.load.Throttle;
import dev.perf.plan.Baseline;
import dev.perf.plan.TestPlan;
import dev.perf.soak.Soak;
import dev.perf.soak.SoakLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings of a test that are one value each. */
public final class Extras {

    public static final Key<Map<String, String>> TAGS =
            key("tags", Shapes.mapOf("tags", Shapes.text()), "Tags of the run as a whole.");
    public static final Key<Long> SEED = key(
            "seed",
            Shapes.integer(Long.MIN_VALUE, Long.MAX_VALUE),
            "What random choices, pauses and orders of data follow from; drawn, and reported, unless given.");
    public static final Key<Duration> WARM_UP = key(
                    "warmUp",
                    Units.SECONDS,
                    "The first part of the run, which is reported apart: iterations that begin in it are not in the"
                            + " result.")
            .also("warmup", "warm_up");
    public static final Key<Rate> THROTTLE = key(
            "throttle",
            Throughputs.SHAPE,
            "The most HTTP requests per second of all users together: 100, 100/s, 600/min.");
    public static final Key<Double> THINK_TIME_FACTOR = key(
                    "thinkTimeFactor",
                    Shapes.number(0, 1_000),
                    "What the lengths of pauses are multiplied by; 0 for none, 1 unless given.")
            .also("think_time_factor");
    public static final Key<Integer> MAX_SERIES = key(
                    "maxSeries",
                    Shapes.integer(1, 100_000).as(Long::intValue),
                    "How many series of each metric may be made up while the test runs; 1000 unless given.")
            .also("max_series");

    private static final Key<Text> PATH = key(
                    "path", new Written("a path"), "summary.json of the earlier run, or the folder of its report.")
            .required();
    private static final Key<Boolean> REQUIRED = key(
            "required",
            Shapes.bool(),
            "Whether it is a mistake if there is no such file, as it is unless given; else limits that follow from it"
                    + " are not judged then.");
    public static final Key<Baseline> BASELINE = key(
            "baseline",
            Shapes.either(
                    new Written("a path").as(path -> baseline(path, true)),
                    Mapping.of("a baseline", List.of(PATH, REQUIRED), fields -> {
                        Text path = fields.get(PATH);
                        return path == null ? null : baseline(path, fields.get(REQUIRED, true));
                    })),
            "The earlier run that limits such as \"baseline + 10%\" follow from: its summary.json, or the folder of its"
                    + " report, relative to this file.");

    private static Baseline baseline(Text path, boolean isRequired) {
        return new Baseline(Paths.besideItsFile(path), isRequired, Locations.of(path.place()));
    }

    private static final Key<Duration> P95_RISE =
            key("p95Rise", Units.MILLIS, "How much the p95 of the response time may rise in an hour.");
    private static final Key<Double> DECAY =
            key("throughputDecay", Shapes.share(), "Which share of its throughput the system may lose: 5%.");
    private static final Key<Double> OBJECTIVE = key(
                    "objective", Percentage.SHAPE, "Share of requests that are to succeed: 99.9%.")
            .required();
    private static final Key<Duration> PERIOD = key("period", Units.SECONDS, "The time that the objective is for: 30d.")
            .required();
    private static final Key<Double> BELOW = key(
                    "below", Shapes.share(), "Which share of the error budget may be used in an hour.")
            .required();
    private static final Key<SoakLimit> BURN = key(
            "errorBurn",
            Mapping.of("a burn of errors", List.of(OBJECTIVE, PERIOD, BELOW), fields -> {
                Double objective = fields.get(OBJECTIVE);
                Duration period = fields.get(PERIOD);
                Double below = fields.get(BELOW);
                return objective == null || period == null || below == null
                        ? null
                        : Soak.errorBurn(objective, period).below(below);
            }),
            "How much of its error budget the system may use in an hour.");

    private static final Shape<List<Soak.Limit>> LIMITS =
            Mapping.of("soak", List.of(P95_RISE, DECAY, BURN), Extras::limits);
    public static final Key<List<Soak.Limit>> SOAK = key(
            "soak",
            Shapes.named("soak", () -> LIMITS),
            "How much the numbers may drift while the planned load is constant.");

    public static final List<Key<?>> KEYS =
            List.of(TAGS, SEED, WARM_UP, THROTTLE, THINK_TIME_FACTOR, MAX_SERIES, BASELINE, SOAK);

    private Extras() {}

    /** Returns a plan with what is said of it under the keys; all else stays. */
    public static TestPlan plan(Fields fields, TestPlan plan) {
        var tags = new LinkedHashMap<>(plan.tags());
        tags.putAll(fields.get(TAGS, Map.of()));
        Rate most = fields.get(THROTTLE);
        Soak soak = plan.soak();
        for (Soak.Limit limit : fields.get(SOAK, List.of())) {
            soak = soak.with(limit);
        }
        return plan.withTags(tags)
                .withSeed(fields.get(SEED, plan.seed()))
                .withWarmUp(fields.get(WARM_UP, plan.warmUp()))
                .withThrottle(
                        most == null
                                ? plan.throttle()
                                : new Throttle.Constant(most, Locations.of(fields.place(THROTTLE))))
                .withCourse(plan.course()
                        .withThinkTimeFactor(
                                fields.get(THINK_TIME_FACTOR, plan.course().thinkTimeFactor())))
                .withMaxSeries(fields.get(MAX_SERIES, plan.maxSeries()))
                .withBaseline(fields.has(BASELINE) ? fields.get(BASELINE) : plan.baseline())
                .withSoak(soak);
    }

    private static List<Soak.Limit> limits(Fields fields) {
        var limits = new ArrayList<Soak.Limit>();
        Duration rise = fields.get(P95_RISE);
        if (rise != null) {
            limits.add(at(fields.place(P95_RISE), Soak.p95Rise().below(rise)));
        }
        Double decay = fields.get(DECAY);
        if (decay != null) {
            limits.add(at(fields.place(DECAY), Soak.throughputDecay().below(decay)));
        }
        SoakLimit burn = fields.get(BURN);
        if (burn != null) {
            limits.add(at(fields.place(BURN), burn));
        }
        return limits;
    }

    private static Soak.Limit at(Place place, SoakLimit limit) {
        return new Soak.Limit(limit, Locations.of(place));
    }
}
