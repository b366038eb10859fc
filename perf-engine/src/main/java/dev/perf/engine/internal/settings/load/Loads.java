package dev.perf.engine.internal.settings.load;

import static dev.perf.engine.internal.shape.Key.key;

import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.settings.value.Locations;
import dev.perf.engine.internal.settings.value.Units;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.engine.internal.shape.Key;
import dev.perf.engine.internal.shape.Shapes;
import dev.perf.load.LoadProfile;
import dev.perf.load.Rate;
import dev.perf.source.SourceLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The load that keys of a mapping describe, in one of four forms: an executor of k6, phases of Artillery, users that are
 * started as Locust does it, or steps from one level to another.
 */
public enum Loads {
    /** Stretches of an open load, one after the other. */
    PHASES("phases") {
        @Override
        Set<Key<?>> keys() {
            return Set.of(PHASE_LIST);
        }

        @Override
        @Nullable
        LoadProfile load(Fields fields) {
            return Phases.load(fields.get(PHASE_LIST, List.of()), fields, PHASE_LIST);
        }
    },
    /** Levels that are climbed one by one. */
    STEPS("a load in steps") {
        @Override
        Set<Key<?>> keys() {
            return Set.of(
                    INITIAL_USERS,
                    MOST_USERS,
                    INITIAL_RATE,
                    MOST_RATE,
                    STEP,
                    RAMP_UP,
                    Executor.DURATION,
                    Executor.GRACEFUL_STOP);
        }

        @Override
        @Nullable
        LoadProfile load(Fields fields) {
            return steps(fields);
        }
    },
    /** An executor of k6, named or meant. */
    EXECUTOR("an executor") {
        @Override
        Set<Key<?>> keys() {
            return Set.copyOf(Executor.KEYS);
        }

        @Override
        @Nullable
        LoadProfile load(Fields fields) {
            return Executor.read(fields);
        }
    },
    /** Users that are started at a rate, and stay. */
    USERS("a number of users") {
        @Override
        Set<Key<?>> keys() {
            return Set.of(Executor.VUS, SPAWN_RATE, RAMP_UP, Executor.DURATION, Executor.GRACEFUL_STOP);
        }

        @Override
        @Nullable
        LoadProfile load(Fields fields) {
            return users(fields);
        }
    };

    public static final Key<List<Phases.Phase>> PHASE_LIST = key(
            "phases",
            Phases.SHAPE,
            "Open load as Artillery writes it: stretches with an arrival rate, one after the other.");
    public static final Key<Rate> SPAWN_RATE = key(
                    "spawnRate",
                    Shapes.rate(),
                    "Users started per second until all are there; all at once unless given.")
            .also("spawn-rate", "spawn_rate", "hatchRate")
            .like(10);
    public static final Key<Duration> RAMP_UP = key(
                    "rampUp",
                    Units.SECONDS,
                    "How long it takes until all users are there, or in a load of steps the time of all ramps"
                            + " together.")
            .also("ramp-up", "ramp_up")
            .like("30s");
    public static final Key<Integer> INITIAL_USERS = key(
                    "initialUsers", Shapes.count(1), "Users of the first step of a load in steps.")
            .also("initial_users");
    public static final Key<Integer> MOST_USERS = key(
                    "maxUsers", Shapes.count(1), "Users of the last step of a load in steps.")
            .also("max_users");
    public static final Key<Rate> INITIAL_RATE = key(
                    "initialRate", Shapes.rate(), "Arrivals per second of the first step of a load in steps.")
            .also("initial_rps", "initial_rate");
    public static final Key<Rate> MOST_RATE = key(
                    "maxRate", Shapes.rate(), "Arrivals per second of the last step of a load in steps.")
            .also("max_rps", "max_rate");
    public static final Key<Rate> STEP =
            key("step", Shapes.rate(), "How many users, or arrivals per second, each step is above the one before.");

    /** All keys of all forms, in the order of their documentation. */
    public static final List<Key<?>> KEYS = Stream.concat(
                    Stream.<Key<?>>of(SPAWN_RATE, RAMP_UP, PHASE_LIST),
                    Stream.concat(
                            Executor.KEYS.stream(),
                            Stream.of(INITIAL_USERS, MOST_USERS, INITIAL_RATE, MOST_RATE, STEP)))
            .toList();

    /** Keys that say which form it is; the others stand in several of them. */
    private static final Set<Key<?>> DEFINING = Set.of(
            PHASE_LIST,
            INITIAL_USERS,
            MOST_USERS,
            INITIAL_RATE,
            MOST_RATE,
            STEP,
            Executor.EXECUTOR,
            Executor.STAGES,
            Executor.RATE,
            Executor.START_RATE,
            Executor.ITERATIONS,
            Executor.VUS,
            SPAWN_RATE);

    private final String what;

    Loads(String what) {
        this.what = what;
    }

    /** The keys that mean something to it. */
    abstract Set<Key<?>> keys();

    abstract @Nullable LoadProfile load(Fields fields);

    /** Returns the load that keys of a mapping come to; null where it has none, or mistakes. */
    public static @Nullable LoadProfile read(Fields fields) {
        Loads form = form(present(fields));
        if (form == null) {
            return null;
        }
        boolean isClean = true;
        for (Key<?> key : KEYS) {
            if (fields.has(key) && !form.keys().contains(key)) {
                isClean = false;
                fields.mistake(
                        key,
                        "has no meaning for " + form.what + ", which the other keys describe; "
                                + (form == PHASES
                                        ? "write it into the phases, or remove them"
                                        : "that takes "
                                                + String.join(
                                                        ", ",
                                                        KEYS.stream()
                                                                .filter(known -> form.keys()
                                                                        .contains(known))
                                                                .map(Key::name)
                                                                .toList())));
            }
        }
        return isClean
                ? SourceLocation.during(Locations.of(fields.place(first(fields))), () -> form.load(fields))
                : null;
    }

    /** Whether a mapping says something of a load. */
    public static boolean isIn(Fields fields) {
        return !present(fields).isEmpty();
    }

    private static Key<?> first(Fields fields) {
        return Objects.requireNonNull(
                KEYS.stream().filter(fields::has).findFirst().orElse(null));
    }

    private static Set<Key<?>> present(Fields fields) {
        var present = new LinkedHashSet<Key<?>>();
        KEYS.stream().filter(fields::has).forEach(present::add);
        return present;
    }

    private static @Nullable Loads form(Set<Key<?>> present) {
        if (present.contains(Executor.EXECUTOR)) {
            return EXECUTOR;
        } else if (present.contains(PHASE_LIST)) {
            return PHASES;
        } else if (present.stream()
                .anyMatch(Set.of(INITIAL_USERS, MOST_USERS, INITIAL_RATE, MOST_RATE, STEP)::contains)) {
            return STEPS;
        } else if (present.stream()
                .anyMatch(Set.of(Executor.STAGES, Executor.RATE, Executor.START_RATE, Executor.ITERATIONS)::contains)) {
            return EXECUTOR;
        }
        return present.isEmpty() ? null : USERS;
    }

    /**
     * Returns the names of those keys of a mapping that give way to the load of another one, which is laid over it: all that
     * are of a load, if the upper one describes a load of its own that does not go together with them; none else.
     */
    public static Set<String> givingWay(Entries lower, Entries upper) {
        Set<Key<?>> above = present(upper);
        Set<Key<?>> below = present(lower);
        Loads form = form(below);
        if (form == null || above.stream().noneMatch(DEFINING::contains)) {
            return Set.of();
        } else if (!takes(form, below, above)) {
            return names(below);
        }
        // Either says how long the start of the users takes.
        return above.contains(SPAWN_RATE)
                ? names(Set.of(RAMP_UP))
                : above.contains(RAMP_UP) ? names(Set.of(SPAWN_RATE)) : Set.of();
    }

    private static boolean takes(Loads form, Set<Key<?>> below, Set<Key<?>> above) {
        return form.keys().containsAll(above) && (form != EXECUTOR || below.containsAll(above));
    }

    /** Whether a mapping describes a load of its own, and does not just vary one. */
    public static boolean isDescribedIn(Entries mapping) {
        return present(mapping).stream().anyMatch(DEFINING::contains);
    }

    /** Returns the names of all keys of loads. */
    public static Set<String> names() {
        return names(Set.copyOf(KEYS));
    }

    private static Set<String> names(Set<Key<?>> keys) {
        var names = new LinkedHashSet<String>();
        keys.forEach(key -> names.addAll(key.names()));
        return names;
    }

    private static Set<Key<?>> present(Entries mapping) {
        var present = new LinkedHashSet<Key<?>>();
        for (Key<?> key : KEYS) {
            if (key.names().stream().anyMatch(name -> mapping.get(name) != null)) {
                present.add(key);
            }
        }
        return present;
    }

    private static @Nullable LoadProfile users(Fields fields) {
        if (missing(fields, List.of(Executor.VUS, Executor.DURATION))) {
            return null;
        }
        if (fields.has(SPAWN_RATE) && fields.has(RAMP_UP)) {
            fields.mistake(RAMP_UP, "cannot stand beside \"spawnRate\", which says how long the ramp takes; keep one");
            return null;
        }
        Integer users = fields.get(Executor.VUS);
        Duration duration = fields.get(Executor.DURATION);
        Rate spawnRate = fields.get(SPAWN_RATE);
        Duration rampUp = fields.get(RAMP_UP);
        if (users == null || duration == null) {
            return null;
        }
        Double perSecond = spawnRate != null
                ? (Double) spawnRate.perSecond()
                : rampUp != null && rampUp.isPositive() ? (Double) (users / (rampUp.toNanos() / 1e9)) : null;
        if (spawnRate != null && spawnRate.perSecond() <= 0) {
            fields.mistake(SPAWN_RATE, "must be positive, for no user would ever be there");
            return null;
        }
        var load = new UserRamp(users, perSecond, duration).load();
        Duration limit = fields.get(Executor.GRACEFUL_STOP);
        return limit == null ? load : load.gracefulStop(limit);
    }

    private static @Nullable LoadProfile steps(Fields fields) {
        boolean isOfUsers = fields.has(INITIAL_USERS) || fields.has(MOST_USERS);
        boolean isOfRates = fields.has(INITIAL_RATE) || fields.has(MOST_RATE);
        if (isOfUsers && isOfRates) {
            fields.mistake(
                    fields.has(INITIAL_RATE) ? INITIAL_RATE : MOST_RATE,
                    "cannot stand beside steps of users; a load has steps of users or of rates");
            return null;
        }
        List<Key<?>> needed =
                new ArrayList<>(isOfUsers ? List.of(INITIAL_USERS, MOST_USERS) : List.of(INITIAL_RATE, MOST_RATE));
        needed.addAll(List.of(STEP, Executor.DURATION));
        if (missing(fields, needed)) {
            return null;
        }
        Double initial = isOfUsers ? level(fields.get(INITIAL_USERS)) : level(fields.get(INITIAL_RATE));
        Double most = isOfUsers ? level(fields.get(MOST_USERS)) : level(fields.get(MOST_RATE));
        Rate step = fields.get(STEP);
        Duration duration = fields.get(Executor.DURATION);
        Duration rampUp = fields.get(RAMP_UP, Duration.ZERO);
        if (initial == null || most == null || step == null || duration == null) {
            return null;
        }
        if (most < initial) {
            fields.mistake(isOfUsers ? MOST_USERS : MOST_RATE, "is below the first step");
            return null;
        } else if (step.perSecond() <= 0 || initial <= 0) {
            fields.mistake(step.perSecond() <= 0 ? STEP : INITIAL_RATE, "must be positive");
            return null;
        } else if (rampUp.compareTo(duration) >= 0) {
            fields.mistake(RAMP_UP, "leaves no time to hold a step: \"duration\" is the length of all of it");
            return null;
        }
        var staircase = new Staircase(initial, most, step.perSecond(), rampUp, duration);
        if (staircase.levels() > Staircase.MOST_LEVELS) {
            fields.mistake(
                    STEP,
                    "makes " + staircase.levels() + " steps; at most " + Staircase.MOST_LEVELS
                            + " are allowed, or use a ramp");
            return null;
        }
        Duration limit = fields.get(Executor.GRACEFUL_STOP);
        if (isOfUsers) {
            var load = staircase.ofUsers();
            return limit == null ? load : load.gracefulStop(limit);
        }
        var load = staircase.ofArrivals();
        return limit == null ? load : load.gracefulStop(limit);
    }

    private static @Nullable Double level(@Nullable Integer users) {
        return users == null ? null : (Double) users.doubleValue();
    }

    private static @Nullable Double level(@Nullable Rate rate) {
        return rate == null ? null : (Double) rate.perSecond();
    }

    /** Notes all keys that are missing. */
    private static boolean missing(Fields fields, List<Key<?>> needed) {
        List<Key<?>> missing = needed.stream().filter(key -> !fields.has(key)).toList();
        missing.forEach(key -> fields.mistake("\"" + (key == Executor.VUS ? "users" : key.name()) + "\" is missing: "
                + key.shape().expected()));
        return !missing.isEmpty();
    }
}
