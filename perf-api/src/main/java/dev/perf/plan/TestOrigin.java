package dev.perf.plan;

import static dev.perf.source.Given.given;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which method makes a test, so that it can be made again in another process, where the same classes are: names and
 * values only, no code.
 *
 * @param className binary name of the class that has the method, as {@link Class#getName} returns it
 * @param methodName name of the method, which is static
 * @param descriptor its descriptor, such as {@code (Ljava/lang/String;)Ldev/perf/LoadTest;}
 * @param arguments what it is called with: texts, numbers, booleans, characters, constants of enums, durations, URIs,
 *     paths and nulls
 */
public record TestOrigin(String className, String methodName, String descriptor, List<@Nullable Object> arguments) {

    /**
     * Copies the arguments.
     *
     * @throws IllegalArgumentException if an argument is of another type
     */
    public TestOrigin {
        given(className, "className");
        given(methodName, "methodName");
        given(descriptor, "descriptor");
        for (Object argument : given(arguments, "arguments")) {
            if (!isValue(argument)) {
                throw new IllegalArgumentException(className + "." + methodName + ": an argument is of "
                        + given(argument, "argument").getClass() + "; " + VALUES);
            }
        }
        arguments = Collections.unmodifiableList(new ArrayList<>(arguments));
    }

    private static final String VALUES =
            "allowed are texts, numbers, booleans, characters, constants of enums, durations, URIs and paths";

    /** Tells whether a method that makes a test can be called with a value in another process. */
    public static boolean isValue(@Nullable Object argument) {
        return argument == null
                || argument instanceof String
                || argument instanceof Boolean
                || argument instanceof Character
                || argument instanceof Byte
                || argument instanceof Short
                || argument instanceof Integer
                || argument instanceof Long
                || argument instanceof Float
                || argument instanceof Double
                || argument instanceof Enum<?>
                || argument instanceof Duration
                || argument instanceof URI
                || argument instanceof Path;
    }

    /** Returns the call as people write it, without the arguments' values, which may be secret. */
    @Override
    public String toString() {
        return className + "." + methodName
                + arguments.stream()
                        .map(argument -> argument == null
                                ? "null"
                                : argument instanceof Enum<?> constant
                                        ? constant.getDeclaringClass().getSimpleName()
                                        : argument instanceof Path
                                                ? "Path"
                                                : argument.getClass().getSimpleName())
                        .collect(Collectors.joining(", ", "(", ")"));
    }
}
