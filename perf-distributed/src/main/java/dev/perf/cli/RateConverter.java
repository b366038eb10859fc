package dev.perf.cli;

import dev.perf.load.Rate;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads rates such as {@code 300/min}. */
final class RateConverter implements ITypeConverter<Rate> {

    /** For picocli. */
    RateConverter() {}

    @Override
    public Rate convert(String text) {
        try {
            return Rate.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new TypeConversionException(malformed.getMessage());
        }
    }
}
