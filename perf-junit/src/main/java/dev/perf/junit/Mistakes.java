package dev.perf.junit;

import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.Problem;
import dev.perf.source.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The mistakes in the annotations of a test, collected, so that they are told all at once. */
final class Mistakes {

    private final String test;
    private final SourceLocation location;
    private final List<Problem> problems = new ArrayList<>();

    Mistakes(ExtensionContext context) {
        this.test = context.getRequiredTestMethod().getName();
        this.location = location(context.getRequiredTestClass());
    }

    /** The line of an annotation is in no class file. */
    private static SourceLocation location(Class<?> test) {
        Class<?> type = test;
        while (type.getEnclosingClass() != null) {
            type = type.getEnclosingClass();
        }
        return new SourceLocation(type.getSimpleName() + ".java", 0);
    }

    /** Returns the file of the test. */
    SourceLocation location() {
        return location;
    }

    void add(String where, String message) {
        problems.add(new Problem(location, where, message));
    }

    /**
     * Tells of the mistakes, if there are any.
     *
     * @throws InvalidPlanException if there are
     */
    void refuse() {
        if (!problems.isEmpty()) {
            throw new InvalidPlanException(test, problems);
        }
    }
}
