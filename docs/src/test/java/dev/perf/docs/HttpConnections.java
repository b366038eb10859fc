package dev.perf.docs;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.perf.http.Connections;
import dev.perf.http.HttpSettings;
import dev.perf.http.ProxyServer;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** The snippets of http.md on connections. */
final class HttpConnections {

    private HttpConnections() {}

    // tag::connections[]
    static final UnaryOperator<HttpSettings> LIKE_A_SERVICE = http ->
            http.baseUrl("http://localhost:8080").connections(Connections.shared(20)); // or newPerIteration(), ...

    static final UnaryOperator<HttpSettings> ELSEWHERE = http -> http.baseUrl("https://shop.example.com")
            .resolve("shop.example.com", "10.0.0.7", "10.0.0.8") // as in a hosts file
            .localAddresses("10.0.1.1", "10.0.1.2"); // twice the ports

    static final UnaryOperator<HttpSettings> SIDECAR =
            http -> http.baseUrl("http://localhost").unixSocket(Path.of("/run/shop.sock")); // as curl --unix-socket

    static final UnaryOperator<HttpSettings> IMPATIENT = http -> http.baseUrl("https://shop.example.com")
            .connectTimeout(ofSeconds(2))
            .tlsTimeout(ofSeconds(3))
            .firstByteTimeout(ofSeconds(5))
            .requestTimeout(ofMinutes(2)); // the body may take its time
    // end::connections[]

    // tag::tls[]
    static final UnaryOperator<HttpSettings> MUTUAL = http -> http.baseUrl("https://shop.example.com")
            .tls(tls -> tls.trust(Path.of("ca.pem")) // instead of the authorities that Java trusts
                    .clientKey(Path.of("client.p12"), "changeit")
                    .versions("TLSv1.3")
                    .withoutResumption()); // a full handshake for each connection

    static final UnaryOperator<HttpSettings> A_KEY_EACH = http -> http.baseUrl("https://shop.example.com")
            .tls(tls -> tls.clientKeys(Path.of("clients.p12"), "changeit", "#{username}")); // or in turn, without alias
    // end::tls[]

    // tag::proxy[]
    static final UnaryOperator<HttpSettings> THROUGH_A_PROXY = http -> http.baseUrl("https://shop.example.com")
            .proxy(ProxyServer.http("proxy.example.com", 3128) // or socks5(host, port)
                    .credentials("perf", "secret")
                    .except("localhost", "*.internal"));
    // end::proxy[]
}
