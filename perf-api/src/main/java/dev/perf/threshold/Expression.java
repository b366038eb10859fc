package dev.perf.threshold;

import dev.perf.text.DurationText;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * An expression and where its parts stand, so that one set of {@link Rules} can point into the text of a user
 * as well as into the text that a threshold built in Java would have.
 *
 * @param text the whole expression
 * @param positions index of the first character of each part that is present
 */
record Expression(String text, Map<Part, Integer> positions) {

    enum Part {
        METRIC,
        AGGREGATE,
        LIMIT,
        SAMPLES,
        SCOPE,
        ABORT
    }

    /** Writes what a threshold says in canonical spelling. */
    static Expression of(Terms terms) {
        return new Writer().write(terms);
    }

    InvalidThresholdException mistake(Part part, String reason) {
        return new InvalidThresholdException(text, Objects.requireNonNull(positions.get(part)), reason);
    }

    private static final class Writer {

        private final StringBuilder text = new StringBuilder();
        private final Map<Part, Integer> positions = new EnumMap<>(Part.class);

        Expression write(Terms terms) {
            part(Part.METRIC, "", terms.metric() + Tags.text(terms.tags()));
            part(Part.AGGREGATE, ": ", terms.aggregate().text());
            text.append(' ').append(terms.comparison().symbol());
            part(Part.LIMIT, " ", terms.limit().toString());
            if (terms.minSamples() != Terms.ANY_NUMBER) {
                part(Part.SAMPLES, " of ", terms.minSamples() + " samples");
            }
            switch (terms.scope()) {
                case Scope.WholeRun ignored -> {}
                case Scope.Window window -> part(Part.SCOPE, " over ", DurationText.of(window.length()));
                case Scope.SteadyState ignored -> part(Part.SCOPE, " over ", Vocabulary.STEADY);
            }
            Duration abortAfter = terms.abortAfter();
            if (abortAfter != null) {
                text.append(" abort");
            }
            if (abortAfter != null && !abortAfter.isZero()) {
                part(Part.ABORT, " after ", DurationText.of(abortAfter));
            }
            return new Expression(text.toString(), positions);
        }

        private void part(Part part, String separator, String content) {
            text.append(separator);
            positions.put(part, text.length());
            text.append(content);
        }
    }
}
