package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.http;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.engine.fleet.Share;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.engine.internal.health.Vitals;
import dev.perf.result.RunResult;
import dev.perf.result.ThresholdResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShareConductorTest {

    private static final LoadTest TEST = loadTest("shop")
            .seed(7)
            .warmUp(ofSeconds(2))
            .run(
                    scenario("browse").exec("look", user -> {
                        user.pause(ofMillis(50 + user.random().nextInt(100)));
                        if (user.random().nextInt(5) == 0) {
                            user.fail("sold out", "item");
                        }
                    }),
                    arrivals(perSecond(10)).during(ofSeconds(12)))
            .run(
                    scenario("think").exec("wait", user -> user.pause(ofMillis(300))),
                    users().rampTo(6).over(ofSeconds(4)).hold(ofSeconds(8)))
            .threshold("step_duration{name:look}: p(95) < 200ms");

    @TempDir
    private Path folder;

    private final SimulatedClock clock = new SimulatedClock();
    private final List<byte[]> entries = Collections.synchronizedList(new ArrayList<>());

    private ShareConductor prepared(LoadTest test) {
        return ShareConductor.prepare(
                test.plan(),
                Share.WHOLE,
                Map.of(),
                new RunFolder("run-1", folder, null),
                clock,
                Vitals.NONE,
                over -> {});
    }

    /** Begins in a second; returns when it has begun. */
    private long begin(ShareConductor share) throws Exception {
        long start = clock.nanos() + 1_000_000_000;
        var begun = new CompletableFuture<Long>();
        clock.startTimer("begin", () -> {
            try {
                begun.complete(share.begin(start, entries::add).toNanos());
            } catch (InterruptedException stop) {
                begun.completeExceptionally(stop);
            }
        });
        return begun.get(20, TimeUnit.SECONDS);
    }

    @Test
    void aShareThatIsTheWholeComesToWhatTheRunComesTo() throws Exception {
        RunResult local = Runs.run(TEST);
        ShareConductor share = prepared(TEST);

        long late = begin(share);
        share.await();
        share.close();

        assertThat(late).isZero();
        RunResult rebuilt = Runs.checked(Rebuild.result(folder));
        assertThat(rebuilt.runId()).isEqualTo("run-1");
        assertThat(rebuilt.ledger()).isEqualTo(local.ledger());
        assertThat(rebuilt.intervals()).isEqualTo(local.intervals());
        assertThat(rebuilt.warmUp()).isEqualTo(local.warmUp());
        assertThat(rebuilt.requests()).isEqualTo(local.requests());
        assertThat(rebuilt.thresholds().stream().map(ThresholdResult::actual))
                .isEqualTo(
                        local.thresholds().stream().map(ThresholdResult::actual).toList());
        assertThat(entries)
                .as("facts, 2 + 10 intervals and the last one, ends of two workloads, end")
                .hasSizeBetween(18, 20);
    }

    @Test
    void noRequestIsSentWhenTheAllowanceIsOver() throws Exception {
        var last = new AtomicLong();
        try (MockWebServer server = server()) {
            LoadTest test = loadTest("shop")
                    .http(http -> http.baseUrl(server.url("/").toString()))
                    .run(
                            scenario("visit")
                                    .exec("note", user -> last.set(clock.nanos()))
                                    .exec(http("get").get("/")),
                            arrivals(perSecond(20)).during(ofSeconds(60)));
            ShareConductor share = prepared(test);
            long start = clock.nanos() + 1_000_000_000;
            share.allowedUntil(start + 3_010_000_000L);

            begin(share);
            share.await();
            share.close();

            RunResult result = Runs.checked(Rebuild.result(folder));
            assertThat(server.getRequestCount()).isEqualTo(60);
            assertThat(result.ledger().started()).isBetween(60L, 61L);
            assertThat(last.get()).isLessThan(start + 3_200_000_000L);
            assertThat(result.reason()).contains("nothing was heard from the coordinator any more");
        }
    }

    @Test
    void aJournalThatCannotBeWrittenIsAWarningToTheCoordinator() throws Exception {
        folder = Files.createFile(folder.resolve("no folder"));
        ShareConductor share = prepared(TEST);

        begin(share);
        share.await();
        share.close();

        assertThat(entries)
                .extracting(entry -> new String(entry, UTF_8))
                .filteredOn(entry -> entry.contains("The journal in " + folder + " cannot be written: ")
                        && entry.contains(
                                "The run goes on; if the coordinator dies, what it measures from now on is lost."))
                .hasSize(1);
    }

    private static MockWebServer server() throws IOException {
        return Runs.server();
    }
}
