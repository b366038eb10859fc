package dev.perf.engine.internal.settings.flow;

import static dev.perf.engine.internal.shape.Key.key;

import dev.perf.Perf;
import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.settings.value.Texts;
import dev.perf.engine.internal.settings.value.Units;
import dev.perf.engine.internal.shape.Definitions;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.engine.internal.shape.Key;
import dev.perf.engine.internal.shape.Mapping;
import dev.perf.engine.internal.shape.Reading;
import dev.perf.engine.internal.shape.Shape;
import dev.perf.engine.internal.shape.Shapes;
import dev.perf.engine.internal.template.Template;
import dev.perf.scenario.Step;
import dev.perf.scenario.ThinkTime;
import dev.perf.text.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How long users wait: a set time, or one that is drawn. */
final class Pauses {

    private static final Key<Duration> LEAST = key("min", Units.SECONDS, "The shortest pause, beside \"max\".");
    private static final Key<Duration> MOST = key("max", Units.SECONDS, "The longest pause, beside \"min\".");
    private static final Key<Duration> EXPONENTIAL =
            key("exponential", Units.POSITIVE_SECONDS, "Mean of pauses that are exponentially distributed.");
    private static final Key<Duration> NORMAL =
            key("normal", Units.SECONDS, "Mean of pauses that are normally distributed, beside \"deviation\".");
    private static final Key<Duration> DEVIATION =
            key("deviation", Units.SECONDS, "Standard deviation of pauses that are normally distributed.");

    /** A time, or how it is drawn. */
    static final Shape<ThinkTime> SHAPE = Shapes.either(
            Units.SECONDS.as(Perf::constant),
            Shapes.named(
                    "pause",
                    () -> Mapping.of("a pause", List.of(LEAST, MOST, EXPONENTIAL, NORMAL, DEVIATION), Pauses::drawn)));

    /** A step that waits; its time may also have placeholders, such as {@code {{ $randomNumber(1, 5) }}}. */
    static final Shape<Step> STEP = new PauseStep(SHAPE.as(Perf::pause));

    private record PauseStep(Shape<Step> known) implements Shape<Step> {

        private static final Shape<Step> FILLED_IN = Texts.TEMPLATE.as(Pauses::filledIn);

        @Override
        public @Nullable Step read(Value value, Reading reading) {
            boolean isFilledIn = value instanceof Value.Text text
                    && (text.text().contains("{{") || text.text().contains("#{"));
            return (isFilledIn ? FILLED_IN : known).read(value, reading);
        }

        @Override
        public String expected() {
            return known.expected();
        }

        @Override
        public Map<String, Object> schema(Definitions definitions) {
            return Map.of(
                    "anyOf",
                    List.of(
                            known.schema(definitions),
                            Map.of("type", "string", "pattern", "\\{\\{.*\\}\\}|#\\{.*\\}")));
        }

        @Override
        public boolean fits(Value value) {
            return known.fits(value);
        }
    }

    private Pauses() {}

    private static Step filledIn(String text) {
        Template template = Filling.template(text);
        return Perf.exec(user -> user.pause(time(template.fill(user.session()).strip())))
                .producesNothing();
    }

    private static Duration time(String text) {
        if (!Texts.isNumber(text)) {
            return DurationText.parse(text);
        }
        return Duration.ofNanos(Math.round(Double.parseDouble(text) * 1e9));
    }

    private static @Nullable ThinkTime drawn(Fields fields) {
        boolean isUniform = fields.has(LEAST) || fields.has(MOST);
        boolean isNormal = fields.has(NORMAL) || fields.has(DEVIATION);
        boolean isExponential = fields.has(EXPONENTIAL);
        if ((isUniform ? 1 : 0) + (isNormal ? 1 : 0) + (isExponential ? 1 : 0) != 1) {
            fields.mistake("a pause has \"min\" and \"max\", or \"exponential\", or \"normal\" and \"deviation\"");
            return null;
        }
        if (isExponential) {
            Duration mean = fields.get(EXPONENTIAL);
            return mean == null ? null : Perf.exponential(mean);
        }
        Duration first = fields.needed(isUniform ? LEAST : NORMAL);
        Duration second = fields.needed(isUniform ? MOST : DEVIATION);
        if (first == null || second == null) {
            return null;
        }
        if (!isUniform) {
            return Perf.normal(first, second);
        }
        if (second.compareTo(first) < 0) {
            fields.mistake(MOST, "is shorter than \"min\"");
            return null;
        }
        return Perf.between(first, second);
    }
}
