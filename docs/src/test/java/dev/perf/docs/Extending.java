package dev.perf.docs;

import static dev.perf.Perf.*;
import static dev.perf.event.RequestEvent.slowerThan;
import static dev.perf.http.Http.*;
import static dev.perf.samples.lines.LineRequest.line;
import static java.time.Duration.*;

import dev.perf.LoadTest;
import dev.perf.event.RequestEvent;

/** The snippets of extending.md. */
final class Extending {

    private static final System.Logger LOG = System.getLogger("shop");

    private Extending() {}

    static LoadTest events() {
        // tag::events[]
        return loadTest("shop")
                .run(scenario("visitor").exec(http("health").get("/health")), users(5).during(ofSeconds(1)))
                .onStart(run -> run.mark("version " + System.getProperty("shop.version", "unknown")))
                .onRequest(
                        slowerThan(ofSeconds(1)),
                        event -> LOG.log(System.Logger.Level.INFO, "slow: {0} {1}", event.url(), event.responseTime()))
                .onRequest(
                        RequestEvent::failed,
                        event -> LOG.log(System.Logger.Level.WARNING, "{0}: {1}", event.name(), event.error()))
                .onStop(result -> LOG.log(System.Logger.Level.INFO, "{0}", result.verdict()));
        // end::events[]
    }

    static LoadTest lines() {
        // tag::lines[]
        return loadTest("key value")
                .run(
                        scenario("reader")
                                .feed(csv("users.csv").circular())
                                .exec(line("get")
                                        .to("localhost", 7777)
                                        .send("GET #{username}")
                                        .expect("VALUE")),
                        users(100).during(ofMinutes(5)))
                .threshold("response_time{name:get}: p(99) < 20");
        // end::lines[]
    }
}
