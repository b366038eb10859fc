package dev.perf.junit;

import dev.perf.plan.TestFile;
import dev.perf.spi.RunOptions;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What the annotation of a test and the parameters say; the latter win.
 *
 * @param file configures the load tests, before the switches do; null for none
 */
record Settings(
        boolean report,
        boolean console,
        OnInvalid onInvalid,
        @Nullable TestFile file,
        Switches switches) {

    /** What an annotation says. */
    private record Annotated(boolean report, boolean console, OnInvalid onInvalid, TestFile file) {
        static final Annotated NOTHING = new Annotated(true, false, OnInvalid.FAIL, TestFile.none());
    }

    /** System properties that set single values; the reader of files applies them. */
    private static final String SETTINGS = "perf.set.";

    /**
     * Returns the settings of a test.
     *
     * @param method empty for none
     * @throws ExtensionConfigurationException if a parameter cannot be read; all such are listed
     */
    static Settings of(Optional<Method> method, Parameters parameters) {
        Annotated annotated = annotated(method);
        Boolean console = parameters.read("perf.console", "one of true, false", Settings::truth);
        OnInvalid onInvalid =
                parameters.read("perf.onInvalid", "one of " + Switches.names(OnInvalid.values()), Settings::onInvalid);
        var settings = new Settings(
                annotated.report,
                console == null ? annotated.console : console,
                onInvalid == null ? annotated.onInvalid : onInvalid,
                file(annotated.file, parameters),
                Switches.of(parameters));
        parameters.refuse();
        return settings;
    }

    private static Annotated annotated(Optional<Method> method) {
        @Nullable
        PerfTest test = AnnotationSupport.findAnnotation(method, PerfTest.class).orElse(null);
        if (test != null) {
            return new Annotated(test.report(), test.console(), test.onInvalid(), file(test));
        }
        @Nullable
        PerfLoad load = AnnotationSupport.findAnnotation(method, PerfLoad.class).orElse(null);
        if (load != null) {
            return new Annotated(load.report(), load.console(), load.onInvalid(), TestFile.none());
        }
        return AnnotationSupport.findAnnotation(method, PerfTestFactory.class)
                .map(factory ->
                        new Annotated(factory.report(), factory.console(), factory.onInvalid(), TestFile.none()))
                .orElse(Annotated.NOTHING);
    }

    private static TestFile file(PerfTest test) {
        return new TestFile(notBlank(test.config()), notBlank(test.environment()), notBlank(test.profile()), List.of());
    }

    private static @Nullable String notBlank(String text) {
        return text.isBlank() ? null : text.strip();
    }

    private static @Nullable TestFile file(TestFile annotated, Parameters parameters) {
        String path = said(parameters, "perf.config", annotated.path());
        String profile = said(parameters, "perf.profile", annotated.profile());
        // A choice for a whole build says nothing of tests that have no file, and so no environments.
        String environment =
                path == null ? annotated.environment() : said(parameters, "perf.environment", annotated.environment());
        var file = new TestFile(path, environment, profile, List.of());
        boolean isSet =
                System.getProperties().stringPropertyNames().stream().anyMatch(name -> name.startsWith(SETTINGS));
        return isSet || !file.equals(TestFile.none()) ? file : null;
    }

    private static @Nullable String said(Parameters parameters, String name, @Nullable String annotated) {
        String value = parameters.read(name, "a name", text -> text);
        return value == null ? annotated : value;
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static OnInvalid onInvalid(String text) {
        return Arrays.stream(OnInvalid.values())
                .filter(choice -> choice.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text));
    }

    RunOptions runOptions() {
        RunOptions options = report ? RunOptions.DEFAULTS : RunOptions.DEFAULTS.withoutReport();
        return console ? options.withConsole() : options;
    }
}
