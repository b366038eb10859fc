package dev.perf.samples.shop;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Steers a running shop and tells what it counted, for shops in a process of their own. */
final class AdminEndpoints {

    private static final int LONGEST_FREEZE_MILLIS = 600_000;

    private final Backend backend;
    private final Counters counters;

    AdminEndpoints(Backend backend, Counters counters) {
        this.backend = backend;
        this.counters = counters;
    }

    List<Route> routes() {
        return List.of(
                Route.control("GET", "/admin/freeze", this::freeze),
                Route.control("POST", "/admin/freeze", this::freeze),
                Route.control("GET", "/admin/slow-down", this::slowDown),
                Route.control("POST", "/admin/slow-down", this::slowDown),
                Route.control("GET", "/admin/error-rate", this::errorRate),
                Route.control("POST", "/admin/error-rate", this::errorRate),
                Route.control("GET", "/admin/stats", this::stats));
    }

    private Response freeze(Request request) {
        int millis = request.query().integer("ms", 0, LONGEST_FREEZE_MILLIS).orElse(1_000);
        backend.freeze(Duration.ofMillis(millis));
        return Response.json(200, JsonWriter.object(json -> json.put("ms", millis)));
    }

    private Response slowDown(Request request) {
        backend.slowDown(request.query()
                .decimal("factor", 0, ShopOptions.MOST_SLOW_DOWN)
                .orElseThrow(() -> Refusal.badRequest("parameter factor is missing")));
        return Response.empty(204);
    }

    private Response errorRate(Request request) {
        backend.errorRate(request.query()
                .decimal("rate", 0, 1)
                .orElseThrow(() -> Refusal.badRequest("parameter rate is missing")));
        return Response.empty(204);
    }

    private Response stats(Request request) {
        return Response.json(
                200,
                JsonWriter.object(json -> json.put("requests", counters.requests())
                        .putJson("endpoints", json(counters.requestsByEndpoint()))
                        .putJson("statuses", json(counters.responsesByStatus()))));
    }

    private static String json(Map<?, Long> counts) {
        return JsonWriter.object(json -> counts.forEach((key, count) -> json.put(key.toString(), count)));
    }
}
