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
        WINDOW,
        ABORT
    }

    /** Writes a threshold in canonical spelling. */
    static Expression of(Threshold threshold) {
        return new Writer().write(threshold);
    }

    InvalidThresholdException mistake(Part part, String reason) {
        return new InvalidThresholdException(text, Objects.requireNonNull(positions.get(part)), reason);
    }

    private static final class Writer {

        private final StringBuilder text = new StringBuilder();
        private final Map<Part, Integer> positions = new EnumMap<>(Part.class);

        Expression write(Threshold threshold) {
            part(Part.METRIC, "", threshold.metric() + Tags.text(threshold.tags()));
            part(Part.AGGREGATE, ": ", threshold.aggregate().text());
            text.append(' ').append(threshold.comparison().symbol());
            part(Part.LIMIT, " ", threshold.limit().toString());
            if (threshold.minSamples() > 0) {
                part(Part.SAMPLES, " of ", threshold.minSamples() + " samples");
            }
            Duration window = threshold.window();
            if (window != null) {
                part(Part.WINDOW, " over ", DurationText.of(window));
            }
            Duration abortAfter = threshold.abortAfter();
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
