package dev.perf.engine.internal.http.transport;

import java.io.EOFException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import javax.net.ssl.SSLException;

/**
 * Names what the platform threw, and says it in words.
 *
 * <p>By type where there is one. Where the JDK has but a text, the text is the C library's or a literal of the JDK;
 * in another locale such a failure is {@link ErrorKind#OTHER} or the phase's general kind, with its text.
 */
final class Failures {

    private Failures() {}

    /** The failure of an exchange in {@code phase}. */
    static TransportException failure(Origin origin, Phase phase, Throwable thrown) {
        return failure(origin, phase, kind(phase, thrown), thrown);
    }

    /** The same with a kind known already. */
    static TransportException failure(Origin origin, Phase phase, ErrorKind kind, Throwable thrown) {
        return new TransportException(kind, origin.hostAndPort() + ": " + what(kind, phase, thrown), thrown);
    }

    /** No connection in time. */
    static TransportException connectTimeout(Origin origin, Phase phase, Duration timeout) {
        return new TransportException(
                ErrorKind.CONNECT_TIMEOUT,
                "%s: not connected within %s (%s); is it reachable, and does it accept?"
                        .formatted(origin.hostAndPort(), text(timeout), text(phase)),
                null);
    }

    /** Connected, but not agreed on TLS in time. */
    static TransportException tlsTimeout(Origin origin, Duration timeout) {
        return new TransportException(
                ErrorKind.CONNECT_TIMEOUT,
                "%s: TLS handshake not done within the tlsTimeout of %s; does the port speak TLS, and is the server busy?"
                        .formatted(origin.hostAndPort(), text(timeout)),
                null);
    }

    /** The request was sent, and no byte of a response came in time. */
    static TransportException firstByteTimeout(Origin origin, Duration timeout) {
        return new TransportException(
                ErrorKind.TIMEOUT,
                "%s: no byte of the response within the firstByteTimeout of %s; raise it or look at the server"
                        .formatted(origin.hostAndPort(), text(timeout)),
                null);
    }

    /** All connections that there may be were busy. */
    static TransportException noConnection(Origin origin, int max, Duration timeout) {
        return new TransportException(
                ErrorKind.TIMEOUT,
                "%s: all %d shared connections were busy for %s; allow more of them, or look at the server"
                        .formatted(origin.hostAndPort(), max, text(timeout)),
                null);
    }

    /** No whole response in time. */
    static TransportException timeout(Origin origin, Phase phase, Duration timeout) {
        return new TransportException(
                ErrorKind.TIMEOUT,
                "%s: no whole response within %s (%s); raise the timeout or look at the server"
                        .formatted(origin.hostAndPort(), text(timeout), text(phase)),
                null);
    }

    /** The transport was closed under the exchange. */
    static TransportException closed(Origin origin) {
        return new TransportException(ErrorKind.OTHER, origin.hostAndPort() + ": the transport was closed", null);
    }

    static ErrorKind kind(Phase phase, Throwable thrown) {
        return switch (thrown) {
            case ResponseFault fault -> fault.kind();
            case BodyFault fault -> fault.kind();
            case Tunnel.RefusedException e -> ErrorKind.CONNECT;
            case UnknownHostException e -> ErrorKind.DNS;
            case HttpConnectTimeoutException e -> ErrorKind.CONNECT_TIMEOUT;
            case HttpTimeoutException e -> ErrorKind.TIMEOUT;
            case SocketTimeoutException e -> ErrorKind.CONNECT_TIMEOUT; // only connecting has a timeout
            case SSLException e when e.getCause() instanceof SocketException cause -> kind(phase, cause);
            case SSLException e -> ErrorKind.TLS;
            case ProtocolException e -> ErrorKind.PROTOCOL;
            case EOFException e -> ErrorKind.PREMATURE_END;
            default -> byText(phase, thrown);
        };
    }

    private static ErrorKind byText(Phase phase, Throwable thrown) {
        String text = Objects.requireNonNullElse(thrown.getMessage(), "").toLowerCase(Locale.ROOT);
        if (text.contains("cannot assign requested address") || text.contains("can't assign requested address")) {
            return ErrorKind.PORTS_EXHAUSTED;
        }
        if (text.contains("too many open files")) {
            return ErrorKind.TOO_MANY_FILES;
        }
        if (thrown instanceof BindException) {
            return ErrorKind.PORTS_EXHAUSTED;
        }
        if (thrown instanceof ConnectException) {
            return connect(text, thrown);
        }
        if (text.contains("reset") || text.contains("broken pipe") || text.contains("aborted")) {
            return ErrorKind.RESET;
        }
        return phase.compareTo(Phase.CONNECTING) <= 0 ? ErrorKind.CONNECT : ErrorKind.OTHER;
    }

    private static ErrorKind connect(String text, Throwable thrown) {
        if (thrown.getCause() instanceof UnresolvedAddressException) {
            return ErrorKind.DNS;
        }
        if (text.contains("refused")) {
            return ErrorKind.CONNECT_REFUSED;
        }
        return text.contains("timed out") ? ErrorKind.CONNECT_TIMEOUT : ErrorKind.CONNECT;
    }

    private static String what(ErrorKind kind, Phase phase, Throwable thrown) {
        return switch (kind) {
            case DNS -> "host name has no address; check the name and the resolver";
            case CONNECT_REFUSED -> "connection refused; is the server running and listening on this port?";
            case CONNECT_TIMEOUT -> "connecting timed out; is it reachable, and does it accept?";
            case CONNECT -> "cannot connect (%s); check address and route".formatted(text(thrown));
            case TLS -> "TLS failed (%s); check the certificate's names and who signed it".formatted(text(thrown));
            case RESET -> "connection reset while %s; look at the server's log and limits".formatted(text(phase));
            case PORTS_EXHAUSTED -> "this machine has no local port left; keep connections alive or add agents";
            case TOO_MANY_FILES -> "this process may open no more files; raise ulimit -n or add agents";
            case TIMEOUT -> "no whole response in time; raise the timeout or look at the server";
            case PREMATURE_END -> premature(phase, thrown);
            case PROTOCOL, LIMIT, REQUEST_BODY, RESPONSE_BODY -> text(thrown);
            case OTHER -> "%s while %s".formatted(text(thrown), text(phase));
        };
    }

    private static String premature(Phase phase, Throwable thrown) {
        return thrown instanceof ResponseFault
                ? text(thrown)
                : "closed while %s (%s)".formatted(text(phase), text(thrown));
    }

    private static String text(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
    }

    private static String text(Phase phase) {
        return switch (phase) {
            case LOOKING_UP -> "looking up the host";
            case CONNECTING -> "connecting";
            case TLS_HANDSHAKING -> "TLS handshaking";
            case SENDING -> "sending";
            case WAITING -> "waiting";
            case RECEIVING, COMPLETE -> "receiving";
        };
    }

    private static String text(Duration timeout) {
        long millis = timeout.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }
}
