package dev.perf.cli;

import dev.perf.text.DurationText;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations such as {@code 1m30s}, longer than zero. */
final class DurationConverter implements ITypeConverter<Duration> {

    /** For picocli. */
    DurationConverter() {}

    @Override
    public Duration convert(String text) {
        try {
            Duration duration = DurationText.parse(text);
            if (!duration.isZero()) {
                return duration;
            }
        } catch (IllegalArgumentException malformed) {
            throw new TypeConversionException(malformed.getMessage());
        }
        throw new TypeConversionException("duration \"" + text + "\" must be longer than zero");
    }
}
