package dev.perf.engine.internal.run;

import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.run;
import static dev.perf.event.RequestEvent.slowerThan;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.status;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.perf.engine.internal.mask.Masks;
import dev.perf.event.RequestEvent;
import dev.perf.plan.Observation.RequestListener;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.source.SourceLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;

/** Those who listen to requests, to the start of a run and to its end. */
class RequestEventsTest {

    private static final Masks NO_MORE = Masks.of(List.of());

    private static final Scenario WORKERS = scenario("workers").exec("work", user -> {
        user.tag("plan", "gold");
        user.pause(ofMillis(user.iteration() == 2 ? 300 : 100));
        if (user.iteration() == 1) {
            throw new IllegalStateException("broken");
        }
    });

    @Test
    void eachRequestIsToldWithAllThatIsKnownOfIt() throws Exception {
        var events = new ArrayList<RequestEvent>(); // of the one thread that tells, and read when it has ended
        RunResult result =
                run(loadTest("events").run(WORKERS, users(1).iterations(3)).onRequest(events::add));

        assertThat(events)
                .extracting(
                        RequestEvent::at,
                        RequestEvent::iteration,
                        RequestEvent::name,
                        RequestEvent::error,
                        RequestEvent::responseTime,
                        RequestEvent::serviceTime)
                .containsExactly(
                        tuple(ofMillis(100), 0L, "work", null, ofMillis(100), ofMillis(100)),
                        tuple(ofMillis(200), 1L, "work", "IllegalStateException: broken", ofMillis(100), ofMillis(100)),
                        tuple(ofMillis(500), 2L, "work", null, ofMillis(300), ofMillis(300)));
        assertThat(events).allSatisfy(event -> {
            assertThat(event.scenario()).isEqualTo("workers");
            assertThat(event.user()).isZero();
            assertThat(event.tags()).isEqualTo(Map.of("scenario", "workers", "name", "work", "plan", "gold"));
            assertThat(event.method()).isNull();
            assertThat(event.url()).isNull();
            assertThat(event.warmUp()).isFalse();
        });
        assertThat(result.warnings()).noneMatch(warning -> warning.contains("onRequest"));
    }

    @Test
    void requestsOverHttpHaveMethodUrlAndStatus() throws Exception {
        var events = new ArrayList<RequestEvent>();
        try (MockWebServer server = Runs.server()) {
            String base = "http://localhost:" + server.getPort();
            run(loadTest("events")
                    .http(http -> http.baseUrl(base))
                    .run(
                            scenario("shop")
                                    .exec(http("search").post("/search?q=a").check(status().is(201)))
                                    .exec(http("lost").get("http://localhost:1/")),
                            users(1).iterations(1))
                    .onRequest(events::add));
            assertThat(events)
                    .extracting(RequestEvent::name, RequestEvent::method, RequestEvent::url, RequestEvent::status)
                    .containsExactly(
                            tuple("search", "POST", base + "/search?q=a", 200),
                            tuple("lost", "GET", "http://localhost:1/", 0));
            assertThat(events.getFirst().error()).isEqualTo("check \"status is 201\": got 200");
            assertThat(events.getFirst().bytesReceived()).isPositive();
            assertThat(events.getLast().failed()).isTrue();
            assertThat(events.getLast().tags()).containsEntry("error", "connect_refused");
        }
    }

    @Test
    void listenersMayFilter() throws Exception {
        var slow = new ArrayList<RequestEvent>();
        var failed = new ArrayList<RequestEvent>();
        run(loadTest("events")
                .run(WORKERS, users(1).iterations(3))
                .onRequest(slowerThan(ofMillis(250)), slow::add)
                .onRequest(RequestEvent::failed, failed::add));
        assertThat(slow).extracting(RequestEvent::iteration).containsExactly(2L);
        assertThat(failed).extracting(RequestEvent::iteration).containsExactly(1L);
    }

    @Test
    void aListenerThatThrowsIsAWarningAndTheOthersAreTold() throws Exception {
        var events = new ArrayList<RequestEvent>();
        RunResult result = run(loadTest("events")
                .run(WORKERS, users(2).iterations(3))
                .onRequest(event -> {
                    throw new IllegalStateException("no");
                })
                .onRequest(events::add));
        assertThat(events).hasSize(6);
        assertThat(result.requestCount()).isEqualTo(6);
        assertThat(result.warnings())
                .anyMatch(warning ->
                        warning.matches("The listener onRequest at RequestEventsTest.java:\\d+ threw 6 times, first"
                                + " java.lang.IllegalStateException: no. All requests were measured all the"
                                + " same."));
    }

    @Test
    void whatAListenerIsTooSlowForIsCounted() throws Exception {
        var never = new CountDownLatch(1);
        var entered = new CountDownLatch(1);
        var listener = new RequestListener(
                any -> true,
                event -> {
                    entered.countDown();
                    try {
                        never.await();
                    } catch (InterruptedException given) {
                        Thread.currentThread().interrupt();
                    }
                },
                new SourceLocation("Shop.java", 12));
        var dispatcher = new RequestDispatcher("slow", List.of(listener), NO_MORE, Duration.ofMillis(1));
        RequestEvent event = new RequestEvent(
                ofSeconds(1), false, "s", 0, 0, "n", null, null, 0, ofSeconds(1), ofSeconds(1), 0, null, Map.of());
        dispatcher.tell(event);
        dispatcher.start();
        entered.await();
        for (int i = 0; i < RequestDispatcher.ROOM + 5; i++) {
            dispatcher.tell(event);
        }
        dispatcher.end();
        assertThat(dispatcher.warnings())
                .singleElement()
                .asString()
                .matches(
                        "Listeners of onRequest were told of [01] requests and not of 100005, for they took longer than"
                                + " the requests came; let them do less, or filter.");
    }

    @Test
    void secretsInUrlsAreHidden() throws Exception {
        var urls = new ArrayList<String>();
        var listener = new RequestListener(
                event -> !String.valueOf(event.url()).contains("abc"),
                event -> urls.add(String.valueOf(event.url())),
                new SourceLocation("Shop.java", 12));
        var dispatcher =
                new RequestDispatcher("masked", List.of(listener), Masks.of(List.of("ticket")), Duration.ofSeconds(30));
        RequestEvent event = new RequestEvent(
                ofSeconds(1), false, "s", 0, 0, "n", "GET", null, 200, ofSeconds(1), ofSeconds(1), 0, null, Map.of());
        dispatcher.tell(event);
        dispatcher.tell(event.withUrl("http://ada:abc@shop.example/orders?page=2&access_token=abc&ticket=abc"));
        dispatcher.start();
        dispatcher.end();
        assertThat(urls).containsExactly("null", "http://***@shop.example/orders?page=2&access_token=***&ticket=***");
    }

    @Test
    void theListenerThatTakesMostOfTheTimeIsNamed() throws Exception {
        var quick = new RequestListener(any -> true, event -> {}, new SourceLocation("Shop.java", 12));
        var slow = new RequestListener(any -> true, event -> spin(ofMillis(2)), new SourceLocation("Shop.java", 13));
        var dispatcher = new RequestDispatcher("slow", List.of(quick, slow), NO_MORE, Duration.ofSeconds(30));
        assertThat(dispatcher.slowest()).as("nobody was told").isNull();
        RequestEvent event = new RequestEvent(
                ofSeconds(1), false, "s", 0, 0, "n", null, null, 0, ofSeconds(1), ofSeconds(1), 0, null, Map.of());
        for (int i = 0; i < 17; i++) {
            dispatcher.tell(event);
        }
        dispatcher.start();
        dispatcher.end();
        assertThat(dispatcher.slowest()).matches("onRequest at Shop\\.java:13 took \\d{4,} µs per request");
    }

    private static void spin(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    @Test
    void startAndEndAreTold() throws Exception {
        var told = new ArrayList<String>();
        var results = new ArrayList<RunResult>();
        RunResult result = run(loadTest("events")
                .run(WORKERS, users(1).iterations(3))
                .onStart(run -> {
                    throw new IllegalStateException("no database");
                })
                .onStart(run -> {
                    told.add(run.id());
                    run.mark("begun");
                })
                .onStop(results::add)
                .onStop(ended -> {
                    throw new AssertionError("never mind");
                }));
        assertThat(told).containsExactly(result.runId());
        assertThat(results).extracting(RunResult::runId).containsExactly(result.runId());
        assertThat(result.warnings())
                .anyMatch(warning -> warning.matches(
                        "The listener onStop at RequestEventsTest.java:\\d+ threw java.lang.AssertionError:"
                                + " never mind."))
                .anyMatch(warning -> warning.matches("The listener onStart at RequestEventsTest.java:\\d+ threw"
                        + " java.lang.IllegalStateException: no database. The run went on without it."));
    }
}
