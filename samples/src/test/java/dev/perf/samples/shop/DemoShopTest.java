package dev.perf.samples.shop;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoShopTest {

    private static final String LAMP = "{\"productId\":1,\"name\":\"Light Drill 1\",\"quantity\":2,\"price\":182.12}";

    private final ManualClock clock = new ManualClock();
    private final DemoShop shop = DemoShop.start(DemoShop.builder().jitter(0), clock);
    private final ShopClient client = new ShopClient(shop);

    @AfterEach
    void close() {
        client.close();
        shop.close();
    }

    @Test
    void loginGivesAToken() {
        HttpResponse<String> response =
                client.post("/auth/login", "{\"username\":\"user1000\",\"password\":\"pass1000\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).matches("\\{\"token\":\"[0-9a-f]{32}\",\"expiresIn\":3600}");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(clock.slept()).containsExactly(Duration.ofMillis(15));
    }

    @ParameterizedTest
    @CsvSource({"user1,pass2", "user1001,pass1001", "admin,admin"})
    void loginRefusesStrangers(String username, String password) {
        HttpResponse<String> response =
                client.post("/auth/login", "{\"username\":\"" + username + "\",\"password\":\"" + password + "\"}");

        assertError(response, 401, "unknown user or wrong password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "username=user1", "{\"username\":1,\"password\":\"pass1\"}", "{}"})
    void loginRefusesGarbage(String body) {
        assertThat(client.post("/auth/login", body).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/products",
                "GET /api/products/1",
                "GET /api/cart",
                "POST /api/cart",
                "POST /api/checkout",
                "GET /admin/dashboard"
            })
    void theShopWantsAToken(String endpoint) {
        String[] parts = endpoint.split(" ");
        for (String authorization : List.of("Bearer nonsense", "Bearer ", "Basic dXNlcjE6cGFzczE=", client.login())) {
            HttpResponse<String> response = client.send(client.request(parts[1])
                    .header("Authorization", authorization)
                    .method(parts[0], BodyPublishers.noBody()));

            assertError(response, 401, "log in at POST /auth/login and send its token as bearer");
            assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        }
    }

    @Test
    void tokensExpire() {
        String token = client.login();
        assertThat(client.get("/api/cart", token).statusCode()).isEqualTo(200);

        clock.sleep(Duration.ofHours(1));

        assertThat(client.get("/api/cart", token).statusCode()).isEqualTo(401);
    }

    @Test
    void listsProductsByPage() {
        String token = client.login();

        assertThat(client.get("/api/products", token).body())
                .startsWith("{\"data\":[{\"id\":1,\"name\":\"Light Drill"
                        + " 1\",\"price\":182.12,\"category\":\"music\"},{\"id\":2,")
                .contains("{\"id\":20,")
                .doesNotContain("{\"id\":21,")
                .endsWith("],\"page\":1,\"size\":20,\"total\":500}");
        assertThat(client.get("/api/products?page=2&size=1", token).body())
                .startsWith("{\"data\":[{\"id\":2,")
                .endsWith("\"}],\"page\":2,\"size\":1,\"total\":500}");
        assertThat(client.get("/api/products?page=99", token).body())
                .isEqualTo("{\"data\":[],\"page\":99,\"size\":20,\"total\":500}");
        assertThat(client.get("/api/products?category=lamps&size=1", token).body())
                .contains("\"category\":\"lamps\"")
                .doesNotContain("\"total\":500");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "page=0|parameter page=0 must be a whole number in [1, 1000000]",
                "size=101|parameter size=101 must be a whole number in [1, 100]",
                "size=x%20y|parameter size=x y must be a whole number in [1, 100]",
                "size|parameter size= must be a whole number in [1, 100]",
            })
    void refusesPagesThatCannotBe(String query, String message) {
        assertError(client.get("/api/products?" + query, client.login()), 400, message);
    }

    @Test
    void showsOneProduct() {
        String token = client.login();

        assertThat(client.get("/api/products/1", token).body())
                .isEqualTo("{\"id\":1,\"name\":\"Light Drill 1\",\"price\":182.12,\"category\":\"music\"}");
        assertError(client.get("/api/products/501", token), 404, "no product 501");
        assertThat(client.get("/api/products/x", token).statusCode()).isEqualTo(404);
    }

    @Test
    void shoppingEndsWithAnOrderAndAnEmptyCart() {
        String token = client.login();
        assertThat(client.get("/api/cart", token).body()).isEqualTo("{\"items\":[],\"total\":0.00}");

        HttpResponse<String> added = client.post("/api/cart", "{\"productId\":\"1\",\"quantity\":2}", token);
        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(added.body()).isEqualTo("{\"items\":[" + LAMP + "],\"total\":364.24}");
        assertThat(client.get("/api/cart", token).body()).isEqualTo(added.body());

        HttpResponse<String> order = client.post("/api/checkout", "", token);
        assertThat(order.statusCode()).isEqualTo(201);
        assertThat(order.body())
                .isEqualTo("{\"orderId\":1,\"username\":\"user1\",\"items\":[" + LAMP + "],\"total\":364.24}");

        assertError(client.post("/api/checkout", "", token), 409, "the cart is empty");
        assertThat(client.get("/admin/dashboard", token).body())
                .isEqualTo("{\"orders\":1,\"revenue\":364.24,\"sessions\":1,\"users\":1000,\"products\":500}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|400",
                "{\"productId\":1.5}|400",
                "{\"productId\":1,\"quantity\":0}|400",
                "{\"productId\":1,\"quantity\":101}|400",
                "{\"productId\":1,\"quantity\":null}|400",
                "{\"productId\":501}|404",
                "garbage|400",
            })
    void theCartTakesNoNonsense(String body, int status) {
        String token = client.login();

        assertThat(client.post("/api/cart", body, token).statusCode()).isEqualTo(status);
        assertThat(client.get("/api/cart", token).body()).isEqualTo("{\"items\":[],\"total\":0.00}");
    }

    @Test
    void everyLoginHasItsOwnCartAndLosesNothingWhenManyAddAtOnce() throws Exception {
        List<String> tokens = List.of(client.login("user1", "pass1"), client.login("user1", "pass1"));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpResponse<String>>> additions = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String token = tokens.get(i % 2);
                int product = 1 + i % 2;
                additions.add(threads.submit(() -> client.post("/api/cart", "{\"productId\":" + product + "}", token)));
            }
            for (Future<HttpResponse<String>> addition : additions) {
                assertThat(addition.get(30, SECONDS).statusCode()).isEqualTo(201);
            }
        }

        assertThat(client.get("/api/cart", tokens.get(0)).body())
                .contains("\"productId\":1,", "\"quantity\":100,")
                .doesNotContain("\"productId\":2,");
        assertThat(client.get("/api/cart", tokens.get(1)).body())
                .contains("\"productId\":2,", "\"quantity\":100,")
                .doesNotContain("\"productId\":1,");
        assertThat(shop.requests("POST /api/cart")).isEqualTo(200);
        assertThat(shop.responses(201)).isEqualTo(200);
    }

    @Test
    void slowAnswersAfterTheTimeAskedFor() {
        assertThat(client.get("/slow?ms=1234").body()).isEqualTo("{\"ms\":1234}");
        assertThat(client.get("/slow?ms=999999999").body()).isEqualTo("{\"ms\":60000}");
        assertThat(client.get("/slow?ms=-1").statusCode()).isEqualTo(400);

        assertThat(clock.slept()).containsExactly(Duration.ofMillis(1_234), Duration.ofMinutes(1));
    }

    @Test
    void pricesAreServerSentEventsThatGoOnAfterTheLastOneSeen() {
        HttpResponse<String> response = client.get("/api/prices?events=2&ms=250");
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        String second = "id: 2\nevent: price\ndata: {\"id\":2,\"price\":";
        assertThat(response.body())
                .startsWith("id: 1\nevent: price\ndata: {\"id\":1,\"price\":182.12}\n\n" + second)
                .endsWith("}\n\nevent: end\ndata\n\n");
        assertThat(clock.slept()).containsExactly(Duration.ofMillis(250));

        assertThat(client.send(client.request("/api/prices?events=2").header("Last-Event-ID", "1"))
                        .body())
                .startsWith(second);
        assertThat(client.get("/api/prices?events=0").statusCode()).isEqualTo(400);
    }

    @Test
    void flakyFailsAtTheRateAskedForAndAlikeForTheSameSeed() {
        Draws draws = new Draws(DemoShop.builder().seed(), "flaky");
        for (int i = 0; i < 50; i++) {
            assertThat(client.get("/flaky?rate=0.3").statusCode()).isEqualTo(draws.hits(0.3) ? 503 : 200);
        }
        assertThat(client.get("/flaky?rate=1").statusCode()).isEqualTo(503);
        assertThat(client.get("/flaky?rate=0").statusCode()).isEqualTo(200);
        assertThat(client.get("/flaky?rate=2").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 304, 404, 418, 429, 500, 503, 599})
    void statusIsWhatWasAskedFor(int status) {
        assertThat(client.get("/status/" + status).statusCode()).isEqualTo(status);
        assertThat(client.get("/health").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/status/100,400",
        "/status/600,400",
        "/status/x,404",
        "/bytes/-1,400",
        "/redirect/0,400",
        "/redirect/101,400"
    })
    void numbersOutOfRangeAreRefused(String path, int status) {
        assertThat(client.get(path).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_025, 65_520, 65_521, 1_000_000})
    void bytesAreAsManyAsAskedFor(int bytes) {
        HttpResponse<String> response = client.get("/bytes/" + bytes);

        assertThat(response.body()).hasSize(bytes);
        assertThat(response.headers().firstValue("Content-Length")).contains(Integer.toString(bytes));
    }

    @Test
    void bytesAreCapped() {
        HttpResponse<String> head =
                client.send(client.request("/bytes/2000000000").method("HEAD", BodyPublishers.noBody()));

        assertThat(head.headers().firstValue("Content-Length")).contains("104857600");
    }

    @Test
    void redirectsEndAtHealth() {
        assertThat(location("/redirect/2")).isEqualTo("/redirect/1");
        assertThat(location("/redirect/1")).isEqualTo("/health");
        assertThat(client.get("/health").body()).isEqualTo("{\"status\":\"up\"}");
    }

    private String location(String path) {
        HttpResponse<String> response = client.get(path);
        assertThat(response.statusCode()).isEqualTo(302);
        return response.headers().firstValue("Location").orElseThrow();
    }

    @Test
    void cookiesAreSetAndShown() {
        assertThat(client.get("/cookie/set?name=a&value=b-1").headers().firstValue("Set-Cookie"))
                .contains("a=b-1; Path=/");
        assertThat(client.send(client.request("/cookie").header("Cookie", "a=b-1; c=d=e; broken"))
                        .body())
                .isEqualTo("{\"a\":\"b-1\",\"c\":\"d=e\"}");
        assertThat(client.get("/cookie").body()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "name=a%0d%0ab&value=c", "name=a&value=b%0d%0ac:d", "name=a&value=b;c", "name=&value=b"})
    void cookiesCannotSplitTheResponse(String query) {
        assertThat(client.get("/cookie/set?" + query).statusCode()).isEqualTo(400);
    }

    @Test
    void echoReturnsBodyAndType() {
        HttpResponse<String> response = client.send(client.request("/echo")
                .header("Content-Type", "text/x-test; charset=utf-8")
                .POST(BodyPublishers.ofString("häh")));

        assertThat(response.body()).isEqualTo("häh");
        assertThat(response.headers().firstValue("Content-Type")).contains("text/x-test; charset=utf-8");
        assertThat(client.post("/echo", "").body()).isEmpty();
    }

    @Test
    void echoTakesBodiesInChunks() {
        byte[] body = "x".repeat(100_000).getBytes(StandardCharsets.UTF_8);

        HttpResponse<String> response = client.send(
                client.request("/echo").POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

        assertThat(response.body()).hasSize(body.length);
    }

    @Test
    void bodiesTooLongAreRefusedAndReadAllTheSame() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", shop.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(ascii(
                    "POST /echo HTTP/1.1\r\nHost: shop\r\nContent-Length: " + (Request.MAX_BODY + 1) + "\r\n\r\n"));
            out.write(new byte[Request.MAX_BODY + 1]);
            assertThat(readAnswer(socket)).startsWith("HTTP/1.1 413 ");
            assertThat(answer(socket, "GET /health HTTP/1.1\r\nHost: shop\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void connectionsSurviveEveryKindOfAnswer() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", shop.port())) {
            String body = "Host: shop\r\nContent-Length: 9\r\n\r\n{\"a\": \"b\"";
            assertThat(answer(socket, "POST /nowhere HTTP/1.1\r\n" + body)).startsWith("HTTP/1.1 404 ");
            assertThat(answer(socket, "POST /health HTTP/1.1\r\n" + body)).startsWith("HTTP/1.1 405 ");
            assertThat(answer(socket, "POST /auth/login HTTP/1.1\r\n" + body)).startsWith("HTTP/1.1 400 ");
            assertThat(answer(socket, "POST /api/checkout HTTP/1.1\r\n" + body)).startsWith("HTTP/1.1 401 ");
            assertThat(answer(socket, "GET /redirect/1 HTTP/1.1\r\n" + body)).startsWith("HTTP/1.1 302 ");
            assertThat(answer(socket, "GET /bytes/0 HTTP/1.1\r\n" + body)).startsWith("HTTP/1.1 200 ");
            assertThat(answer(socket, "GET /health HTTP/1.1\r\n" + body)).endsWith("{\"status\":\"up\"}");
        }
    }

    @Test
    void longBodiesAreCompressedForWhoAsks() throws IOException {
        String token = client.login();
        String path = "/api/products?size=100";
        String plain = client.get(path, token).body();
        assertThat(plain).hasSizeGreaterThan(1_024);

        try (Socket socket = new Socket("127.0.0.1", shop.port())) {
            String answer = answer(
                    socket,
                    "GET " + path + " HTTP/1.1\r\nHost: shop\r\nAuthorization: Bearer " + token
                            + "\r\nAccept-Encoding: br, gzip;q=0.8\r\n\r\n");

            assertThat(answer)
                    .containsIgnoringCase("\r\nContent-Encoding: gzip\r\n")
                    .containsIgnoringCase("\r\nVary: Accept-Encoding\r\n");
            assertThat(unzip(answer.substring(answer.indexOf("\r\n\r\n") + 4))).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1024|gzip|false", "1025|gzip|true", "1025|GZIP ; q=1|true", "1025|gzip;q=0|false", "1025|br|false"
            })
    void compressionDependsOnLengthAndClient(int length, String accepted, boolean compressed) {
        HttpResponse<String> response = client.send(client.request("/echo")
                .header("Accept-Encoding", accepted)
                .POST(BodyPublishers.ofString("x".repeat(length))));

        assertThat(response.headers().firstValue("Content-Encoding").isPresent())
                .isEqualTo(compressed);
    }

    @Test
    void unknownPathsAndWrongMethodsAreToldInJson() {
        assertError(client.get("/nowhere"), 404, "no page at /nowhere");
        assertError(client.get("/"), 404, "no page at /");

        HttpResponse<String> response = client.send(client.request("/api/cart").DELETE());
        assertError(response, 405, "DELETE is not allowed, only GET, HEAD, POST");
        assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD, POST");
    }

    @Test
    void headHasTheLengthButNoBody() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", shop.port())) {
            socket.getOutputStream().write(ascii("HEAD /health HTTP/1.1\r\nHost: shop\r\n\r\n"));
            assertThat(readHead(socket)).containsIgnoringCase("Content-Length: 15");
            assertThat(answer(socket, "GET /health HTTP/1.1\r\nHost: shop\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aFreezeFromCodeOrOutsideStallsAnswers() {
        shop.freeze(Duration.ofSeconds(2));
        client.get("/health");
        client.get("/health");
        assertThat(clock.slept()).containsExactly(Duration.ofSeconds(2));

        assertThat(client.post("/admin/freeze?ms=700", "").statusCode()).isEqualTo(200);
        assertThat(client.get("/nowhere").statusCode()).isEqualTo(404);
        assertThat(clock.slept()).containsExactly(Duration.ofSeconds(2), Duration.ofMillis(700));
    }

    @Test
    void slowDownAndErrorRateChangeWhileRunning() {
        String token = client.login();
        shop.slowDown(10);
        client.get("/api/products/1", token);
        client.get("/admin/slow-down?factor=0.5");
        client.get("/api/products/1", token);
        assertThat(clock.slept()).containsExactly(Duration.ofMillis(15), Duration.ofMillis(20), Duration.ofMillis(1));

        shop.errorRate(1);
        assertError(client.get("/api/products/1", token), 500, "injected failure");
        client.get("/admin/error-rate?rate=0");
        assertThat(client.get("/api/products/1", token).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesKnobsOutOfRangeWhileRunning() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.freeze(Duration.ofMillis(-1)))
                .withMessage("demo shop: freeze PT-0.001S must not be negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.slowDown(-1))
                .withMessage("demo shop: slowDown -1.0 must be in [0, 10000]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.errorRate(2))
                .withMessage("demo shop: errorRate 2.0 must be in [0, 1]");
        assertError(client.get("/admin/slow-down"), 400, "parameter factor is missing");
        assertError(client.get("/admin/error-rate?rate=NaN"), 400, "parameter rate=NaN must be a number in [0.0, 1.0]");
    }

    @Test
    void countsWhatCameAndWhatWasAnswered() {
        String token = client.login();
        client.get("/api/products/1", token);
        client.get("/api/products/2", token);
        client.get("/api/products/2");
        client.get("/nowhere");

        assertThat(shop.requests()).isEqualTo(5);
        assertThat(shop.requests("GET /api/products/{id}")).isEqualTo(3);
        assertThat(shop.requestsByEndpoint())
                .containsEntry("POST /auth/login", 1L)
                .containsEntry("GET /api/products/{id}", 3L)
                .containsEntry("unmatched", 1L)
                .containsEntry("GET /health", 0L);
        assertThat(shop.responses(200)).isEqualTo(3);
        assertThat(shop.responses(401)).isEqualTo(1);
        assertThat(client.get("/admin/stats").body())
                .startsWith("{\"requests\":6,\"endpoints\":{")
                .contains("\"GET /api/products/{id}\":3,")
                .endsWith("},\"statuses\":{\"200\":3,\"401\":1,\"404\":1}}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.requests("GET /api/product"))
                .withMessageStartingWith("demo shop: unknown endpoint \"GET /api/product\"; known: [unmatched, ");
    }

    @Test
    void closingEndsRequestsAtWork() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        ShopClock endless = new ShopClock() {
            @Override
            public long nanoTime() {
                return 0;
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                working.countDown();
                try {
                    new CountDownLatch(1).await();
                } finally {
                    interrupted.countDown();
                }
            }
        };
        DemoShop stuck = DemoShop.start(DemoShop.builder(), endless);
        try (Socket socket = new Socket("127.0.0.1", stuck.port())) {
            socket.getOutputStream().write(ascii("GET /slow HTTP/1.1\r\nHost: shop\r\n\r\n"));
            assertThat(working.await(10, SECONDS)).isTrue();

            stuck.close();
            stuck.close();

            assertThat(interrupted.await(10, SECONDS)).isTrue();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void severalShopsServeSideBySide() {
        try (DemoShop other = DemoShop.builder().users(1).start();
                ShopClient visitor = new ShopClient(other)) {
            assertThat(other.url())
                    .isEqualTo("http://127.0.0.1:" + other.port())
                    .isNotEqualTo(shop.url());
            assertThat(visitor.get("/health").statusCode()).isEqualTo(200);
            assertThat(other.requests()).isEqualTo(1);
            assertThat(shop.requests()).isZero();
        }
    }

    private static void assertError(HttpResponse<String> response, int status, String message) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo("{\"status\":" + status + ",\"error\":\"" + message + "\"}");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    }

    private static String answer(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(ascii(request));
        return readAnswer(socket);
    }

    /** Reads one answer and not a byte more, so that whatever follows is found by the next reader. */
    private static String readAnswer(Socket socket) throws IOException {
        String head = readHead(socket);
        int length = Integer.parseInt(head.replaceAll("(?is).*content-length: (\\d+).*", "$1"));
        return head + new String(socket.getInputStream().readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    private static String readHead(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("connection closed after: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static String unzip(String latin1) throws IOException {
        byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
