package dev.perf.engine.internal.settings.flow;

import static dev.perf.engine.internal.shape.Key.key;

import dev.perf.Perf;
import dev.perf.engine.internal.settings.value.Texts;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.engine.internal.shape.Key;
import dev.perf.engine.internal.shape.Mapping;
import dev.perf.engine.internal.shape.Shape;
import dev.perf.engine.internal.shape.Shapes;
import dev.perf.http.Http;
import dev.perf.http.HttpRequest;
import dev.perf.http.ParallelRequests;
import dev.perf.scenario.Action;
import dev.perf.scenario.Step;
import dev.perf.scenario.ThinkTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the users of a scenario do, step by step, as Artillery writes it. */
public final class Flows {

    /** A step that is pure Java, and the name that results know it by, if any. */
    private record Function(String text, Action action) {}

    /** The most requests of one step that may be under way at the same time. */
    private static final int MOST_AT_ONCE = 32;

    private static final List<Key<Step>> REQUESTS =
            List.of("get", "post", "put", "patch", "delete", "head", "options").stream()
                    .map(method -> key(method, Requests.of(method), "Sends a " + method.toUpperCase(Locale.ROOT) + "."))
                    .toList();

    /** Steps, one after the other. */
    public static final Shape<List<Step>> SHAPE = Shapes.listOf(Shapes.named("step", Flows::step));

    /** How long a step waits. */
    public static final Shape<ThinkTime> THINK = Pauses.SHAPE;

    private static final Key<Step> PAUSE = key("think", Pauses.STEP, "Waits: seconds, or a duration such as 500ms.")
            .also("pause")
            .like(2, "500ms", Map.of("min", "1s", "max", "3s"));
    private static final Key<ThinkTime> PACE = key(
            "pace", THINK, "Waits until so much time has passed since the user was here last: seconds, or a duration.");
    private static final Key<List<Step>> LOOP = key(
            "loop",
            SHAPE,
            "Steps that are done again and again: \"count\" times, for each value of \"over\", for the time"
                    + " \"during\", or as long as \"whileTrue\" holds.");
    private static final Key<List<Step>> PARALLEL = key(
            "parallel", SHAPE, "Requests that are sent at the same time; the next step begins when all have ended.");
    private static final Key<Integer> LIMIT = key(
            "limit",
            Shapes.integer(1, MOST_AT_ONCE).as(Long::intValue),
            "How many requests of \"parallel\" are under way at the same time; all, up to 32, unless given.");
    private static final Key<String> LOG = key(
            "log",
            Texts.TEMPLATE,
            "Writes a line to the log dev.perf.log, " + LogLines.MOST_PER_SECOND + " per second at most.");
    private static final Key<Function> FUNCTION = key(
                    "function",
                    Shapes.word().as(name -> new Function(name, Functions.named(name))),
                    "Calls a public static method of the class path that takes a dev.perf.scenario.User:"
                            + " com.example.Hooks::sign. It is measured where it has a \"name\".")
            .also("call");
    private static final Key<List<Step>> GROUP =
            key("steps", SHAPE, "Steps that results tell of under one name, which stands in \"group\".");
    private static final Key<String> GROUP_NAME = key("group", Shapes.word(), "Name of the group of \"steps\".");
    private static final Key<String> NAME =
            key("name", Shapes.word(), "What results call the group of \"parallel\", or the \"function\".");
    private static final Key<Map<String, Object>> SET = key(
            "set",
            Shapes.mapOf("values", Texts.DATA),
            "Puts values into the data of the user; texts may have placeholders.");

    private static final List<Key<?>> VERBS;
    private static final List<Key<?>> KEYS;

    static {
        var verbs = new ArrayList<Key<?>>(REQUESTS);
        verbs.addAll(List.of(PAUSE, PACE, LOOP, PARALLEL, LOG, FUNCTION, GROUP, SET));
        VERBS = List.copyOf(verbs);
        var keys = new ArrayList<Key<?>>(verbs);
        keys.addAll(LoopSteps.KEYS);
        keys.addAll(List.of(LIMIT, GROUP_NAME, NAME, Conditions.IF_TRUE));
        for (String ofSockets : List.of("connect", "send", "emit", "namespace", "ws")) {
            keys.add(Key.refused(
                    ofSockets,
                    "files have no steps of WebSockets; write the scenario in Java with dev.perf.websocket.WebSockets,"
                            + " and name the test under \"java\" at the root of the file"));
        }
        keys.add(Key.refused(
                "sse",
                "files have no steps of event streams; write the scenario in Java with dev.perf.sse.Sse, and name the"
                        + " test under \"java\" at the root of the file"));
        keys.add(Key.refused("jitter", "write the bounds of the pause instead: think: {min: 4s, max: 6s}"));
        KEYS = List.copyOf(keys);
    }

    private Flows() {}

    private static Shape<Step> step() {
        return Mapping.of("a step", KEYS, Flows::step);
    }

    private static @Nullable Step step(Fields fields) {
        List<Key<?>> empty = VERBS.stream().filter(fields::isEmpty).toList();
        if (!empty.isEmpty()) {
            Key<?> verb = empty.getFirst();
            fields.mistake(verb, verb.shape().expected() + " is expected here, got nothing");
            return null;
        }
        List<Key<?>> verbs = VERBS.stream().filter(fields::has).toList();
        if (verbs.size() != 1) {
            mistake(verbs, fields);
            return null;
        }
        Key<?> verb = verbs.getFirst();
        if (areStrange(LoopSteps.KEYS, List.of(LOOP), verb, fields)
                | areStrange(List.of(LIMIT), List.of(PARALLEL), verb, fields)
                | areStrange(List.of(GROUP_NAME), List.of(GROUP), verb, fields)
                | areStrange(List.of(NAME), List.of(PARALLEL, FUNCTION), verb, fields)) {
            return null;
        }
        Step step = made(verb, fields);
        return step == null ? null : Conditions.applied(step, fields);
    }

    private static void mistake(List<Key<?>> verbs, Fields fields) {
        if (!verbs.isEmpty()) {
            fields.mistake("has \"" + verbs.get(0).name() + "\" and \""
                    + verbs.get(1).name() + "\"; a step does one thing, so write two");
        } else if (KEYS.stream().noneMatch(key -> !VERBS.contains(key) && isRefused(key, fields))) {
            fields.mistake("does not say what is done; give one of "
                    + String.join(", ", VERBS.stream().map(Key::name).toList()));
        }
    }

    /** Whether a key is there that has its own mistake. */
    private static boolean isRefused(Key<?> key, Fields fields) {
        return key.isRefused() && fields.has(key);
    }

    private static boolean areStrange(List<Key<?>> keys, List<Key<?>> owners, Key<?> verb, Fields fields) {
        boolean areStrange = false;
        for (Key<?> key : keys) {
            if (!owners.contains(verb) && fields.has(key)) {
                areStrange = true;
                fields.mistake(
                        key,
                        "belongs to "
                                + String.join(
                                        " or ",
                                        owners.stream()
                                                .map(owner -> "\"" + owner.name() + "\"")
                                                .toList())
                                + ", which this step is not");
            }
        }
        return areStrange;
    }

    private static @Nullable Step made(Key<?> verb, Fields fields) {
        for (Key<Step> request : REQUESTS) {
            if (verb == request) {
                return fields.get(request);
            }
        }
        if (verb == PAUSE) {
            return fields.get(PAUSE);
        } else if (verb == PACE) {
            ThinkTime time = fields.get(PACE);
            return time == null ? null : Perf.pace(time);
        } else if (verb == LOOP) {
            List<Step> steps = steps(LOOP, fields);
            return steps == null ? null : LoopSteps.loop(fields, steps);
        } else if (verb == PARALLEL) {
            List<Step> steps = steps(PARALLEL, fields);
            return steps == null ? null : parallel(steps, fields);
        } else if (verb == LOG) {
            String text = fields.get(LOG);
            return text == null ? null : Perf.exec(LogLines.of(text)).producesNothing();
        } else if (verb == FUNCTION) {
            return function(fields);
        } else if (verb == GROUP) {
            return group(fields);
        }
        return set(fields);
    }

    /** Returns steps within a step; null where they cannot be read, or there are none, which is noted. */
    private static @Nullable List<Step> steps(Key<List<Step>> key, Fields fields) {
        List<Step> steps = fields.get(key);
        if (steps != null && steps.isEmpty()) {
            fields.mistake(key, "one step at least is needed");
            return null;
        }
        return steps;
    }

    private static @Nullable Step parallel(List<Step> steps, Fields fields) {
        String name = fields.get(NAME, "parallel");
        var requests = new ArrayList<HttpRequest>();
        for (Step step : steps) {
            if (step instanceof HttpRequest request) {
                requests.add(request);
            }
        }
        if (requests.size() < steps.size()) {
            if (fields.has(LIMIT)) {
                fields.mistake(LIMIT, "holds for requests alone, and not beside other steps or conditions");
                return null;
            }
            return Perf.inParallel(name, steps.toArray(Step[]::new));
        }
        int all = Math.min(requests.size(), MOST_AT_ONCE);
        ParallelRequests parallel = Http.parallel(name, requests.toArray(HttpRequest[]::new));
        return parallel.atOnce(fields.get(LIMIT, all));
    }

    private static @Nullable Step function(Fields fields) {
        Function function = fields.get(FUNCTION);
        String name = fields.get(NAME);
        if (function == null) {
            return null;
        }
        return name == null ? Perf.exec(function.action()) : Perf.exec(name, function.action());
    }

    private static @Nullable Step group(Fields fields) {
        List<Step> steps = steps(GROUP, fields);
        if (!fields.has(GROUP_NAME)) {
            fields.mistake(GROUP, "need a name: write \"group: checkout\" beside \"steps\"");
            return null;
        }
        String name = fields.get(GROUP_NAME);
        return steps == null || name == null ? null : Perf.group(name, steps.toArray(Step[]::new));
    }

    private static @Nullable Step set(Fields fields) {
        Map<String, Object> values = fields.get(SET);
        if (values == null) {
            return null;
        }
        Map<String, Object> compiled = new LinkedHashMap<>();
        values.forEach((name, value) -> compiled.put(name, Objects.requireNonNull(Filling.compiled(value))));
        return Perf.exec(user -> compiled.forEach((name, value) ->
                        user.session().set(name, Objects.requireNonNull(Filling.filled(value, user.session())))))
                .produces(values.keySet().toArray(String[]::new));
    }
}
