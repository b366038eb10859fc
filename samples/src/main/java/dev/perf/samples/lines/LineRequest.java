package dev.perf.samples.lines;

import dev.perf.scenario.Request;
import dev.perf.source.SourceLocation;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sends a line over TCP and reads one: {@code line("get").to("localhost", 7777).send("GET #{key}").expect("VALUE")}.
 *
 * <p>Each user keeps its connection. Immutable. A step in plain Java gets the line that came back, which is empty where
 * none came.
 *
 * @param name the name that it is measured under
 * @param host where the server is
 * @param port its port
 * @param text the line, without its end; may hold templates
 * @param expected what the answer has to begin with; may hold templates; null for anything
 * @param key under which the answer is saved in the session; null for nowhere
 * @param timeout how long connecting and the answer may take, each
 * @param location where it was written
 */
public record LineRequest(
        String name,
        String host,
        int port,
        String text,
        @Nullable String expected,
        @Nullable String key,
        Duration timeout,
        SourceLocation location)
        implements Request<String> {

    /** Begins a request that is measured under {@code name}. */
    public static Start line(String name) {
        return new Start(name, SourceLocation.callerOf(LineRequest.class));
    }

    /** Returns this request that sends {@code line}. */
    public LineRequest send(String line) {
        return new LineRequest(name, host, port, line, expected, key, timeout, location);
    }

    /** Returns this request that fails unless the answer begins with {@code beginning}. */
    public LineRequest expect(String beginning) {
        return new LineRequest(name, host, port, text, beginning, key, timeout, location);
    }

    /** Returns this request that saves the answer in the session. */
    public LineRequest save(String into) {
        return new LineRequest(name, host, port, text, expected, into, timeout, location);
    }

    /** Returns this request with another limit, 5 s unless set. */
    public LineRequest timeout(Duration limit) {
        return new LineRequest(name, host, port, text, expected, key, limit, location);
    }

    /**
     * A request that needs its server.
     *
     * @param name the name that it is measured under
     * @param location where it was written
     */
    public record Start(String name, SourceLocation location) {

        /** Sends it to a server. */
        public LineRequest to(String host, int port) {
            return new LineRequest(
                    name, Objects.requireNonNull(host), port, "", null, null, Duration.ofSeconds(5), location);
        }
    }
}
