package dev.perf.samples.shop;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Prices as server-sent events, as long as asked for; a client that comes back goes on after the event it saw last. */
final class PriceFeed {

    private static final int DEFAULT_EVENTS = 20;
    private static final int MAX_EVENTS = 100_000;
    private static final int DEFAULT_MILLIS = 100;
    private static final int MAX_MILLIS = 60_000;

    private final Catalogue catalogue;
    private final ShopClock clock;

    PriceFeed(ShopOptions options, ShopClock clock) {
        this.catalogue = new Catalogue(options.products(), options.seed());
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(Route.probe("GET", "/api/prices", this::prices));
    }

    private Response prices(Request request) {
        int events = request.query().integer("events", 1, MAX_EVENTS).orElse(DEFAULT_EVENTS);
        int millis = request.query().integer("ms", 0, MAX_MILLIS).orElse(DEFAULT_MILLIS);
        int seen = lastSeen(request);
        return Response.live("text/event-stream", out -> {
            for (int id = seen + 1; id <= events; id++) {
                if (id > seen + 1 && millis > 0) {
                    clock.sleep(Duration.ofMillis(millis));
                }
                write(out, "id: " + id + "\nevent: price\ndata: " + price(id) + "\n\n");
            }
            write(out, "event: end\ndata\n\n");
        });
    }

    private static int lastSeen(Request request) {
        try {
            return Math.max(0, Integer.parseInt(request.header("Last-Event-ID").orElse("0")));
        } catch (NumberFormatException notOneOfOurs) {
            return 0;
        }
    }

    /** Products in turn, each time a cent dearer. */
    private String price(int id) {
        Product product = catalogue.find((id - 1) % catalogue.size() + 1).orElseThrow();
        long cents = product.cents() + id / catalogue.size();
        return JsonWriter.object(json -> json.put("id", product.id()).putMoney("price", cents));
    }

    private static void write(OutputStream out, String event) throws IOException {
        out.write(event.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
