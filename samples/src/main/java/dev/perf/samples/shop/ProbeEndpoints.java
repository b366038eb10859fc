package dev.perf.samples.shop;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Endpoints that behave as the request asks, to try a load generator on. */
final class ProbeEndpoints {

    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);
    private static final long MOST_BYTES = 100 << 20;
    private static final int MOST_REDIRECTS = 100;
    private static final double DEFAULT_FLAKINESS = 0.5;

    /** A token and a value of RFC 6265, section 4.1.1. */
    private static final Pattern COOKIE_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private static final Pattern COOKIE_VALUE = Pattern.compile("[!#-+\\--:<-\\[\\]-~]*");

    private final ShopClock clock;
    private final Draws flakiness;

    ProbeEndpoints(ShopOptions options, ShopClock clock) {
        this.clock = clock;
        this.flakiness = new Draws(options.seed(), "flaky");
    }

    List<Route> routes() {
        return List.of(
                Route.probe("GET", "/health", ProbeEndpoints::health),
                Route.probe("GET", "/slow", this::slow),
                Route.probe("GET", "/flaky", this::flaky),
                Route.probe("GET", "/status/{code}", ProbeEndpoints::status),
                Route.probe("GET", "/bytes/{n}", ProbeEndpoints::bytes),
                Route.probe("GET", "/redirect/{n}", ProbeEndpoints::redirect),
                Route.probe("GET", "/cookie", ProbeEndpoints::cookies),
                Route.probe("GET", "/cookie/set", ProbeEndpoints::setCookie),
                Route.probe("POST", "/echo", ProbeEndpoints::echo));
    }

    private static Response health(Request request) {
        return Response.json(200, "{\"status\":\"up\"}");
    }

    private Response slow(Request request) throws InterruptedException {
        int asked = request.query().integer("ms", 0, Integer.MAX_VALUE).orElse(500);
        long millis = Math.min(asked, LONGEST_DELAY.toMillis());
        clock.sleep(Duration.ofMillis(millis));
        return Response.json(200, JsonWriter.object(json -> json.put("ms", millis)));
    }

    private Response flaky(Request request) {
        double rate = request.query().decimal("rate", 0, 1).orElse(DEFAULT_FLAKINESS);
        if (flakiness.hits(rate)) {
            throw new Refusal(503, "flaky as asked");
        }
        return Response.json(200, "{\"status\":\"up\"}");
    }

    private static Response status(Request request) {
        int code = request.number();
        if (code < 200 || code > 599) {
            throw Refusal.badRequest("status " + code + " must be in [200, 599]");
        }
        return Response.json(code, JsonWriter.object(json -> json.put("status", code)));
    }

    private static Response bytes(Request request) {
        int asked = request.number();
        if (asked < 0) {
            throw Refusal.badRequest("number of bytes " + asked + " must not be negative");
        }
        return Response.filler(Math.min(asked, MOST_BYTES));
    }

    private static Response redirect(Request request) {
        int hops = request.number();
        if (hops < 1 || hops > MOST_REDIRECTS) {
            throw Refusal.badRequest("number of redirects " + hops + " must be in [1, " + MOST_REDIRECTS + "]");
        }
        return Response.redirect(hops == 1 ? "/health" : "/redirect/" + (hops - 1));
    }

    private static Response setCookie(Request request) {
        String name = request.query().text("name").orElse("");
        String value = request.query().text("value").orElse("");
        if (!COOKIE_NAME.matcher(name).matches() || !COOKIE_VALUE.matcher(value).matches()) {
            throw Refusal.badRequest("parameters name and value must be what a cookie may hold");
        }
        return Response.json(200, JsonWriter.object(json -> json.put(name, value)))
                .header("Set-Cookie", name + "=" + value + "; Path=/");
    }

    private static Response cookies(Request request) {
        return Response.json(
                200,
                JsonWriter.object(json -> request.headers()
                        .getOrDefault("Cookie", List.of())
                        .forEach(header -> putCookies(header, json))));
    }

    private static void putCookies(String header, JsonWriter json) {
        for (String pair : header.split(";")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                json.put(
                        pair.substring(0, equals).strip(),
                        pair.substring(equals + 1).strip());
            }
        }
    }

    private static Response echo(Request request) {
        return Response.bytes(200, request.header("Content-Type").orElse("application/octet-stream"), request.body());
    }
}
