package dev.perf.engine.internal.http.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.net.ssl.SSLException;

/** Names what {@code java.net.http} threw: mostly plain {@code IOException}s, told apart by literals of the JDK. */
final class JdkFailures {

    private static final List<String> EARLY_END = List.of(
            "received no bytes",
            "eof reached",
            "fixed content-length",
            "chunked transfer encoding, state",
            "connection closed",
            "end of stream",
            "http/1.1 connection closed");
    private static final List<String> TOO_LARGE =
            List.of("header size too big", "chunk header size too long", "too many interim responses");
    private static final List<String> MALFORMED = List.of(
            "invalid status line",
            "invalid header",
            "invalid chunk",
            "illegal character",
            "bad header",
            "protocol error",
            "unexpected body after header",
            "unexpected content length",
            "missing lf");

    private JdkFailures() {}

    static ErrorKind kind(Phase phase, Throwable thrown) {
        if (thrown instanceof ConnectException && isClosedChannel(thrown)) {
            return ErrorKind.CONNECT_REFUSED; // all that the client says of a refusal on some platforms
        }
        ErrorKind kind = Failures.kind(phase, thrown);
        if (thrown instanceof NumberFormatException) {
            return ErrorKind.PROTOCOL; // of a content length, which the client hands on as it is
        }
        boolean certain = kind != ErrorKind.OTHER && kind != ErrorKind.PROTOCOL;
        if (certain || !(thrown instanceof IOException)) {
            return kind;
        }
        String texts = texts(thrown);
        if (TOO_LARGE.stream().anyMatch(texts::contains)) {
            return ErrorKind.LIMIT;
        }
        if (kind == ErrorKind.PROTOCOL) {
            return kind;
        }
        if (texts.contains("connection reset")) {
            return ErrorKind.RESET;
        }
        if (MALFORMED.stream().anyMatch(texts::contains)) {
            return ErrorKind.PROTOCOL;
        }
        if (thrown.getCause() instanceof SSLException) {
            return ErrorKind.TLS; // told as an early end of what was being read
        }
        return EARLY_END.stream().anyMatch(texts::contains) ? ErrorKind.PREMATURE_END : ErrorKind.OTHER;
    }

    /** Messages of the whole chain: the client wraps what the socket said in what it was reading. */
    private static String texts(Throwable thrown) {
        StringBuilder texts = new StringBuilder();
        for (Throwable link = thrown; link != null; link = link.getCause()) {
            texts.append(Objects.requireNonNullElse(link.getMessage(), "").toLowerCase(Locale.ROOT))
                    .append('\n');
        }
        return texts.toString();
    }

    private static boolean isClosedChannel(Throwable thrown) {
        Throwable cause = thrown.getCause();
        while (cause instanceof ConnectException) {
            cause = cause.getCause();
        }
        return cause instanceof ClosedChannelException;
    }
}
