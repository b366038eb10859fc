package dev.perf.junit;

import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.Problem;
import dev.perf.plan.TestPlan.ThresholdRule;
import dev.perf.source.SourceLocation;
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
     * Returns the thresholds of a test method, those of the outermost class first, each once.
     *
     * @throws InvalidPlanException if some cannot be read
     */
    static List<ThresholdRule> of(ExtensionContext context) {
        Set<ThresholdRule> rules = new LinkedHashSet<>();
        List<Problem> problems = new ArrayList<>();
        for (AnnotatedElement element : elements(context)) {
            for (PerfThreshold threshold : AnnotationSupport.findRepeatableAnnotations(element, PerfThreshold.class)) {
                SourceLocation location = location(context);
                try {
                    Threshold.parse(threshold.value());
                    rules.add(new ThresholdRule(threshold.value(), location));
                } catch (IllegalArgumentException mistake) {
                    problems.add(new Problem(location, where(element), String.valueOf(mistake.getMessage())));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidPlanException(context.getRequiredTestMethod().getName(), problems);
        }
        return List.copyOf(rules);
    }

    /** A nested class has the contexts of its enclosing classes above its own. */
    private static Set<AnnotatedElement> elements(ExtensionContext context) {
        var classes = new ArrayList<AnnotatedElement>();
        for (Optional<ExtensionContext> next = Optional.of(context);
                next.isPresent();
                next = next.get().getParent()) {
            next.get().getTestClass().ifPresent(classes::add);
        }
        var elements = new LinkedHashSet<AnnotatedElement>(classes.reversed());
        elements.add(context.getRequiredTestMethod());
        return elements;
    }

    private static String where(AnnotatedElement element) {
        return "@PerfThreshold on "
                + switch (element) {
                    case Method method -> method.getName() + "()";
                    case Class<?> type -> "class " + type.getSimpleName();
                    default -> element.toString();
                };
    }

    /** The line of an annotation is in no class file. */
    private static SourceLocation location(ExtensionContext context) {
        Class<?> type = context.getRequiredTestClass();
        while (type.getEnclosingClass() != null) {
            type = type.getEnclosingClass();
        }
        return new SourceLocation(type.getSimpleName() + ".java", 0);
    }
}
