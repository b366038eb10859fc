package dev.perf.junit;

import dev.perf.spi.RunOptions;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;

/** What the annotation of a test and the parameters say; the latter win. */
record Settings(boolean report, boolean console, OnInvalid onInvalid, Switches switches) {

    /** What an annotation says. */
    private record Annotated(boolean report, boolean console, OnInvalid onInvalid) {
        static final Annotated NOTHING = new Annotated(true, false, OnInvalid.FAIL);
    }

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
                Switches.of(parameters));
        parameters.refuse();
        return settings;
    }

    private static Annotated annotated(Optional<Method> method) {
        @Nullable
        PerfTest test = AnnotationSupport.findAnnotation(method, PerfTest.class).orElse(null);
        if (test != null) {
            return new Annotated(test.report(), test.console(), test.onInvalid());
        }
        @Nullable
        PerfLoad load = AnnotationSupport.findAnnotation(method, PerfLoad.class).orElse(null);
        if (load != null) {
            return new Annotated(load.report(), load.console(), load.onInvalid());
        }
        return AnnotationSupport.findAnnotation(method, PerfTestFactory.class)
                .map(factory -> new Annotated(factory.report(), factory.console(), factory.onInvalid()))
                .orElse(Annotated.NOTHING);
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
