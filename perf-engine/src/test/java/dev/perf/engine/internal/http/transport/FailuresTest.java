package dev.perf.engine.internal.http.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {

    static Stream<Arguments> thrown() {
        return Stream.of(
                Arguments.of(
                        Phase.CONNECTING,
                        new ConnectException("Connection refused"),
                        "connect_refused",
                        "connection refused; is the server running and listening on this port?"),
                Arguments.of(
                        Phase.CONNECTING,
                        new ConnectException("Connection timed out"),
                        "connect_timeout",
                        "connecting timed out; is it reachable, and does it accept?"),
                Arguments.of(
                        Phase.CONNECTING,
                        new NoRouteToHostException("No route to host"),
                        "connect",
                        "cannot connect (No route to host); check address and route"),
                Arguments.of(
                        Phase.CONNECTING,
                        new NoRouteToHostException("Cannot assign requested address"),
                        "ports_exhausted",
                        "this machine has no local port left; keep connections alive or add agents"),
                Arguments.of(
                        Phase.CONNECTING,
                        new BindException("Address already in use"),
                        "ports_exhausted",
                        "this machine has no local port left; keep connections alive or add agents"),
                Arguments.of(
                        Phase.CONNECTING,
                        new SocketException("Too many open files"),
                        "too_many_files",
                        "this process may open no more files; raise ulimit -n or add agents"),
                Arguments.of(
                        Phase.TLS_HANDSHAKING,
                        new SSLHandshakeException("bad certificate"),
                        "tls",
                        "TLS failed (bad certificate); check the certificate's names and who signed it"),
                Arguments.of(
                        Phase.WAITING,
                        new SSLException("broken", new SocketException("Connection reset")),
                        "reset",
                        "connection reset while waiting; look at the server's log and limits"),
                Arguments.of(
                        Phase.SENDING,
                        new SocketException("Broken pipe"),
                        "reset",
                        "connection reset while sending; look at the server's log and limits"),
                Arguments.of(
                        Phase.RECEIVING, new EOFException(), "premature_end", "closed while receiving (EOFException)"),
                Arguments.of(Phase.RECEIVING, new IOException("odd"), "other", "odd while receiving"));
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void namesAndExplains(Phase phase, IOException thrown, String tag, String message) {
        TransportException failure = Failures.failure(new Origin(Scheme.HTTP, "shop", 80), phase, thrown);
        assertThat(failure.kind().tag()).isEqualTo(tag);
        assertThat(failure).hasMessage("shop:80: " + message).hasCause(thrown);
        assertThat(failure.getStackTrace()).isEmpty();
    }

    static Stream<Arguments> thrownByTheClient() {
        return Stream.of(
                Arguments.of(caused(new ConnectException(), new ClosedChannelException()), ErrorKind.CONNECT_REFUSED),
                Arguments.of(caused(new ConnectException(), new UnresolvedAddressException()), ErrorKind.DNS),
                Arguments.of(new IOException("HTTP/1.1 header parser received no bytes"), ErrorKind.PREMATURE_END),
                Arguments.of(
                        new IOException(
                                "fixed content-length: 9, bytes received: 3", new IOException("Connection reset")),
                        ErrorKind.RESET),
                Arguments.of(new IOException("invalid status line"), ErrorKind.PROTOCOL),
                Arguments.of(new IOException("odd"), ErrorKind.OTHER));
    }

    @ParameterizedTest
    @MethodSource("thrownByTheClient")
    void namesWhatTheClientThrows(IOException thrown, ErrorKind kind) {
        assertThat(JdkFailures.kind(Phase.WAITING, thrown)).isEqualTo(kind);
    }

    @ParameterizedTest
    @EnumSource
    void tellsTheGeneratorsLimitsFromTheServers(ErrorKind kind) {
        assertThat(kind.isGeneratorLimit())
                .isEqualTo(kind == ErrorKind.PORTS_EXHAUSTED || kind == ErrorKind.TOO_MANY_FILES);
    }

    private static ConnectException caused(ConnectException failure, Exception cause) {
        failure.initCause(cause);
        return failure;
    }
}
