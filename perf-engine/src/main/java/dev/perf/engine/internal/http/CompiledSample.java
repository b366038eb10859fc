package dev.perf.engine.internal.http;

import dev.perf.check.Extractor;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.MetricSample;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.http.Sampled;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A compiled value of responses or messages that is a sample of a metric. */
final class CompiledSample {

    private static final double NANOS_PER_MILLI = 1e6;

    private final String element;
    private final Extractor extractor;
    private final ValueSource source;
    private final MetricSample metric;

    private CompiledSample(String element, Extractor extractor, ValueSource source, MetricSample metric) {
        this.element = element;
        this.extractor = extractor;
        this.source = source;
        this.metric = metric;
    }

    /** Compiles {@code sampled}; mistakes go to the context. */
    static CompiledSample compile(Sampled sampled, Subject subject, CompileContext context) {
        Extractor extractor = sampled.extractor();
        String element = "record \"" + sampled.metric().name() + "\"";
        CompileContext inside = context.inside(element);
        String mistake = subject.mistake(extractor.source());
        if (mistake != null) {
            inside.problem(extractor.location(), mistake);
        }
        return new CompiledSample(
                element,
                extractor,
                ValueSource.compile(extractor, inside),
                MetricSample.compile(sampled.metric(), extractor.location(), inside));
    }

    /** Takes the sample; returns a complaint where there is none and there should be. */
    @Nullable
    String take(VirtualUser user, ResponseView response) {
        Object value;
        try {
            value = source.of(response, user.random());
        } catch (RuntimeException thrown) {
            // A user's transformation may throw anything; that must not end the user.
            return element + ": its transformation threw " + thrown;
        }
        if (value == null) {
            return extractor.required() ? element + ": " + response.foundNothing(extractor) : null;
        }
        Double number = number(value);
        if (number == null) {
            return element + ": " + extractor + " is no number, got \"" + value + "\"";
        }
        metric.take(user, number);
        return null;
    }

    private static @Nullable Double number(Object value) {
        return switch (value) {
            case Number number -> number.doubleValue();
            case Duration duration -> duration.toNanos() / NANOS_PER_MILLI;
            case Boolean holds -> holds ? 1.0 : 0.0;
            default -> parsed(String.valueOf(value).strip());
        };
    }

    private static @Nullable Double parsed(String text) {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException malformed) {
            return null;
        }
    }
}
