package dev.perf.samples.shop;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BackendTest {

    private static final ShopOptions OPTIONS = DemoShop.builder();
    private static final Request REQUEST = new Request("", new Query(Map.of()), new Headers(), new byte[0]);
    private static final Route.Endpoint OK = request -> Response.empty(204);

    private final ManualClock clock = new ManualClock();
    private final List<Integer> statuses = new ArrayList<>();

    @Test
    void shopRoutesTakeTimeAndOthersDoNot() throws Exception {
        Backend backend = new Backend(OPTIONS.jitter(0), clock);

        serve(backend, Route.probe("GET", "/probe", OK));
        serve(backend, Route.control("GET", "/control", OK));
        assertThat(clock.slept()).isEmpty();

        serve(backend, Route.shop("GET", "/page", 4, OK));
        assertThat(clock.slept()).containsExactly(Duration.ofMillis(8));
    }

    @Test
    void failuresComeAtTheirRateAndInTheSameNumberForTheSameSeed() throws Exception {
        Backend backend = new Backend(OPTIONS.errorRate(0.1).seed(7), clock);
        Route page = Route.shop("GET", "/page", 0, OK);
        for (int i = 0; i < 1_000; i++) {
            serve(backend, page);
        }

        Draws draws = new Draws(7, "failures");
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            expected.add(draws.hits(0.1) ? 500 : 204);
        }
        assertThat(statuses)
                .isEqualTo(expected)
                .filteredOn(status -> status == 500)
                .hasSizeBetween(70, 130);
    }

    @Test
    void failuresSpareWhatIsNotTheShop() throws Exception {
        Backend backend = new Backend(OPTIONS.errorRate(1), clock);

        serve(backend, Route.probe("GET", "/probe", OK));
        serve(backend, Route.control("GET", "/control", OK));
        serve(backend, Route.shop("GET", "/page", 0, OK));

        assertThat(statuses).containsExactly(204, 204, 500);
    }

    @Test
    void aFailedRequestHasNoEffect() throws Exception {
        Backend backend = new Backend(OPTIONS.errorRate(1), clock);
        AtomicInteger effects = new AtomicInteger();

        serve(backend, Route.shop("POST", "/page", 0, request -> Response.empty(200 + effects.incrementAndGet())));

        assertThat(effects).hasValue(0);
    }

    @Test
    void aFreezeStallsAnswersUntilItsEnd() throws Exception {
        Backend backend = new Backend(OPTIONS.jitter(0), clock);
        backend.freeze(Duration.ofSeconds(3));

        serve(backend, Route.control("GET", "/control", OK));
        assertThat(clock.slept()).isEmpty();

        serve(backend, Route.shop("GET", "/page", 1, OK));
        serve(backend, Route.probe("GET", "/probe", OK));
        assertThat(clock.slept()).containsExactly(Duration.ofMillis(2), Duration.ofMillis(2_998));
    }

    @Test
    void aFreezeExtendedMeanwhileHoldsAnswersLonger() throws Exception {
        List<Duration> slept = new ArrayList<>();
        Backend[] backend = new Backend[1];
        ShopClock extending = new ShopClock() {
            @Override
            public long nanoTime() {
                return clock.nanoTime();
            }

            @Override
            public void sleep(Duration duration) {
                slept.add(duration);
                clock.sleep(duration);
                if (slept.size() == 1) {
                    backend[0].freeze(Duration.ofSeconds(5));
                }
            }
        };
        backend[0] = new Backend(OPTIONS, extending);
        backend[0].freeze(Duration.ofSeconds(1));

        serve(backend[0], Route.probe("GET", "/probe", OK));

        assertThat(slept).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(5));
    }

    @Test
    void servesAsManyAtATimeAsItsCapacityAndTheRestLater() throws Exception {
        Backend backend = new Backend(OPTIONS.capacity(2), clock);
        CyclicBarrier pair = new CyclicBarrier(2);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Route page = Route.probe("GET", "/page", request -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            await(pair);
            inside.decrementAndGet();
            return Response.empty(204);
        });

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> requests = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                requests.add(threads.submit(() -> {
                    backend.serve(page, REQUEST, response -> {});
                    return null;
                }));
            }
            for (Future<?> request : requests) {
                request.get(10, SECONDS);
            }
        }

        assertThat(most).hasValue(2);
    }

    @Test
    void controlsAnswerWhenAllPlacesAreTaken() throws Exception {
        Backend backend = new Backend(OPTIONS.capacity(1), clock);
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Route page = Route.probe("GET", "/page", request -> {
            taken.countDown();
            release.await();
            return Response.empty(204);
        });

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> {
                backend.serve(page, REQUEST, response -> {});
                return null;
            });
            assertThat(taken.await(10, SECONDS)).isTrue();

            serve(backend, Route.control("GET", "/control", OK));
            release.countDown();
        }

        assertThat(statuses).containsExactly(204);
    }

    @Test
    void aPlaceIsFreeAgainAfterAFault() throws Exception {
        Backend backend = new Backend(OPTIONS.capacity(1), clock);
        Route page = Route.probe("GET", "/page", OK);
        try {
            backend.serve(page, REQUEST, response -> {
                throw new IOException("client went away");
            });
        } catch (IOException expected) {
            assertThat(expected).hasMessage("client went away");
        }

        serve(backend, page);

        assertThat(statuses).containsExactly(204);
    }

    private void serve(Backend backend, Route route) throws IOException, InterruptedException {
        backend.serve(route, REQUEST, response -> statuses.add(response.status()));
    }

    private static void await(CyclicBarrier barrier) throws IOException {
        try {
            barrier.await(10, SECONDS);
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
