package dev.perf.threshold;

import dev.perf.text.DurationText;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
        WINDOW,
        BREACH,
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
            BaselineLimit relative = terms.relative();
            part(Part.LIMIT, " ", relative == null ? String.valueOf(terms.limit()) : relative.toString());
            if (terms.minSamples() != Terms.ANY_NUMBER) {
                part(Part.SAMPLES, " of ", terms.minSamples() + " samples");
            }
            scope(terms.scope());
            part(Part.WINDOW, " over ", terms.window());
            part(Part.BREACH, " for ", terms.breachedFor());
            Duration abortAfter = terms.abortAfter();
            if (abortAfter != null) {
                text.append(" abort");
            }
            part(Part.ABORT, " after ", abortAfter != null && abortAfter.isZero() ? null : abortAfter);
            return new Expression(text.toString(), positions);
        }

        private void scope(Scope scope) {
            switch (scope) {
                case Scope.WholeRun ignored -> {}
                case Scope.Stage stage -> part(Part.SCOPE, " in stage ", Tags.word(stage.name()));
                case Scope.Span span -> {
                    Duration to = span.to();
                    part(
                            Part.SCOPE,
                            " from ",
                            DurationText.of(span.from()) + (to == null ? "" : " to " + DurationText.of(to)));
                }
                case Scope.SteadyState ignored -> part(Part.SCOPE, " over ", Vocabulary.STEADY);
            }
        }

        private void part(Part part, String separator, @Nullable Duration time) {
            if (time != null) {
                part(part, separator, DurationText.of(time));
            }
        }

        private void part(Part part, String separator, String content) {
            text.append(separator);
            positions.put(part, text.length());
            text.append(content);
        }
    }
}
