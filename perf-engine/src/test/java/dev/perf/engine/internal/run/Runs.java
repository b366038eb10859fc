package dev.perf.engine.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.result.Ledger;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.spi.Run;
import dev.perf.spi.RunListener;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** Runs tests in simulated time; every result's ledger must add up. */
final class Runs {

    static final RunOptions QUIET = RunOptions.DEFAULTS.withoutReport();

    private Runs() {}

    /** A server that answers each request with 200. */
    static MockWebServer server() throws IOException {
        MockWebServer server = new MockWebServer();
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse.Builder().build();
            }
        });
        server.start(InetAddress.getLoopbackAddress(), 0);
        return server;
    }

    static RunResult run(LoadTest test) throws InterruptedException {
        return run(test, new SimulatedClock());
    }

    static RunResult run(LoadTest test, RunListener listener) throws InterruptedException {
        return checked(LoadRun.start(test.plan(), QUIET.listener(listener), new SimulatedClock())
                .await());
    }

    static RunResult run(LoadTest test, SimulatedClock clock) throws InterruptedException {
        return checked(LoadRun.start(test.plan(), QUIET, clock).await());
    }

    /** Runs {@code test}, whose steps may join {@code self} to get hold of the run they belong to. */
    static RunResult run(LoadTest test, CompletableFuture<Run> self) throws InterruptedException {
        Run run = LoadRun.start(test.plan(), QUIET, new SimulatedClock());
        self.complete(run);
        return checked(run.await());
    }

    static RunResult checked(RunResult result) {
        Ledger ledger = result.ledger();
        assertThat(ledger.scheduled())
                .as("scheduled = started + dropped")
                .isEqualTo(ledger.started() + ledger.dropped());
        assertThat(ledger.started())
                .as("started = completed + failed + interrupted")
                .isEqualTo(ledger.completed() + ledger.failed() + ledger.interrupted());
        assertThat(ledger.balanced()).isTrue();
        return result;
    }

    /** The account of a run that dropped nothing. */
    static Ledger ledger(long completed, long failed, long interrupted) {
        long started = completed + failed + interrupted;
        return new Ledger(started, started, 0, completed, failed, interrupted);
    }

    static long count(RunResult result, String metric) {
        return ((MetricResult.Counter) result.metric(metric)).count();
    }
}
