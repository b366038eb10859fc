package dev.perf.samples.shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes every request from the server: reads it whole, finds its route and sees that one answer leaves. */
final class FrontDoor implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);

    private final Router router;
    private final Backend backend;
    private final Counters counters;

    FrontDoor(Router router, Backend backend, Counters counters) {
        this.router = router;
        this.backend = backend;
        this.counters = counters;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        // Closing ends the exchange in every case; one without an answer takes its connection along.
        try (exchange) {
            answer(exchange);
        } catch (InterruptedException e) {
            // The shop closes: return, with the flag for whoever looks.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("{} {}", exchange.getRequestMethod(), exchange.getRequestURI(), e);
            throw e;
        }
    }

    private void answer(HttpExchange exchange) throws IOException, InterruptedException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        Router.Match match = router.match(method, path);
        Route route = route(match, method, path);
        Request request;
        try {
            request = Request.read(exchange, match instanceof Router.Match.Found found ? found.parameter() : "");
        } catch (Refusal refusal) {
            counters.requested(route.name());
            send(exchange, refusal.response());
            return;
        }
        counters.requested(route.name());
        backend.serve(route, request, response -> send(exchange, response));
    }

    /** Requests that nobody takes are answered by the same backend, so that they queue and freeze like the others. */
    private static Route route(Router.Match match, String method, String path) {
        return switch (match) {
            case Router.Match.Found found -> found.route();
            case Router.Match.WrongMethod wrong -> {
                Response response = Response.error(405, method + " is not allowed, only " + wrong.allowed())
                        .header("Allow", wrong.allowed());
                yield unmatched(response);
            }
            case Router.Match.UnknownPath unknown -> unmatched(Response.error(404, "no page at " + path));
        };
    }

    private static Route unmatched(Response response) {
        return new Route(Counters.UNMATCHED, "", "", Route.Kind.PROBE, 0, request -> response);
    }

    private void send(HttpExchange exchange, Response response) throws IOException, InterruptedException {
        counters.responded(response.status());
        Responder.send(exchange, response);
    }
}
