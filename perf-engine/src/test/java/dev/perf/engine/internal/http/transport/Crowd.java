package dev.perf.engine.internal.http.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.http.transport.WireRequest.ResponseBody;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Users who send the same request over and over, each over a channel of its own; counts what becomes of it. */
final class Crowd {

    /** Called after each response, such as to pause. */
    interface Pause {

        void between(int user, int round) throws InterruptedException;
    }

    private final Map<String, Integer> outcomes = new ConcurrentSkipListMap<>();
    private final AtomicInteger reused = new AtomicInteger();
    private final AtomicInteger retried = new AtomicInteger();

    private Crowd() {}

    static Crowd send(Transport transport, WireRequest request, int users, int rounds) throws Exception {
        return send(transport, request, users, rounds, (user, round) -> {});
    }

    /**
     * Sends 400 requests to a server that ends idle connections after about 20 ms, with pauses around that: a connection
     * ends now before, now while the next request is sent.
     */
    static Crowd sendAsConnectionsEnd(Transport transport, WireRequest request) throws Exception {
        return send(transport, request, 20, 20, (user, round) -> LockSupport.parkNanos(15_000_000 + user * 500_000L));
    }

    static Crowd send(Transport transport, WireRequest request, int users, int rounds, Pause pause) throws Exception {
        Crowd crowd = new Crowd();
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int user = 0; user < users; user++) {
                int number = user;
                all.add(threads.submit(() -> {
                    crowd.run(transport, request, number, rounds, pause);
                    return null;
                }));
            }
        }
        for (Future<?> each : all) {
            each.get();
        }
        return crowd;
    }

    private void run(Transport transport, WireRequest request, int user, int rounds, Pause pause)
            throws InterruptedException {
        Exchange exchange = new Exchange();
        try (Channel channel = transport.open()) {
            for (int round = 0; round < rounds; round++) {
                outcomes.merge(outcome(channel, request, exchange), 1, Integer::sum);
                reused.addAndGet(exchange.reused() ? 1 : 0);
                retried.addAndGet(exchange.retried() ? 1 : 0);
                pause.between(user, round);
            }
        }
        exchange.release();
    }

    /** Status, version and size of the body, or the error's tag and message. */
    static String outcome(Channel channel, WireRequest request, Exchange exchange) throws InterruptedException {
        try {
            channel.exchange(request, exchange);
            return "%d %s %d".formatted(exchange.status(), exchange.version(), exchange.bodySize());
        } catch (TransportException e) {
            return e.kind().tag() + ": " + e.getMessage();
        }
    }

    static WireRequest get(Origin origin, String path) {
        return new WireRequest(origin, "GET", path)
                .responseBody(ResponseBody.KEEP)
                .limits(ExchangeLimits.DEFAULT.withRequestTimeout(Duration.ofSeconds(20)));
    }

    /**
     * All requests were answered though connections ended under them. The client of the JDK repeats a request less
     * often than it should, so there a few may fail, and must say why.
     */
    void assertSurvived(Via via, String answer, int requests) {
        assertThat(outcomes.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(requests);
        if (via == Via.SOCKET) {
            assertThat(outcomes).containsOnlyKeys(answer);
        } else {
            assertThat(outcomes.get(answer)).isGreaterThan(requests * 9 / 10);
            assertThat(outcomes.keySet())
                    .allMatch(outcome -> outcome.equals(answer)
                            || outcome.startsWith("premature_end: ")
                            || outcome.startsWith("reset: "));
        }
    }

    /** How often each outcome came. */
    Map<String, Integer> outcomes() {
        return outcomes;
    }

    int reused() {
        return reused.get();
    }

    int retried() {
        return retried.get();
    }
}
