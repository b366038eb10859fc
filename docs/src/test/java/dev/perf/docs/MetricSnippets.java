package dev.perf.docs;

import static dev.perf.Perf.*;
import static dev.perf.http.Http.*;
import static dev.perf.metric.Unit.*;
import static dev.perf.threshold.Thresholds.metric;
import static dev.perf.websocket.WebSockets.*;
import static java.time.Duration.*;

import dev.perf.LoadTest;
import dev.perf.metric.Counter;
import dev.perf.metric.Gauge;
import dev.perf.metric.Rate;
import dev.perf.metric.Trend;
import dev.perf.scenario.Scenario;
import dev.perf.websocket.WebSocket;

/** The snippets of metrics.md. */
final class MetricSnippets {

    private MetricSnippets() {}

    // tag::declare[]
    static final Counter UPLOADED = counter("upload_bytes", BYTES);
    static final Gauge QUEUE = gauge("queue_length");
    static final Rate FRESH = rate("quotes_fresh");
    static final Trend QUOTE_AGE = trend("quote_age", MILLISECONDS);
    // end::declare[]

    static Scenario java() {
        // tag::java[]
        return scenario("trader").exec("quote", user -> {
            int age = 40 + user.random().nextInt(20);
            QUOTE_AGE.tag("kind", age < 50 ? "fast" : "slow").add(user, age);
            FRESH.add(user, age < 55);
            QUEUE.set(user, 7);
            UPLOADED.add(user, 1_300);
        });
        // end::java[]
    }

    static Scenario steps() {
        // tag::steps[]
        return scenario("shopper")
                .exec(http("health")
                        .get("/health")
                        .record(QUOTE_AGE.tag("kind", "health"), duration())
                        .record(UPLOADED, bodyLength()))
                .exec(measure(QUEUE, session -> session.values().size()));
        // end::steps[]
    }

    static Scenario messages() {
        WebSocket quotes = webSocket("quotes");
        // tag::messages[]
        return scenario("listener")
                .exec(
                        quotes.connect("/quotes").exitIterationOnFail(),
                        quotes.await().record(QUOTE_AGE.tag("kind", "pushed"), jsonPath("$.ageMillis")));
        // end::messages[]
    }

    static Scenario tags() {
        // tag::tags[]
        return scenario("subscriber")
                .feed(csv("users.csv").circular())
                .exec("plan", user -> user.tag("plan", user.id() % 10 == 0 ? "gold" : "free"))
                .exec(http("products").get("/health").tag("team", "catalogue").tag("user", "#{username}"));
        // end::tags[]
    }

    static LoadTest names() {
        // tag::names[]
        return loadTest("shops")
                .http(http -> http.baseUrl("http://localhost:8080")
                        .urlNames("/shops/{shop}/items/*", "/assets/**")); // GET /shops/{shop}/items/*
        // end::names[]
    }

    static LoadTest thresholds() {
        // tag::thresholds[]
        return loadTest("quotes")
                .metrics(UPLOADED, QUEUE, FRESH, QUOTE_AGE) // needed for those that only plain Java uses
                .threshold("quote_age: p(95) < 200")
                .threshold("quote_age{kind:fast}: p(95) < 60ms")
                .threshold(metric(QUOTE_AGE).max().below(ofSeconds(1)))
                .threshold(metric(FRESH).rate().above(0.5))
                .threshold("upload_bytes: rate > 1kB/s");
        // end::thresholds[]
    }
}
