package dev.perf.junit;

import dev.perf.plan.TestPlan.ThresholdRule;
import dev.perf.threshold.Threshold;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Finds and checks {@link PerfThreshold} annotations. */
final class AnnotatedThresholds {

    private AnnotatedThresholds() {}

    /**
     * Returns the thresholds of a test method, those of the outermost class first, each once. Those that cannot be read
     * are left out, and added to {@code mistakes}.
     */
    static List<ThresholdRule> of(ExtensionContext context, Mistakes mistakes) {
        Set<ThresholdRule> rules = new LinkedHashSet<>();
        for (AnnotatedElement element : elements(context)) {
            for (PerfThreshold threshold : AnnotationSupport.findRepeatableAnnotations(element, PerfThreshold.class)) {
                try {
                    Threshold.parse(threshold.value());
                    rules.add(new ThresholdRule(threshold.value(), mistakes.location()));
                } catch (IllegalArgumentException mistake) {
                    mistakes.add(where(element), String.valueOf(mistake.getMessage()));
                }
            }
        }
        return List.copyOf(rules);
    }

    private static Set<AnnotatedElement> elements(ExtensionContext context) {
        var elements = new LinkedHashSet<AnnotatedElement>(classes(context));
        elements.add(context.getRequiredTestMethod());
        return elements;
    }

    /**
     * Returns the class of a test and those that enclose it, the outermost first. A nested class has the contexts of its
     * enclosing classes above its own.
     */
    static Set<Class<?>> classes(ExtensionContext context) {
        var classes = new ArrayList<Class<?>>();
        for (Optional<ExtensionContext> next = Optional.of(context);
                next.isPresent();
                next = next.get().getParent()) {
            next.get().getTestClass().ifPresent(classes::add);
        }
        return new LinkedHashSet<>(classes.reversed());
    }

    private static String where(AnnotatedElement element) {
        return "@PerfThreshold on " + nameOf(element);
    }

    /** Returns how messages name what has an annotation. */
    static String nameOf(AnnotatedElement element) {
        return switch (element) {
            case Method method -> method.getName() + "()";
            case Class<?> type -> "class " + type.getSimpleName();
            default -> element.toString();
        };
    }
}
