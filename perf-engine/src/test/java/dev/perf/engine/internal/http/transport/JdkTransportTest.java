package dev.perf.engine.internal.http.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import mockwebserver3.MockResponse;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;

class JdkTransportTest extends TransportContract {

    @Override
    Transport transport(TransportSettings settings) {
        return new JdkTransport(settings, HttpVersion.HTTP_1_1);
    }

    @Test
    void timesWaitingAndReceivingOnly() throws Exception {
        server().enqueue(new MockResponse(200, Headers.EMPTY, "hello"));
        send(get("/"));
        Timing timing = exchange().timing();
        assertThat(timing.waitingNanos()).isPositive();
        assertThat(timing.blockedNanos()).isZero();
        assertThat(timing.sendingNanos()).isZero();
        assertThat(timing.durationNanos()).isEqualTo(timing.waitingNanos() + timing.receivingNanos());
    }

    @Test
    void leavesOutHeadersThatTheClientWrites() throws Exception {
        server().enqueue(new MockResponse(200, Headers.EMPTY, "hello"));
        send(get("/").header("Host", origin().authority()).header("Connection", "keep-alive"));
        assertThat(server().takeRequest().getHeaders().values("Host")).containsExactly(origin().authority());
    }

    @Test
    void saysWhatItCannotSend() {
        TransportException e = failure(get("/").header("Host", "shop.test"));
        assertThat(e.kind()).isEqualTo(ErrorKind.OTHER);
        assertThat(e)
                .hasMessage(origin().hostAndPort() + ": the jdk transport cannot send this request "
                        + "(restricted header name: \"Host\"); use the socket transport");
    }

    @Test
    void speaksHttp2WhereAgreed() throws Exception {
        try (Transport transport = new JdkTransport(
                        TransportSettings.defaults().withTls(TlsSettings.verified(TestTls.LOCALHOST.context())),
                        HttpVersion.HTTP_2);
                Channel channel = transport.open()) {
            server().useHttps(TestTls.LOCALHOST.context().getSocketFactory());
            server().enqueue(new MockResponse(200, Headers.EMPTY, "hello"));
            Origin secure = new Origin(Scheme.HTTPS, "localhost", server().getPort());
            channel.exchange(new WireRequest(secure, "GET", "/"), exchange());
            assertThat(exchange().version()).isEqualTo(HttpVersion.HTTP_2);
            assertThat(exchange().bodySize()).isEqualTo(5);
        }
    }

    @Test
    void refusesAVersionItCannotAskFor() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JdkTransport(TransportSettings.defaults(), HttpVersion.HTTP_1_0))
                .withMessage("HTTP/1.0 is not known to the client of this Java");
    }
}
