package dev.perf.engine.internal.template;

import dev.perf.engine.internal.template.Function.Kind;
import dev.perf.text.Nearest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The functions that templates of a run may call, and the counters that its users share. Thread-safe. */
final class Functions {

    private final Map<String, Function> byName = new TreeMap<>();
    private final Map<String, AtomicLong> counters = new ConcurrentHashMap<>();
    private final Map<String, String> environment;

    Functions(Map<String, String> environment) {
        this.environment = environment;
        RandomFunctions.ALL.forEach(this::add);
        TextFunctions.ALL.forEach(this::add);
        TimeFunctions.ALL.forEach(this::add);
        add(Function.of(
                "userId",
                List.of(),
                Kind.USER,
                (arguments, user) -> Values.user(user).id()));
        add(Function.of(
                "iteration",
                List.of(),
                Kind.USER,
                (arguments, user) -> Values.user(user).iteration()));
        add(Function.of(
                "scenario",
                List.of(),
                Kind.USER,
                (arguments, user) -> Values.user(user).scenario()));
        add(new Function("counter", List.of("name"), 1, Kind.STATE, this::counter));
        add(new Function("env", List.of("name"), 1, Kind.CONSTANT, this::env));
    }

    private void add(Function function) {
        byName.put(function.name(), function);
    }

    /** Returns the function of that name, or null. */
    @Nullable
    Function find(String name) {
        return byName.get(name);
    }

    /** Returns what to do about a name that no function has. */
    String advice(String name) {
        return Nearest.question(name, byName.keySet()) + "the functions are " + String.join(", ", byName.keySet());
    }

    private Function.Body counter(List<@Nullable Object> constants) {
        Object name = constants.getFirst();
        if (name == null) {
            throw new BadArgumentException(0, "the name of a counter must be a text in quotes");
        }
        AtomicLong counter = counters.computeIfAbsent(String.valueOf(name), ignored -> new AtomicLong());
        return (arguments, user) -> counter.incrementAndGet();
    }

    private Function.Body env(List<@Nullable Object> constants) {
        Object name = constants.getFirst();
        if (name == null) {
            throw new BadArgumentException(0, "the name of an environment variable must be a text in quotes");
        }
        String value = environment.get(String.valueOf(name));
        if (value == null) {
            String nearest = Nearest.to(String.valueOf(name), environment.keySet());
            throw new BadArgumentException.Absent(
                    0,
                    "there is no environment variable \"" + name + "\"; "
                            + (nearest == null ? "set it" : "did you mean \"" + nearest + "\"? Set it otherwise")
                            + ", or give a default with #{env(\"" + name + "\") ?: \"...\"}");
        }
        return (arguments, user) -> value;
    }
}
