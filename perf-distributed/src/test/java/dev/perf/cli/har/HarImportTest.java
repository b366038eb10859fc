package dev.perf.cli.har;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.cli.har.HarImport.Imported;
import dev.perf.cli.har.HarImport.Wanted;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HarImportTest {

    private static final Wanted ALL = new Wanted(null, "Shop", List.of(), false);

    @Test
    void writesRequestsInGroupsWithPausesAndWhatTheyTakeFromEachOther() throws HarException {
        Har har = new Har()
                .page("p1", "Shop \"home\"")
                .page("p2", "Order")
                .add(new Entry("GET", "https://shop.example/")
                        .at(0, "p1")
                        .header("User-Agent", "Mozilla")
                        .header("Accept-Language", "de")
                        .answers(
                                "text/html; charset=utf-8",
                                "<form><input type=\"hidden\" name=\"_csrf\" value=\"c5-f00d-77\"></form>"))
                .add(new Entry("GET", "https://shop.example/app.js")
                        .at(10, "p1")
                        .answers("text/javascript", ""))
                .add(new Entry("POST", "https://shop.example/login?next=%2Fhome")
                        .at(2_010, "p1")
                        .posts("application/x-www-form-urlencoded", "user=ann&password=s3cret&_csrf=c5-f00d-77")
                        .redirects("/home"))
                .add(new Entry("GET", "https://shop.example/home")
                        .at(2_020, "p1")
                        .answers("text/html", "hello"))
                .add(new Entry("GET", "https://tracker.example/hit")
                        .at(2_030, "p1")
                        .answers("text/plain", "1"))
                .add(new Entry("POST", "https://shop.example/api/orders")
                        .at(2_040, "p1")
                        .posts("application/json", "{\"sku\": 12}")
                        .answers("application/json", "{\"order\": {\"orderId\": 998877665, \"line\": 4}}"))
                .add(new Entry("PUT", "https://shop.example/api/orders/998877665/lines/4")
                        .at(5_050, "p2")
                        .header("Authorization", "Bearer stale")
                        .header("X-Trace", "on")
                        .posts("application/json", "{\"orderId\":998877665,\"note\":\"a\"}")
                        .answers("application/json", "{}"));

        Imported imported = HarImport.of(har.text(), new Wanted("com.example", "ShopTest", List.of(), false));

        assertThat(imported.source()).isEqualTo("""
            package com.example;

            import static dev.perf.Perf.*;
            import static dev.perf.http.Http.*;
            import static java.time.Duration.*;

            import dev.perf.LoadTest;
            import dev.perf.http.HttpRequest;
            import dev.perf.scenario.Scenario;

            /** Recorded by a browser and imported by {@code perf import}. */
            public final class ShopTest {

                private ShopTest() {}

                static final Scenario RECORDING = scenario("ShopTest")
                        .group(
                                "Shop \\"home\\"",
                                getRoot(),
                                pause(ofMillis(2000)),
                                postLogin(),
                                postApiOrders())
                        .pause(ofMillis(3000))
                        .group(
                                "Order",
                                putApiOrders998877665Lines4());

                // "csrf" is field _csrf of the page, and sent again by POST /login
                private static HttpRequest getRoot() {
                    return http("GET /")
                            .get("/")
                            .check(status().is(200))
                            .save("csrf", regex("name=\\"_csrf\\"[^>]*value=\\"([^\\"]*)\\""));
                }

                // a password was recorded: take users from a feeder, feed(csv("users.csv").circular())
                private static HttpRequest postLogin() {
                    return http("POST /login")
                            .post("/login")
                            .queryParam("next", "/home")
                            .formField("user", "ann")
                            .formField("password", "s3cret")
                            .formField("_csrf", "#{csrf}")
                            .check(status().is(200));
                }

                // "orderId" is $.order.orderId, and sent again by PUT /api/orders/998877665/lines/4
                private static HttpRequest postApiOrders() {
                    return http("POST /api/orders")
                            .post("/api/orders")
                            .json("{\\"sku\\": 12}")
                            .check(status().is(200))
                            .save("orderId", jsonPath("$.order.orderId"));
                }

                // the token below was recorded and may have ended since
                private static HttpRequest putApiOrders998877665Lines4() {
                    return http("PUT /api/orders/#{orderId}/lines/4")
                            .put("/api/orders/#{orderId}/lines/4")
                            .bearer("stale")
                            .header("X-Trace", "on")
                            .json("{\\"orderId\\":#{orderId},\\"note\\":\\"a\\"}")
                            .check(status().is(200));
                }

                /** Returns the test: one user for a minute; {@code --users} and {@code --duration} change that. */
                public static LoadTest test() {
                    return loadTest("ShopTest")
                            .http(http -> http.baseUrl("https://shop.example"))
                            .run(RECORDING, users(1).during(ofMinutes(1)));
                }

                /** Runs the test; {@code --help} lists the flags. */
                public static void main(String... arguments) {
                    test().main(arguments);
                }
            }
            """);
        assertThat(imported.notes())
                .containsExactly(
                        "1 request for styles, scripts, pictures or fonts; --include-static imports them",
                        "1 request to tracker.example; --host imports those of a host");
    }

    @Test
    void pagesWithoutATitleAreNamedAfterThePathOfTheirFirstRequest() throws HarException {
        Har har = new Har()
                .page("page_1", "")
                .page("page_2", "https://shop.example")
                .page("page_3", "http:// is how it begins")
                .add(new Entry("GET", "https://shop.example/products?sort=price").at(0, "page_1"))
                .add(new Entry("GET", "https://shop.example/products/7").at(10, "page_1"))
                .add(new Entry("GET", "https://shop.example/home").at(20, "page_2"))
                .add(new Entry("GET", "https://shop.example/end").at(30, "page_3"));

        assertThat(HarImport.of(har.text(), ALL).source()).contains("""
            scenario("Shop")
                        .group(
                                "/products",
                                getProducts(),
                                getProducts7())
                        .group(
                                "/",
                                getHome())
                        .group(
                                "http:// is how it begins",
                                getEnd());
            """);
    }

    @Test
    void proposesInCommentsWhatMayBeChance() throws HarException {
        Har har = new Har()
                .add(new Entry("GET", "http://h/products")
                        .at(0, "")
                        .answers("application/json", "{\"data\":[{\"id\":7}]}"))
                .add(new Entry("GET", "http://h/products/7").at(10, "").answers("application/json", "{}"))
                .add(new Entry("GET", "http://h/go").at(20, "").redirects("/in?code=abc12345678"))
                .add(new Entry("GET", "http://h/in?code=abc12345678").at(30, "").answers("text/plain", ""))
                .add(new Entry("GET", "http://h/token?code=abc12345678")
                        .at(40, "")
                        .answers("text/plain", ""));

        Imported imported = HarImport.of(har.text(), ALL);

        assertThat(imported.saved()).isZero();
        assertThat(imported.source()).contains("""
                // "7" may be $.data[0].id of the response to GET /products: save it there with jsonPath("$.data[0].id")
                private static HttpRequest getProducts7() {
            """).contains("""
                    // "abc12345678" may be parameter code of the redirect's address of the response to GET /go
                    private static HttpRequest getToken() {
                """).doesNotContain("/in");
    }

    @Test
    void takesTokensFromHeadersAndCookiesAndLeavesTheUsersOwnValuesAlone() throws HarException {
        Har har = new Har()
                .add(new Entry("GET", "http://h/start?device=device-12345")
                        .at(0, "")
                        .answersWith("X-Request-Token", "tok-12345678")
                        .answersWith("Set-Cookie", "XSRF-TOKEN=x5rf-998877; Path=/")
                        .answers("application/json", "{\"device\":\"device-12345\"}"))
                .add(new Entry("POST", "http://h/next?device=device-12345")
                        .at(10, "")
                        .header("X-Request-Token", "tok-12345678")
                        .header("X-XSRF-TOKEN", "x5rf-998877")
                        .header("Cookie", "XSRF-TOKEN=x5rf-998877")
                        .answers("application/json", "{}"));

        assertThat(HarImport.of(har.text(), ALL).source())
                .contains("                .save(\"xRequestToken\", header(\"X-Request-Token\"))\n"
                        + "                .save(\"xsrfToken\", cookie(\"XSRF-TOKEN\"));\n")
                .contains(
                        "                .post(\"/next\")\n                .queryParam(\"device\", \"device-12345\")\n"
                                + "                .header(\"X-Request-Token\", \"#{xRequestToken}\")\n"
                                + "                .header(\"X-XSRF-TOKEN\", \"#{xsrfToken}\")\n"
                                + "                .check(status().is(200));\n");
    }

    @Test
    void sendsWhatLooksLikeATemplateAsItWasRecorded() throws HarException {
        Har har = new Har()
                .add(new Entry("POST", "http://h/a?q=#{x}")
                        .at(0, "")
                        .header("X-Odd", "#{y}")
                        .posts("text/plain", "hash #{z}")
                        .answers("text/plain", ""));

        assertThat(HarImport.of(har.text(), ALL).source())
                .contains("import java.nio.charset.StandardCharsets;")
                .contains("    // left out: header X-Odd, for its value cannot be sent as it is\n")
                .contains("                .body(\"hash #{z}\".getBytes(StandardCharsets.UTF_8), \"text/plain\")\n")
                .contains("                .post(\"/a\")\n                .queryParam(\"q\", \"\")\n");
    }

    @Test
    void importsTheHostsThatAreNamed() throws HarException {
        String har = new Har()
                .add(new Entry("GET", "https://www.h/a").at(0, "").answers("text/plain", ""))
                .add(new Entry("GET", "https://api.h:8443/b").at(10, "").answers("text/plain", ""))
                .text();

        assertThat(HarImport.of(har, new Wanted(null, "Two", List.of("API.h:8443", "www.h"), false))
                        .source())
                .contains(".get(\"https://www.h/a\")")
                .contains(".get(\"/b\")")
                .contains("baseUrl(\"https://api.h:8443\")");
        assertThatThrownBy(() -> HarImport.of(har, new Wanted(null, "None", List.of("h"), false)))
                .isInstanceOf(HarException.class)
                .hasMessage("has no requests to h; its hosts are www.h, api.h:8443");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {"log":                          | is no JSON: line 1, column 8: Unexpected end-of-input within/between Object entries; export the recording again
        []                               | has no member "log", so it is no HAR; save the recording as HAR
        {"log": {}}                      | has no array "log.entries", so it has no requests; save the recording as HAR
        {"log": {"entries": []}}         | has no requests over http or https; record some
        {"log": {"entries": [{}]}}       | log.entries[0].startedDateTime "" must be a time with its zone, such as "2026-01-31T12:00:00.000Z"
        {"log": {"entries": [{"startedDateTime": "2026-01-31T12:00:00Z"}]}} | log.entries[0].request needs "method" and "url"
        {"log": {"entries": [{"startedDateTime": "2026-01-31T12:00:00Z", "request": {"method": "G-T", "url": "http://h/"}}]}} | log.entries[0].request.method "G-T" must be letters
        {"log": {"entries": [{"startedDateTime": "2026-01-31T12:00:00Z", "request": {"method": "GET", "url": "http://h/"}}]}} | has nothing but styles, scripts, pictures and requests without a response; --include-static imports the first three
        """)
    void saysWhatIsWrongWithARecording(String har, String message) {
        assertThatThrownBy(() -> HarImport.of(har, ALL))
                .isInstanceOf(HarException.class)
                .hasMessage(message);
    }
}
