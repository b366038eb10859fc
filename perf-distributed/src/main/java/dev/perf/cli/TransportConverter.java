package dev.perf.cli;

import dev.perf.http.Transport;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the names of transports. */
final class TransportConverter implements ITypeConverter<Transport> {

    /** For picocli. */
    TransportConverter() {}

    @Override
    public Transport convert(String text) {
        try {
            return Transport.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new TypeConversionException("transport \"" + text + "\" must be socket or jdk");
        }
    }
}
