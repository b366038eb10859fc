package dev.perf.junit;

import dev.perf.spi.RunOptions;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** What {@link PerfTest} and the configuration parameters say; the latter win. */
record Settings(boolean report, boolean console, OnInvalid onInvalid) {

    private static final Settings DEFAULTS = new Settings(true, false, OnInvalid.FAIL);

    static Settings of(ExtensionContext context) {
        Settings annotated = annotated(context.getTestMethod());
        Optional<Boolean> console = context.getConfigurationParameter("perf.console", Boolean::parseBoolean);
        Optional<OnInvalid> onInvalid =
                context.getConfigurationParameter("perf.onInvalid").map(Settings::onInvalid);
        return new Settings(annotated.report, console.orElse(annotated.console), onInvalid.orElse(annotated.onInvalid));
    }

    private static Settings annotated(Optional<Method> method) {
        return AnnotationSupport.findAnnotation(method, PerfTest.class)
                .map(test -> new Settings(test.report(), test.console(), test.onInvalid()))
                .or(() -> AnnotationSupport.findAnnotation(method, PerfLoad.class)
                        .map(load -> new Settings(load.report(), load.console(), load.onInvalid())))
                .orElse(DEFAULTS);
    }

    private static OnInvalid onInvalid(String text) {
        return Arrays.stream(OnInvalid.values())
                .filter(choice -> choice.name().equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(() -> new ExtensionConfigurationException("perf.onInvalid must be one of "
                        + Arrays.stream(OnInvalid.values())
                                .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))
                        + ", got \"" + text + "\""));
    }

    RunOptions runOptions() {
        RunOptions options = report ? RunOptions.DEFAULTS : RunOptions.DEFAULTS.withoutReport();
        return console ? options.withConsole() : options;
    }
}
