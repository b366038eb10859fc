package dev.perf.distributed.internal.transport;

import dev.perf.fleet.FleetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address as users write it, {@code host:port} or {@code [::1]:port}.
 *
 * @param host name or address, not looked up
 * @param port from 0 to 65535; 0 stands for any that is free, where one listens
 */
public record HostPort(String host, int port) {

    private static final Pattern SYNTAX = Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([^:\\[\\]\\s]+)):(\\d{1,5})");

    /**
     * Reads an address.
     *
     * @throws FleetException if it is malformed
     */
    public static HostPort parse(String text) {
        Matcher parts = SYNTAX.matcher(text.strip());
        if (!parts.matches() || Integer.parseInt(parts.group(3)) > 65_535) {
            throw new FleetException("address \"" + text + "\" must have the form host:port, such as 10.0.0.7:7800");
        }
        String six = parts.group(1);
        return new HostPort(six == null ? parts.group(2) : six, Integer.parseInt(parts.group(3)));
    }

    @Override
    public String toString() {
        return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
    }
}
