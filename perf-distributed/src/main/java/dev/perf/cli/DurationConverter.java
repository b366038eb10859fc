package dev.perf.cli;

import dev.perf.text.DurationText;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations such as {@code 1m30s}. */
final class DurationConverter implements ITypeConverter<Duration> {

    /** For picocli. */
    DurationConverter() {}

    @Override
    public Duration convert(String text) {
        try {
            return DurationText.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new TypeConversionException(malformed.getMessage());
        }
    }
}
