package dev.perf.docs;

import static dev.perf.Perf.*;
import static dev.perf.http.Http.*;
import static dev.perf.metric.Unit.*;
import static dev.perf.sse.Sse.*;
import static dev.perf.websocket.WebSockets.*;
import static java.time.Duration.*;

import dev.perf.LoadTest;
import dev.perf.metric.Trend;
import dev.perf.scenario.Scenario;
import dev.perf.sse.EventStream;
import dev.perf.sse.ServerSentEvent;
import dev.perf.websocket.WebSocket;
import dev.perf.websocket.WebSocketMessage;
import java.util.Map;

/** The snippets of streams.md. */
final class Streams {

    private Streams() {}

    // tag::websocket[]
    static final WebSocket QUOTES = webSocket("quotes");
    static final Trend QUOTE_AGE = trend("quote_age", MILLISECONDS);

    static final Scenario TRADER = scenario("trader")
            .feed(csv("users.csv"))
            .exec(
                    QUOTES.connect("/quotes")
                            .header("X-User", "#{username}")
                            .subprotocol("quotes.v2")
                            .exitIterationOnFail(), // nothing to do without it
                    QUOTES.send("{\"subscribe\":\"ACME\"}"),
                    QUOTES.await()
                            .named("first quote") // timed from the send
                            .matching(jsonPath("$.type").is("quote"))
                            .timeout(ofSeconds(2))
                            .check(jsonPath("$.price").exists())
                            .save("price", jsonPath("$.price"))
                            .record(QUOTE_AGE, jsonPath("$.ageMillis")), // a metric of your own
                    QUOTES.send("{\"buy\":\"ACME\",\"at\":#{price}}"),
                    QUOTES.await().named("bought").matching(regex("\"bought\"").exists()),
                    QUOTES.ping(),
                    QUOTES.close());
    // end::websocket[]

    // tag::lambda[]
    static final Scenario CHATTING = scenario("chat").exec(exec("talk", user -> {
        WebSocket chat = webSocket("chat");
        if (user.send(chat.connect("/chat")).ok()) {
            for (int i = 0; i < 3; i++) {
                user.send(chat.send("hello " + i));
                WebSocketMessage answer = user.send(chat.await().named("answer"));
                user.check("polite", answer.text().contains("hello"));
                user.pause(ofSeconds(1));
            }
        }
    }));
    // end::lambda[]

    // tag::sse[]
    static final EventStream PRICES = sse("prices");

    static final Scenario WATCHER = scenario("watcher")
            .exec(
                    PRICES.connect("/api/prices?events=5&ms=10"),
                    PRICES.await().named("first price").check(event().is("price")),
                    PRICES.await()
                            .named("fifth price")
                            .matching(eventId().is("5"))
                            .check(jsonPath("$.price").exists())
                            .save("price", jsonPath("$.price")),
                    PRICES.close(),
                    PRICES.connect("/api/prices?events=6&ms=10").resuming(), // sends Last-Event-ID: 5
                    PRICES.await().check(eventId().is("6")),
                    PRICES.await().named("end").matching(event().is("end")));
    // end::sse[]

    // tag::tokens[]
    static final EventStream ANSWER = sse("answer");

    static final LoadTest MODEL = loadTest("model")
            .http(http -> http.baseUrl("http://localhost:8080"))
            .run(
                    scenario("asker")
                            .exec(
                                    ANSWER.connect("/v1/chat/completions")
                                            .bearer("#{token}")
                                            .json(Map.of("stream", true, "prompt", "Why is the sky blue?")),
                                    ANSWER.await().named("first token").timeout(ofSeconds(30)),
                                    ANSWER.await()
                                            .named("whole answer")
                                            .matching(body().is("[DONE]"))
                                            .timeout(ofMinutes(2)))
                            .feed(csv("tokens.csv")),
                    arrivals(perSecond(2)).during(ofMinutes(10)))
            .threshold("sse_first_event{stream:answer}: p(95) < 1s") // from the request on
            .threshold("response_time{name:whole answer}: p(95) < 20s");
    // end::tokens[]

    // tag::event[]
    static final Scenario READER = scenario("reader").exec(exec("read", user -> {
        EventStream prices = sse("prices");
        user.send(prices.connect("/api/prices?events=3&ms=0"));
        ServerSentEvent price = user.send(prices.await());
        while (price.ok() && !price.event().equals("end")) {
            user.check("has a price", price.jsonPath("$.price") != null);
            price = user.send(prices.await());
        }
        user.send(prices.close());
    }));
    // end::event[]
}
