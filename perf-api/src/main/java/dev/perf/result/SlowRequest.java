package dev.perf.result;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One of the slowest requests, as an example to look into.
 *
 * @param at when it ended, since the start of the load, the warm-up included
 * @param request name of the request
 * @param scenario name of the scenario
 * @param user number of the user in its scenario
 * @param iteration number of its iteration
 * @param status status code of the response; 0 where none came, and for steps that are none of HTTP's
 * @param failed whether it failed
 * @param responseTime from the moment an ideal generator would have begun to the last byte received
 * @param serviceTime from the first byte sent to the last byte received
 * @param blocked from the start until a connection was ready, the three that follow included; zero where one was
 * @param lookingUp resolving the host name
 * @param connecting opening the TCP connection
 * @param tlsHandshaking the TLS handshake
 * @param sending writing the request
 * @param waiting from the last byte sent to the first byte received
 * @param receiving from the first byte received to the last
 * @param bytesSent bytes of the request, head included
 * @param bytesReceived bytes of the response, head included
 * @param trace the id under which a tracing system knows it; null where it does not
 */
public record SlowRequest(
        Duration at,
        String request,
        String scenario,
        long user,
        long iteration,
        int status,
        boolean failed,
        Duration responseTime,
        Duration serviceTime,
        Duration blocked,
        Duration lookingUp,
        Duration connecting,
        Duration tlsHandshaking,
        Duration sending,
        Duration waiting,
        Duration receiving,
        long bytesSent,
        long bytesReceived,
        @Nullable String trace) {}
