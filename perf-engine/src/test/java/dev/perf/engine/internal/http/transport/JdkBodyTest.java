package dev.perf.engine.internal.http.transport;

import static org.assertj.core.api.Assertions.assertThat;

import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okio.Buffer;
import org.junit.jupiter.api.Test;

class JdkBodyTest extends BodyContract {

    @Override
    Transport transport(TransportSettings settings) {
        return new JdkTransport(settings, HttpVersion.HTTP_1_1);
    }

    @Test
    void streamsBothWaysOverHttp2() throws Exception {
        byte[] body = bytes(5_000_000);
        try (MockWebServer server = new MockWebServer();
                Transport transport = new JdkTransport(
                        TransportSettings.defaults().withTls(TlsSettings.verified(TestTls.LOCALHOST.context())),
                        HttpVersion.HTTP_2);
                Channel channel = transport.open()) {
            server.useHttps(TestTls.LOCALHOST.context().getSocketFactory());
            server.start();
            WireRequest post = new WireRequest(new Origin(Scheme.HTTPS, "localhost", server.getPort()), "POST", "/");
            byte[][] taken = new byte[1][];
            for (boolean lengthKnown : new boolean[] {true, false}) {
                server.enqueue(new MockResponse.Builder()
                        .body(new Buffer().write(body))
                        .build());
                channel.exchange(
                        post.stream(body(body, lengthKnown))
                                .responseBody((head, stream) -> taken[0] = stream.readAllBytes()),
                        exchange());
                assertThat(exchange().version()).isEqualTo(HttpVersion.HTTP_2);
                assertThat(server.takeRequest().getBody().toByteArray()).isEqualTo(body);
                assertThat(taken[0]).isEqualTo(body);
            }
        }
    }
}
