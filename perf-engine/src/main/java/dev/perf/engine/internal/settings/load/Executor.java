package dev.perf.engine.internal.settings.load;

import static dev.perf.engine.internal.shape.Key.key;

import dev.perf.Perf;
import dev.perf.engine.internal.settings.value.Locations;
import dev.perf.engine.internal.settings.value.Units;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.engine.internal.shape.Key;
import dev.perf.engine.internal.shape.Mapping;
import dev.perf.engine.internal.shape.Shape;
import dev.perf.engine.internal.shape.Shapes;
import dev.perf.load.ClosedLoad;
import dev.perf.load.IterationLoad;
import dev.perf.load.LoadProfile;
import dev.perf.load.OpenLoad;
import dev.perf.load.Rate;
import dev.perf.source.SourceLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A load as k6 writes it: an executor and its settings, under k6's keys. */
public enum Executor {
    /** So many users, looping. */
    CONSTANT_VUS {
        @Override
        Set<Key<?>> keys() {
            return Set.of(VUS, DURATION);
        }

        @Override
        @Nullable
        LoadProfile load(Fields fields) {
            Duration duration = duration(fields);
            return duration == null
                    ? null
                    : stopped(fields, Perf.users(fields.get(VUS, 1)).during(duration));
        }
    },
    /** Users whose number follows stages. */
    RAMPING_VUS {
        @Override
        Set<Key<?>> keys() {
            return Set.of(START_VUS, STAGES, GRACEFUL_RAMP_DOWN);
        }

        @Override
        Set<Key<?>> keysWithoutName() {
            return Set.of(VUS);
        }

        @Override
        @Nullable
        LoadProfile load(Fields fields) {
            List<Stage> stages = stages(fields);
            if (stages == null) {
                return null;
            }
            // In k6 the number of users beside stages without an executor is what they begin with.
            refuseBoth(fields, START_VUS, VUS);
            int start = fields.get(START_VUS, fields.get(VUS, 1));
            ClosedLoad load = null;
            for (Stage stage : stages) {
                Integer users = stage.users();
                if (users == null) {
                    return null;
                }
                var ramp = load == null ? Perf.users(start).rampTo(users) : load.rampTo(users);
                load = named(ramp.over(stage.duration()), stage);
            }
            Duration down = fields.get(GRACEFUL_RAMP_DOWN);
            ClosedLoad whole = Objects.requireNonNull(load);
            return stopped(fields, down == null ? whole : whole.gracefulRampDown(down));
        }
    },
    /** So many iterations begin per unit of time. */
    CONSTANT_ARRIVAL_RATE {
        @Override
        Set<Key<?>> keys() {
            return Set.of(RATE, TIME_UNIT, DURATION, PRE_ALLOCATED_VUS, MAX_VUS);
        }

        @Override
        @Nullable
        LoadProfile load(Fields fields) {
            Double rate = fields.needed(RATE);
            Duration duration = duration(fields);
            return rate == null || duration == null
                    ? null
                    : limited(fields, Perf.arrivals(per(fields, rate)).during(duration));
        }
    },
    /** Iterations begin at a rate that follows stages. */
    RAMPING_ARRIVAL_RATE {
        @Override
        Set<Key<?>> keys() {
            return Set.of(START_RATE, TIME_UNIT, STAGES, PRE_ALLOCATED_VUS, MAX_VUS);
        }

        @Override
        @Nullable
        LoadProfile load(Fields fields) {
            List<Stage> stages = stages(fields);
            if (stages == null) {
                return null;
            }
            Stage first = stages.getFirst();
            OpenLoad load = named(
                    Perf.arrivals(per(fields, fields.get(START_RATE, 0.0)))
                            .rampTo(per(fields, first.target()))
                            .over(first.duration()),
                    first);
            for (Stage stage : stages.subList(1, stages.size())) {
                load = named(load.rampTo(per(fields, stage.target())).over(stage.duration()), stage);
            }
            return limited(fields, load);
        }
    },
    /** Each user goes through so many iterations. */
    PER_VU_ITERATIONS {
        @Override
        Set<Key<?>> keys() {
            return Set.of(VUS, ITERATIONS, MAX_DURATION);
        }

        @Override
        LoadProfile load(Fields fields) {
            return iterations(fields, Perf.users(fields.get(VUS, 1)).iterations(fields.get(ITERATIONS, 1L)));
        }
    },
    /** Users go through so many iterations all together. */
    SHARED_ITERATIONS {
        @Override
        Set<Key<?>> keys() {
            return Set.of(VUS, ITERATIONS, MAX_DURATION);
        }

        @Override
        Set<Key<?>> keysWithoutName() {
            return Set.of(DURATION);
        }

        @Override
        LoadProfile load(Fields fields) {
            return iterations(fields, Perf.users(fields.get(VUS, 1)).sharedIterations(fields.get(ITERATIONS, 1L)));
        }
    };

    /**
     * A straight line to a level.
     *
     * @param fields where it is written
     */
    public record Stage(
            Duration duration, double target, @Nullable String name, Fields fields) {

        /** Returns how many users it leads to; null, with a mistake noted, where that is no number of users. */
        @Nullable
        Integer users() {
            if (target != Math.rint(target) || target > Integer.MAX_VALUE) {
                fields.mistake(
                        STAGE_TARGET,
                        "a whole number of users is expected here, at most " + Integer.MAX_VALUE
                                + ", for the executor ramping-vus");
                return null;
            }
            return (int) target;
        }
    }

    private static final Key<Duration> STAGE_DURATION = key(
                    "duration", Units.EXACT, "How long the stage takes; 0 makes a jump.")
            .required();
    private static final Key<Double> STAGE_TARGET = key(
                    "target",
                    Shapes.number(0, Double.MAX_VALUE),
                    "Users, or iterations per time unit, that the stage leads to in a straight line.")
            .required();
    private static final Key<String> STAGE_NAME =
            key("name", Shapes.word(), "Name of the stage: the tag \"stage\" of what begins in it.");

    public static final Shape<Stage> STAGE = Shapes.named(
            "stage",
            () -> Mapping.of("a stage", List.of(STAGE_DURATION, STAGE_TARGET, STAGE_NAME), fields -> {
                Duration duration = fields.get(STAGE_DURATION);
                Double target = fields.get(STAGE_TARGET);
                return duration == null || target == null
                        ? null
                        : new Stage(duration, target, fields.get(STAGE_NAME), fields);
            }));

    public static final Key<Executor> EXECUTOR =
            key("executor", Shapes.oneOf(Executor.class), "How the load is put on, with the names of k6's executors.");
    public static final Key<Integer> VUS =
            key("users", Shapes.count(1), "How many users there are.").also("vus");
    public static final Key<Duration> DURATION = key("duration", Units.SECONDS, "How long the load is put on.")
            .also("runTime", "run-time", "run_time")
            .like("30s", "5m");
    public static final Key<Integer> START_VUS =
            key("startVUs", Shapes.count(0), "How many users the first stage begins with; 1 unless given.");
    public static final Key<List<Stage>> STAGES =
            key("stages", Shapes.listOf(STAGE), "Straight lines from one level to the next, one after the other.");
    public static final Key<Double> RATE =
            key("rate", Shapes.number(0, Double.MAX_VALUE), "How many iterations begin per time unit.");
    public static final Key<Double> START_RATE = key(
            "startRate",
            Shapes.number(0, Double.MAX_VALUE),
            "The rate that the first stage begins with, per time unit; 0 unless given.");
    public static final Key<Duration> TIME_UNIT =
            key("timeUnit", Units.POSITIVE_EXACT, "What rates count; 1s unless given.");
    public static final Key<Integer> PRE_ALLOCATED_VUS = key(
            "preAllocatedVUs",
            Shapes.count(0),
            "Users of an open load cost nothing before they are there; where there is no maxVUs, this is it, as in"
                    + " k6.");
    public static final Key<Integer> MAX_VUS = key(
            "maxVUs",
            Shapes.count(1),
            "How many iterations may be under way at a time; what is due beyond that is dropped, and counted."
                    + " preAllocatedVUs unless given, or 100,000.");
    public static final Key<Long> ITERATIONS =
            key("iterations", Shapes.integer(1, Long.MAX_VALUE), "How many iterations there are; 1 unless given.");
    public static final Key<Duration> MAX_DURATION =
            key("maxDuration", Units.EXACT, "After how long it ends, done or not; 10m unless given.");
    public static final Key<Duration> GRACEFUL_STOP = key(
            "gracefulStop",
            Units.EXACT,
            "How long iterations may run on after the end before they are interrupted; 30s unless given.");
    public static final Key<Duration> GRACEFUL_RAMP_DOWN = key(
            "gracefulRampDown",
            Units.EXACT,
            "How long iterations of users that a falling ramp takes away may run on; 30s unless given.");

    /** All keys of all executors, in the order of their documentation. */
    public static final List<Key<?>> KEYS = List.of(
            EXECUTOR,
            VUS,
            DURATION,
            START_VUS,
            STAGES,
            RATE,
            START_RATE,
            TIME_UNIT,
            PRE_ALLOCATED_VUS,
            MAX_VUS,
            ITERATIONS,
            MAX_DURATION,
            GRACEFUL_STOP,
            GRACEFUL_RAMP_DOWN);

    /** The keys that mean something to it, beside those that mean something to all. */
    abstract Set<Key<?>> keys();

    /** The keys that mean something to it besides where "executor" is not given, as in k6's options. */
    Set<Key<?>> keysWithoutName() {
        return Set.of();
    }

    abstract @Nullable LoadProfile load(Fields fields);

    /** The name in files. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the load that keys of a mapping come to; null where it has none, or mistakes. */
    public static @Nullable LoadProfile read(Fields fields) {
        Executor executor = fields.has(EXECUTOR) ? fields.get(EXECUTOR) : meant(fields);
        if (executor == null) {
            return null;
        }
        var strange = new ArrayList<Key<?>>(KEYS);
        strange.removeAll(executor.keys());
        strange.removeAll(Set.of(EXECUTOR, GRACEFUL_STOP));
        if (!fields.has(EXECUTOR)) {
            strange.removeAll(executor.keysWithoutName());
        }
        boolean isClean = true;
        for (Key<?> key : strange) {
            if (fields.has(key)) {
                isClean = false;
                fields.mistake(
                        key,
                        "means nothing to the executor " + executor.text() + "; it takes "
                                + String.join(
                                        ", ",
                                        KEYS.stream()
                                                .filter(known -> executor.keys().contains(known))
                                                .map(Key::name)
                                                .toList())
                                + " and gracefulStop");
            }
        }
        return isClean ? SourceLocation.during(Locations.of(fields.place()), () -> executor.load(fields)) : null;
    }

    /** As k6 does it where there is no executor: stages of users, iterations, or users for a time. */
    private static @Nullable Executor meant(Fields fields) {
        if (fields.has(RATE)) {
            return CONSTANT_ARRIVAL_RATE;
        }
        if (fields.has(START_RATE)) {
            return RAMPING_ARRIVAL_RATE;
        }
        if (fields.has(STAGES)) {
            return RAMPING_VUS;
        }
        if (fields.has(ITERATIONS)) {
            return SHARED_ITERATIONS;
        }
        return fields.has(VUS) || fields.has(DURATION) ? CONSTANT_VUS : null;
    }

    private static void refuseBoth(Fields fields, Key<?> key, Key<?> other) {
        if (fields.has(key) && fields.has(other)) {
            fields.mistake(other, "means the same as \"" + key.name() + "\" here; keep one");
        }
    }

    private static ClosedLoad named(ClosedLoad load, Stage stage) {
        return stage.name() == null ? load : load.named(stage.name());
    }

    private static OpenLoad named(OpenLoad load, Stage stage) {
        return stage.name() == null ? load : load.named(stage.name());
    }

    /** Returns the stages that must be there, one at least; null, with a mistake noted, where they are not. */
    private static @Nullable List<Stage> stages(Fields fields) {
        List<Stage> stages = fields.needed(STAGES);
        if (stages != null && stages.isEmpty()) {
            fields.mistake(STAGES, "one stage at least is needed");
            return null;
        }
        return stages;
    }

    /** Whoever names an executor may have k6's units in mind. */
    private static @Nullable Duration duration(Fields fields) {
        return fields.has(EXECUTOR) ? fields.needed(DURATION, Units.EXACT) : fields.needed(DURATION);
    }

    private static Rate per(Fields fields, double count) {
        double seconds = fields.get(TIME_UNIT, Duration.ofSeconds(1)).toNanos() / 1e9;
        return new Rate(count / seconds);
    }

    private static LoadProfile stopped(Fields fields, ClosedLoad load) {
        Duration limit = fields.get(GRACEFUL_STOP);
        return limit == null ? load : load.gracefulStop(limit);
    }

    private static LoadProfile limited(Fields fields, OpenLoad load) {
        Duration limit = fields.get(GRACEFUL_STOP);
        int reserved = fields.get(PRE_ALLOCATED_VUS, 0);
        int most = fields.get(MAX_VUS, reserved);
        if (most < reserved) {
            fields.mistake(MAX_VUS, "is less than \"preAllocatedVUs\", " + reserved);
        }
        OpenLoad stopped = limit == null ? load : load.gracefulStop(limit);
        return most == 0 ? stopped : stopped.maxUsers(most);
    }

    private static LoadProfile iterations(Fields fields, IterationLoad load) {
        Duration limit = fields.get(GRACEFUL_STOP);
        refuseBoth(fields, MAX_DURATION, DURATION);
        Duration longest = fields.get(MAX_DURATION, fields.get(DURATION, IterationLoad.DEFAULT_MAX_DURATION));
        IterationLoad stopped = limit == null ? load : load.gracefulStop(limit);
        return stopped.maxDuration(longest);
    }
}
