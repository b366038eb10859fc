package dev.perf.engine.internal.version;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of Perf that is running, as the build wrote it into the jar. */
public final class PerfVersion {

    /** For example {@code 0.1.0}. */
    public static final String CURRENT = read();

    private PerfVersion() {}

    private static String read() {
        var properties = new Properties();
        try (InputStream file = PerfVersion.class.getResourceAsStream("perf-version.properties")) {
            if (file != null) {
                properties.load(file);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return properties.getProperty("version", "unknown");
    }
}
