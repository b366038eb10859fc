package dev.perf.fleet;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where something listens: {@code host:port} or {@code [::1]:port}. */
final class Address {

    private static final int MOST_PORT = 65_535;
    private static final Pattern FORM = Pattern.compile("(\\[[0-9a-fA-F:.%a-zA-Z]+]|[^\\s:\\[\\]/,?&@]+):(\\d{1,5})");

    private Address() {}

    /** Returns what is wrong with an address, as the end of a sentence about it; null where nothing is. */
    static @Nullable String mistake(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return "must be host:port or [::1]:port, got \"" + text + "\"";
        }
        return portMistake(Integer.parseInt(form.group(2)));
    }

    /** Returns what is wrong with a port, as the end of a sentence; null where nothing is. */
    static @Nullable String portMistake(int port) {
        return port >= 1 && port <= MOST_PORT ? null : "must have a port from 1 to 65535, got " + port;
    }
}
