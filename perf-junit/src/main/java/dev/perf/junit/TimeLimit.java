package dev.perf.junit;

import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.Problem;
import dev.perf.plan.TestPlan;
import dev.perf.text.DurationText;
import java.lang.reflect.AnnotatedElement;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * After which time JUnit ends a test method, and what says so.
 *
 * @param source an annotation, or a configuration parameter
 */
record TimeLimit(Duration time, String source) {

    /** As JUnit's user guide has it: a number, and a unit if it is not seconds. */
    private static final Pattern TIME = Pattern.compile("([1-9]\\d*) ?((?:[nμm]?s)|m|h|d)?", Pattern.CASE_INSENSITIVE);

    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "ns", ChronoUnit.NANOS,
            "μs", ChronoUnit.MICROS,
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);

    /** Returns the limit of a test method; null for none. What a factory's nodes do, JUnit does not limit. */
    static @Nullable TimeLimit of(ExtensionContext context) {
        boolean disabled = context.getConfigurationParameter(Timeout.TIMEOUT_MODE_PROPERTY_NAME)
                .filter("disabled"::equalsIgnoreCase)
                .isPresent();
        if (disabled || AnnotationSupport.isAnnotated(context.getTestMethod(), TestFactory.class)) {
            return null;
        }
        var elements = new ArrayList<AnnotatedElement>(AnnotatedThresholds.classes(context));
        elements.add(context.getRequiredTestMethod());
        Collections.reverse(elements);
        for (AnnotatedElement element : elements) {
            Optional<Timeout> timeout = AnnotationSupport.findAnnotation(element, Timeout.class);
            if (timeout.isPresent()) {
                Duration time =
                        Duration.of(timeout.get().value(), timeout.get().unit().toChronoUnit());
                return new TimeLimit(time, "@Timeout on " + AnnotatedThresholds.nameOf(element));
            }
        }
        return configured(context);
    }

    private static @Nullable TimeLimit configured(ExtensionContext context) {
        boolean template = AnnotationSupport.isAnnotated(context.getTestMethod(), TestTemplate.class);
        for (String name : List.of(
                template
                        ? Timeout.DEFAULT_TEST_TEMPLATE_METHOD_TIMEOUT_PROPERTY_NAME
                        : Timeout.DEFAULT_TEST_METHOD_TIMEOUT_PROPERTY_NAME,
                Timeout.DEFAULT_TESTABLE_METHOD_TIMEOUT_PROPERTY_NAME,
                Timeout.DEFAULT_TIMEOUT_PROPERTY_NAME)) {
            Optional<String> text = context.getConfigurationParameter(name);
            if (text.isPresent()) {
                Matcher matcher = TIME.matcher(text.get().strip());
                return matcher.matches() ? new TimeLimit(read(matcher), name + " = " + text.get()) : null;
            }
        }
        return null;
    }

    private static Duration read(Matcher matcher) {
        String unit = matcher.group(2) == null ? "s" : matcher.group(2).toLowerCase(Locale.ROOT);
        return Duration.of(Long.parseLong(matcher.group(1)), UNITS.getOrDefault(unit, ChronoUnit.SECONDS));
    }

    /**
     * Refuses a plan whose load cannot end in time.
     *
     * @throws InvalidPlanException if its load takes as long as the limit, or longer
     */
    void check(TestPlan plan) {
        Duration length = plan.profileLength();
        if (length.compareTo(time) >= 0) {
            throw new InvalidPlanException(
                    plan.name(),
                    List.of(new Problem(
                            plan.location(),
                            "load",
                            "takes " + DurationText.of(length) + ", but JUnit ends the test after "
                                    + DurationText.of(time) + " (" + source + "); put a longer @Timeout on the method,"
                                    + " or shorten the load, with -Dperf.duration for instance")));
        }
    }
}
