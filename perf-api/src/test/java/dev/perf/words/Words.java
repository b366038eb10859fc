package dev.perf.words;

import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.mix;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.share;

import dev.perf.Perf;
import dev.perf.http.HttpSettings;
import dev.perf.http.Tls;
import dev.perf.load.Throttle;
import dev.perf.source.SourceLocation;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that a test can say: the public methods of the packages of the DSL, each with a value to call it on and arguments
 * that it takes. The values come from saying what needs none, then what those have to say, and so on.
 */
final class Words {

    private static final Set<String> PACKAGES = Set.of(
            "dev.perf",
            "dev.perf.benchmark",
            "dev.perf.check",
            "dev.perf.event",
            "dev.perf.feed",
            "dev.perf.fleet",
            "dev.perf.http",
            "dev.perf.load",
            "dev.perf.metric",
            "dev.perf.scenario",
            "dev.perf.soak",
            "dev.perf.sse",
            "dev.perf.stream",
            "dev.perf.threshold",
            "dev.perf.websocket");

    /** What begins a run, which ends in an engine. */
    private static final Set<String> RUNS = Set.of("main", "run", "start", "debug", "runOn", "startOn");

    /** How an engine reads what was said, and what it makes of it. */
    private static final Set<String> ENGINE =
            Set.of("BenchmarkPlan", "ComparisonPlan", "Extent", "MetricKind", "UrlNames");

    private final List<Object> values = new ArrayList<>();
    private final List<Method> methods;

    Words() throws ReflectiveOperationException, IOException, URISyntaxException {
        methods = methods();
        values.addAll(List.of(
                perSecond(1), // the first one, so it is also the level of a search
                "text",
                1,
                String.class,
                Duration.ofSeconds(1),
                Path.of("file"),
                StandardCharsets.UTF_8,
                List.of(),
                Map.of(),
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                HttpSettings.DEFAULTS,
                Tls.DEFAULTS,
                RunOptions.DEFAULTS,
                mix(share(1, scenario("s"))),
                share(1, scenario("s")),
                new Throttle.Constant(perSecond(1), SourceLocation.caller()),
                loadTest("t").plan(),
                loadTest("t").findMaxRate(scenario("s"))));
        int before;
        do {
            before = values.size();
            for (Method method : sayable()) {
                if (!RUNS.contains(method.getName())) {
                    say(method);
                }
            }
        } while (values.size() > before);
    }

    /** Returns the methods for which there are a value and arguments. */
    List<Method> sayable() {
        return methods.stream()
                .filter(method -> Modifier.isStatic(method.getModifiers()) || target(method) != null)
                .filter(method -> Stream.of(arguments(method)).noneMatch(argument -> argument == null))
                .toList();
    }

    @Nullable
    Object target(Method method) {
        return Modifier.isStatic(method.getModifiers()) ? null : known(method.getDeclaringClass());
    }

    @Nullable
    Object[] arguments(Method method) {
        return Stream.of(method.getParameterTypes()).map(this::argument).toArray();
    }

    private void say(Method method) throws IllegalAccessException {
        try {
            Object made = method.invoke(target(method), arguments(method));
            if (made != null
                    && PACKAGES.contains(made.getClass().getPackageName())
                    && values.stream().noneMatch(value -> value.getClass() == made.getClass())) {
                values.add(made);
            }
        } catch (InvocationTargetException refused) {
            return; // some other word makes such a value
        }
    }

    private @Nullable Object argument(Class<?> type) {
        if (type == boolean.class) {
            return true;
        } else if (type == char.class) {
            return ';';
        } else if (type == int.class) {
            return 1;
        } else if (type == long.class) {
            return 1L;
        } else if (type == double.class) {
            return 0.5;
        } else if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 0);
        }
        Object known = known(type);
        return known == null && type.isInterface() && !type.isSealed() ? lambda(type) : known;
    }

    private @Nullable Object known(Class<?> type) {
        return type.isEnum()
                ? type.getEnumConstants()[0]
                : values.stream().filter(type::isInstance).findFirst().orElse(null);
    }

    private static Object lambda(Class<?> type) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (method.getReturnType() == boolean.class) {
                return false;
            }
            return arguments == null ? null : arguments[0];
        });
    }

    private static List<Method> methods() throws ReflectiveOperationException, IOException, URISyntaxException {
        Path root = Path.of(
                Perf.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        var all = new ArrayList<Method>();
        try (Stream<Path> files = Files.walk(root)) {
            List<String> names = files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                    .map(name -> name.substring(0, name.length() - ".class".length())
                            .replace('/', '.')
                            .replace('\\', '.'))
                    .sorted()
                    .toList();
            for (String name : names) {
                Class<?> type = Class.forName(name);
                if (PACKAGES.contains(type.getPackageName())
                        && isPublic(type)
                        && !ENGINE.contains(type.getSimpleName())) {
                    Stream.of(type.getDeclaredMethods())
                            .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                            .filter(method -> !Set.of("equals", "valueOf").contains(method.getName()))
                            .sorted(Comparator.comparing(Method::toString))
                            .forEach(all::add);
                }
            }
        }
        return all;
    }

    private static boolean isPublic(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && (type.getDeclaringClass() == null || isPublic(type.getDeclaringClass()));
    }
}
