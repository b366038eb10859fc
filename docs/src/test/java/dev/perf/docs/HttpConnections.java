package dev.perf.docs;

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
    // end::connections[]

    // tag::tls[]
    static final UnaryOperator<HttpSettings> MUTUAL = http -> http.baseUrl("https://shop.example.com")
            .tls(tls -> tls.trust(Path.of("ca.pem")) // instead of the authorities that Java trusts
                    .clientKey(Path.of("client.p12"), "changeit")
                    .versions("TLSv1.3")
                    .withoutResumption()); // a full handshake for each connection
    // end::tls[]

    // tag::proxy[]
    static final UnaryOperator<HttpSettings> THROUGH_A_PROXY = http -> http.baseUrl("https://shop.example.com")
            .proxy(ProxyServer.http("proxy.example.com", 3128) // or socks5(host, port)
                    .credentials("perf", "secret")
                    .except("localhost", "*.internal"));
    // end::proxy[]
}
