package dev.perf.engine.internal.settings.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.settings.Readings;
import dev.perf.engine.internal.shape.Mapping;
import dev.perf.http.Connections;
import dev.perf.http.Credentials;
import dev.perf.http.ExpectedStatus;
import dev.perf.http.Field;
import dev.perf.http.Http;
import dev.perf.http.HttpSettings;
import dev.perf.http.HttpVersion;
import dev.perf.http.ProxyServer;
import dev.perf.http.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP settings of files, over those of a test, and the mistakes in them, word by word. */
class HttpSectionTest {

    private static final Readings<UnaryOperator<HttpSettings>> HTTP = new Readings<>("http", HttpSection.SHAPE);

    private static final Readings<UnaryOperator<HttpSettings>> ROOT =
            new Readings<>("root", Mapping.of("the root", HttpSection.KEYS, HttpSection::address));

    /** What a Java test may have said. */
    private static final HttpSettings OF_TEST = HttpSettings.DEFAULTS
            .baseUrl("http://localhost:8080/shop")
            .header("authorization", "Bearer java")
            .header("Accept", "text/html")
            .withoutCookies()
            .cache()
            .trustAllCertificates()
            .traceContext()
            .tls(tls -> tls.withoutResumption());

    private static HttpSettings http(String yaml) {
        return HTTP.read(yaml).apply(OF_TEST);
    }

    @Test
    void whatIsNotSaidStaysAsTheTestHasIt() {
        HttpSettings same = http("http: {}");
        assertThat(same).isSameAs(OF_TEST);
        assertThat(http("http: {maxRedirects: 3}").toString()).isEqualTo(OF_TEST.toString());
    }

    @Test
    void allThatCanBeSaidInAFileIsSet() {
        HttpSettings http = http("""
            http:
              target: https://shop.example.com/
              headers: {accept: '{{ type }}', X-Trace: 7}
              connectTimeout: 5
              timeout: 1m30s
              tlsTimeout: 1:30
              firstByteTimeout: 250ms
              maxRedirects: 0
              cookies: yes
              cache: no
              insecure: false
              tls:
                trust: ca.pem
                keyStore: keys.p12
                keyStorePassword: secret
                keyAlias: '{{ alias }}'
                protocols: [TLSv1.3]
                resumption: true
              proxy: {host: proxy, port: 3128, user: me, password: secret, except: ['*.local']}
              version: 2
              transport: jdk
              connections: {shared: 50}
              unixSocket: /run/shop.sock
              resolve: {shop.example.com: [10.0.0.1, 10.0.0.2], other: 10.0.0.3}
              dnsTtl: 0
              localAddresses: 127.0.0.1
              maxBodyBytes: 1000
              basicAuth: {user: '{{ name }}', password: '{{ password }}'}
              retry: {times: 3, initial: 100ms, max: 1, factor: 3, jitter: 10%, statuses: [503], errors: [reset],
                maxRetryAfter: 5, anyMethod: true}
              expectedStatus: [200, 3xx, 400-404]
              traceContext: 0.1
              mask: [pin, iban]
              urlNames: /shops/{shop}/items/*
            """);
        assertThat(http.baseUrls()).containsExactly("https://shop.example.com");
        assertThat(http.headers()).containsExactly(new Field("accept", "#{type}"), new Field("X-Trace", "7"));
        assertThat(http.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(http.requestTimeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(http.tlsTimeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(http.firstByteTimeout()).isEqualTo(Duration.ofMillis(250));
        assertThat(http.maxRedirects()).isZero();
        assertThat(http.cookies()).isTrue();
        assertThat(http.caches()).isFalse();
        assertThat(http.verifyTls()).isTrue();
        assertThat(http.tls().trust()).isEqualTo(Path.of("ca.pem"));
        assertThat(http.tls().keys()).isEqualTo(Path.of("keys.p12"));
        assertThat(http.tls().keysPassword()).isEqualTo("secret");
        assertThat(http.tls().keyAlias()).isEqualTo("#{alias}");
        assertThat(http.tls().versions()).containsExactly("TLSv1.3");
        assertThat(http.tls().resumes()).isTrue();
        assertThat(http.proxy())
                .isEqualTo(ProxyServer.http("proxy", 3128)
                        .credentials("me", "secret")
                        .except("*.local"));
        assertThat(http.version()).isEqualTo(HttpVersion.HTTP_2);
        assertThat(http.transport()).isEqualTo(Transport.JDK);
        assertThat(http.connections()).isEqualTo(Connections.shared(50));
        assertThat(http.unixSocket()).isEqualTo(Path.of("/run/shop.sock"));
        assertThat(http.addresses())
                .isEqualTo(Map.of("shop.example.com", List.of("10.0.0.1", "10.0.0.2"), "other", List.of("10.0.0.3")));
        assertThat(http.dnsTtl()).isEqualTo(Duration.ZERO);
        assertThat(http.localAddresses()).containsExactly("127.0.0.1");
        assertThat(http.maxBodyBytes()).isEqualTo(1000);
        assertThat(http.credentials()).isEqualTo(new Credentials.Basic("#{name}", "#{password}"));
        assertThat(String.valueOf(http.retry()))
                .isEqualTo(Http.retry(3)
                        .backOff(Duration.ofMillis(100), Duration.ofSeconds(1), 3, 0.1)
                        .onStatus(503)
                        .onError("reset")
                        .maxRetryAfter(Duration.ofSeconds(5))
                        .anyMethod()
                        .toString());
        assertThat(http.expectedStatus())
                .isEqualTo(new ExpectedStatus(List.of(
                        new ExpectedStatus.Range(200, 200),
                        new ExpectedStatus.Range(300, 399),
                        new ExpectedStatus.Range(400, 404))));
        assertThat(http.traceSampling()).isEqualTo(0.1);
        assertThat(http.masked()).containsExactly("pin", "iban");
        assertThat(http.urlNames().rules()).containsExactly("/shops/{shop}/items/*");
    }

    @Test
    void shortFormsDoAsWell() {
        HttpSettings http = http("""
            http:
              baseUrls: [http://a, b:81]
              bearer: '{{ token }}'
              retry: 2
              connections: new-per-request
              version: 1.1
              proxy: socks5://proxy:1080
              traceContext: false
              tls: {trustStore: trust.p12, trustStorePassword: secret, keyStore: key.p12, keyPassword: other}
            """);
        assertThat(http.baseUrls()).containsExactly("http://a", "http://b:81");
        assertThat(http.rotatesPerRequest()).isFalse();
        assertThat(http.headers())
                .containsExactly(new Field("Accept", "text/html"), new Field("Authorization", "Bearer #{token}"));
        assertThat(String.valueOf(http.retry())).isEqualTo(Http.retry(2).toString());
        assertThat(http.connections()).isEqualTo(Connections.newPerRequest());
        assertThat(http.version()).isEqualTo(HttpVersion.HTTP_1_1);
        assertThat(http.proxy()).isEqualTo(ProxyServer.socks5("proxy", 1080));
        assertThat(http.traceSampling()).isNull();
        assertThat(http.tls().trustPassword()).isEqualTo("secret");
        assertThat(http.tls().key()).isEqualTo(Path.of("key.p12"));
        assertThat(http.tls().keyPassword()).isEqualTo("other");
        HttpSettings rotating = http("http: {baseUrlsPerRequest: [http://a, http://b], traceContext: on, cache: true}");
        assertThat(rotating.rotatesPerRequest()).isTrue();
        assertThat(rotating.traceSampling()).isEqualTo(1);
        assertThat(http("http: {digestAuth: {user: a, pass: b}}").credentials())
                .isEqualTo(new Credentials.Digest("a", "b"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "host: shop.example.com                      | http://shop.example.com",
                "{host: shop.example.com, tls: true}         | https://shop.example.com",
                "{host: localhost, port: 8080}               | http://localhost:8080",
                "{host: localhost, port: 8443, tls: {trust: ca.pem}} | https://localhost:8443",
                "host: 10.0.0.1:81                           | http://10.0.0.1:81",
                "{host: '::1', port: 81}                     | http://[::1]:81",
                "host: '[::1]:82'                            | http://[::1]:82",
                "{host: https://shop.example.com/api/, tls: true} | https://shop.example.com/api",
                "{host: https://shop.example.com/api, port: 444} | https://shop.example.com:444/api",
                "port: 9090                                  | http://localhost:9090/shop",
                "tls: true                                   | https://localhost:8080/shop",
                "{headers: {A: b}}                           | http://localhost:8080/shop"
            })
    void theHostMayBeSaidInParts(String root, String url) {
        String yaml = root.startsWith("{") ? "root: " + root : "root:\n  " + root;
        assertThat(ROOT.read(yaml).apply(OF_TEST).baseUrls()).containsExactly(url);
    }

    @Test
    void aPortAloneIsOfLocalhostWhereThereIsNoBaseUrl() {
        assertThat(ROOT.read("root: {port: 81}").apply(HttpSettings.DEFAULTS).baseUrl())
                .isEqualTo("http://localhost:81");
        assertThat(ROOT.read("root: {tls: true}").apply(HttpSettings.DEFAULTS).baseUrl())
                .isNull();
        HttpSettings several = HttpSettings.DEFAULTS.baseUrlsPerRequest("http://a", "http://b:1");
        HttpSettings moved = ROOT.read("root: {port: 81, tls: {trust: ca.pem}}").apply(several);
        assertThat(moved.baseUrls()).containsExactly("https://a:81", "https://b:81");
        assertThat(moved.rotatesPerRequest()).isTrue();
        assertThat(moved.tls().trust()).isEqualTo(Path.of("ca.pem"));
    }

    @Test
    void headersOfTheFileTakeThePlaceOfThoseOfTheTest() {
        assertThat(ROOT.read("root: {headers: {ACCEPT: '*/*'}}").apply(OF_TEST).headers())
                .containsExactly(new Field("authorization", "Bearer java"), new Field("ACCEPT", "*/*"));
    }

    @Test
    void contradictionsAboutTheHostAreMistakes() {
        assertThat(ROOT.refused("""
            root:
              host: http://shop.example.com:81
              port: 82
              tls: true
            """)).isEqualTo("""
                2 mistakes
                test.yaml:3:9: root.port: "host" says the port 81; keep one of them
                    3 |   port: 82
                      |         ^^
                test.yaml:4:8: root.tls: "host" begins with http://, which is not over TLS; leave one of them out
                    4 |   tls: true
                      |        ^^^^\
                """);
        assertThat(ROOT.refused("""
            root:
              host: ftp://shop
              port: 70000
              tls: {trustt: ca.pem}
              headers: [a]
            """)).isEqualTo("""
                4 mistakes
                test.yaml:2:9: root.host: URLs of tests begin with http:// or https://, got "ftp://shop"
                    2 |   host: ftp://shop
                      |         ^^^^^^^^^^
                test.yaml:3:9: root.port: a whole number from 1 to 65535 is expected here, got the value "70000"
                    3 |   port: 70000
                      |         ^^^^^
                test.yaml:4:9: root.tls.trustt: no key of tls; did you mean "trust"?
                    4 |   tls: {trustt: ca.pem}
                      |         ^^^^^^
                test.yaml:5:12: root.headers: texts (a mapping of names) is expected here, got a list
                    5 |   headers: [a]
                      |            ^\
                """);
        assertThat(ROOT.refused("root: {host: 'two words'}")).isEqualTo("""
            test.yaml:1:14: root.host: a host such as shop.example.com, with a port or as a whole URL, is\
             expected here, got "two words"
                1 | root: {host: 'two words'}
                  |              ^^^^^^^^^^^\
            """);
    }

    @Test
    void mistakesSayWhatIsExpected() {
        assertThat(HTTP.refusedByEditors("""
            http:
              baseUrl: shop
              baseUrls: [http://a]
              basicAuth: {user: a}
              bearer: token
              connectTimeout: 0
              requestTimeout: soon
              maxRedirects: -1
              cookies: maybe
              tls: {trustPassword: a, keyStore: b, keyPerUser: true}
              proxy: ftp://proxy:1
              version: 4
              transport: netty
              connections: pooled
              resolve: 10.0.0.1
              maxBodyBytes: 16MB
              retry: {initial: 1s}
              expectedStatus: [20, 300-200]
              traceContext: often
              masks: pin
            """)).isEqualTo("""
                20 mistakes
                test.yaml:3:13: http.baseUrls: cannot stand beside "baseUrl"; keep one of them
                    3 |   baseUrls: [http://a]
                      |             ^
                test.yaml:4:14: http.basicAuth: "password" is missing: a text
                    4 |   basicAuth: {user: a}
                      |              ^
                test.yaml:5:11: http.bearer: cannot stand beside "basicAuth"; keep one of them
                    5 |   bearer: token
                      |           ^^^^^
                test.yaml:6:19: http.connectTimeout: a limit of time is above 0 and at most 365 days, got 0s
                    6 |   connectTimeout: 0
                      |                   ^
                test.yaml:7:19: http.requestTimeout: a duration such as 30s, 1m30s or 2h, or a number of seconds is\
                 expected here, got the value "soon"
                    7 |   requestTimeout: soon
                      |                   ^^^^
                test.yaml:8:17: http.maxRedirects: a whole number from 0 to 2147483647 is expected here, got the\
                 value "-1"
                    8 |   maxRedirects: -1
                      |                 ^^
                test.yaml:9:12: http.cookies: true or false is expected here, got the value "maybe"
                    9 |   cookies: maybe
                      |            ^^^^^
                test.yaml:10:24: http.tls.trustPassword: means nothing without "trust"; add it
                    10 |   tls: {trustPassword: a, keyStore: b, keyPerUser: true}
                       |                        ^
                test.yaml:10:37: http.tls.keyStore: means nothing without "keyStorePassword"; add it
                    10 |   tls: {trustPassword: a, keyStore: b, keyPerUser: true}
                       |                                     ^
                test.yaml:11:10: http.proxy: a proxy such as http://proxy:3128 or socks5://proxy:1080 is expected\
                 here, got "ftp://proxy:1"
                    11 |   proxy: ftp://proxy:1
                       |          ^^^^^^^^^^^^^
                test.yaml:12:12: http.version: 1.1, 2 or 3 is expected here, got "4"
                    12 |   version: 4
                       |            ^
                test.yaml:13:14: http.transport: socket or jdk is expected here, got the value "netty"
                    13 |   transport: netty
                       |              ^^^^^
                test.yaml:14:16: http.connections: per-user, new-per-iteration or new-per-request is expected here,\
                 got the value "pooled"
                    14 |   connections: pooled
                       |                ^^^^^^
                test.yaml:15:12: http.resolve: addresses of hosts (a mapping of names) is expected here, got the\
                 value "10.0.0.1"
                    15 |   resolve: 10.0.0.1
                       |            ^^^^^^^^
                test.yaml:16:17: http.maxBodyBytes: a whole number from 1 to 1073741824 is expected here, got the\
                 value "16MB"
                    16 |   maxBodyBytes: 16MB
                       |                 ^^^^
                test.yaml:17:10: http.retry: "times" is missing: a whole number from 0 to 2147483647
                    17 |   retry: {initial: 1s}
                       |          ^
                test.yaml:18:20: http.expectedStatus[0]: a status such as 200, 2xx or 200-299 is expected here, got\
                 "20"
                    18 |   expectedStatus: [20, 300-200]
                       |                    ^^
                test.yaml:18:24: http.expectedStatus[1]: a status such as 200, 2xx or 200-299 is expected here, got\
                 "300-200"
                    18 |   expectedStatus: [20, 300-200]
                       |                        ^^^^^^^
                test.yaml:19:17: http.traceContext: true or false is expected here, got the value "often"
                    19 |   traceContext: often
                       |                 ^^^^^
                test.yaml:20:3: http.masks: no key of http; did you mean "mask"?
                    20 |   masks: pin
                       |   ^^^^^\
                """);
        assertThat(HTTP.refused("http: {headers: {authorization: a}, bearer: b}"))
                .isEqualTo("""
                    test.yaml:1:45: http.bearer: cannot stand beside the header Authorization; keep one of them
                        1 | http: {headers: {authorization: a}, bearer: b}
                          |                                             ^\
                    """);
        assertThat(HTTP.refused("http: {proxy: {host: a, user: b}, tls: {keyStore: a, keyPassword: b, keyPerUser: no,"
                        + " keyAlias: c}}"))
                .isEqualTo("""
                    3 mistakes
                    test.yaml:1:15: http.proxy: "port" is missing: a whole number from 1 to 65535
                        1 | http: {proxy: {host: a, user: b}, tls: {keyStore: a, keyPassword: b, keyPerUser: no,\
                     keyAlias: c}}
                          |               ^
                    test.yaml:1:15: http.proxy: "user" and "password" of a proxy go together; give both, or neither
                        1 | http: {proxy: {host: a, user: b}, tls: {keyStore: a, keyPassword: b, keyPerUser: no,\
                     keyAlias: c}}
                          |               ^
                    test.yaml:1:96: http.tls.keyAlias: names each user's own key, and "keyPerUser" says that there is\
                     one for all; remove one
                        1 | ...ore: a, keyPassword: b, keyPerUser: no, keyAlias: c}}
                          |                                                      ^\
                    """);
    }
}
