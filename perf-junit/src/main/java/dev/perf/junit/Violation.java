package dev.perf.junit;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An assertion that does not hold.
 *
 * @param line what does not hold, in one line
 * @param details further lines
 * @param severity distance from the limit as a share of it
 * @param actual what was measured; null where nothing was
 * @param expected what was asked for; null where that is no value
 */
record Violation(
        String line,
        List<String> details,
        double severity,
        @Nullable String actual,
        @Nullable String expected) {

    /** Worse than any distance: what was to be measured is not there. */
    static final double MISSING = Double.POSITIVE_INFINITY;

    static Violation missing(String line) {
        return new Violation(line, List.of(), MISSING, null, null);
    }

    static Violation of(String line, double severity, String actual, String expected) {
        return new Violation(line, List.of(), severity, actual, expected);
    }

    /** Returns several violations as one, which speaks of the worst first. */
    static Violation worstFirst(List<Violation> violations) {
        List<Violation> sorted = violations.stream()
                .sorted(Comparator.comparingDouble(Violation::severity).reversed())
                .toList();
        Violation worst = sorted.getFirst();
        if (sorted.size() == 1) {
            return worst;
        }
        Stream<String> others = sorted.stream().skip(1).map(Violation::line);
        Stream<String> details =
                sorted.stream().flatMap(violation -> violation.details.stream()).distinct();
        return new Violation(
                worst.line + " (and " + (sorted.size() - 1) + " more)",
                Stream.concat(others, details).toList(),
                worst.severity,
                worst.actual,
                worst.expected);
    }

    Violation withDetail(String detail) {
        return new Violation(
                line, Stream.concat(details.stream(), Stream.of(detail)).toList(), severity, actual, expected);
    }

    Violation withDescription(String description) {
        return description.isEmpty()
                ? this
                : new Violation("[" + description + "] " + line, details, severity, actual, expected);
    }
}
