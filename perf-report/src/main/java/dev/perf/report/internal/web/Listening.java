package dev.perf.report.internal.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a server listens.
 *
 * @param host address of this machine
 * @param port 0 for a free one
 */
public record Listening(String host, int port) {

    /** A free port that this machine alone reaches. */
    public static final Listening ON_LOOPBACK = new Listening("127.0.0.1", 0);

    private static final int HIGHEST_PORT = 65_535;

    /**
     * Reads {@code PORT} or {@code HOST:PORT}; {@link #ON_LOOPBACK} where there is nothing.
     *
     * @throws IllegalArgumentException if there is no port in it
     */
    public static Listening parse(String place) {
        if (place.isEmpty()) {
            return ON_LOOPBACK;
        }
        int colon = place.lastIndexOf(':');
        try {
            return new Listening(
                    colon < 0 ? ON_LOOPBACK.host : place.substring(0, colon),
                    Integer.parseInt(place.substring(colon + 1)));
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException("\"" + place + "\" has no port; write 9464 or 0.0.0.0:9464", noNumber);
        }
    }

    /** Returns what is wrong with it. */
    public List<String> problems() {
        var problems = new ArrayList<String>();
        if (host.isBlank()) {
            problems.add("it has no host to listen at; write 127.0.0.1, or 0.0.0.0 for all that this machine has");
        }
        if (port < 0 || port > HIGHEST_PORT) {
            problems.add("port must be from 0, which is any free one, to 65535, got " + port);
        }
        return problems;
    }

    /** Returns why nobody can listen there at this moment; nothing if somebody can, or if it is mistaken anyway. */
    public List<String> obstacles() {
        if (!problems().isEmpty()) {
            return List.of();
        }
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return List.of();
        } catch (IOException refused) {
            return List.of(refusal(refused));
        }
    }

    String refusal(IOException refused) {
        return "cannot listen at " + (host.equals(ON_LOOPBACK.host) ? "" : host + ", ") + "port " + port + ": "
                + refused.getMessage() + "; name another, or none for a free one";
    }

    @Override
    public String toString() {
        return host + ":" + (port == 0 ? "a free port" : port);
    }
}
