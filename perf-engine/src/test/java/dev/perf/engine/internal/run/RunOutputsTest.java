package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.LoadTest;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.output.OpenOutput;
import dev.perf.output.Output;
import dev.perf.output.OutputRun;
import dev.perf.plan.InvalidPlanException;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.spi.RunListener;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunOutputsTest {

    private static final LoadTest TEST = loadTest("shop")
            .tag("commit", "c0ffee")
            .run(
                    scenario("buyer").exec("buy", user -> user.pause(ofMillis(30))),
                    arrivals(perSecond(20)).during(ofSeconds(20)))
            .threshold("iterations: count > 10")
            .seed(7);

    /** An output that keeps all that it is told, and does what it is told to do. */
    private static class Fake implements Output, OpenOutput {
        final List<String> calls = new CopyOnWriteArrayList<>();
        final List<Snapshot> snapshots = new ArrayList<>();
        final List<Instant> times = new ArrayList<>();
        OutputRun run;
        Consumer<Snapshot> onAdd = snapshot -> {};
        List<String> atEnd = List.of();

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public OpenOutput open(OutputRun opened) throws IOException {
            run = opened;
            calls.add("open");
            return this;
        }

        @Override
        public void add(Instant at, Snapshot snapshot) {
            snapshots.add(snapshot);
            times.add(at);
            onAdd.accept(snapshot);
        }

        @Override
        public List<String> end(RunResult result) {
            calls.add("end " + result.verdict() + " " + result.report());
            return atEnd;
        }

        @Override
        public void reported(RunResult result) {
            calls.add("reported " + result.verdict());
        }

        @Override
        public void close() {
            calls.add("close");
        }
    }

    @Test
    void anOutputGetsEveryIntervalWithItsSeries() throws Exception {
        var fake = new Fake();

        RunResult result = Runs.run(TEST.output(fake));

        assertThat(fake.calls).containsExactly("open", "end PASSED null", "reported PASSED", "close");
        assertThat(fake.run.test()).isEqualTo("shop");
        assertThat(fake.run.id()).isEqualTo(result.runId());
        assertThat(fake.run.tags()).containsExactly(java.util.Map.entry("commit", "c0ffee"));
        assertThat(fake.run.thresholds()).containsExactly("iterations: count > 10");
        assertThat(fake.run.isCommand()).isFalse();
        assertThat(fake.times)
                .isEqualTo(fake.snapshots.stream()
                        .map(snapshot -> result.startedAt().plus(snapshot.elapsed()))
                        .toList());
        long iterations = fake.snapshots.stream()
                .flatMap(snapshot -> Objects.requireNonNull(snapshot.detail()).metrics().stream())
                .filter(metric -> metric.name().equals("iterations"))
                .mapToLong(metric -> ((MetricResult.Counter) metric).count())
                .sum();
        assertThat(iterations).isEqualTo(400).isEqualTo(Runs.count(result, "iterations"));
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void theRunIsTheSameWithOutputsAndWithout() throws Exception {
        var broken = new Fake();
        broken.onAdd = snapshot -> {
            throw new IllegalStateException("a fault of the output");
        };
        Output closed = new Fake() {
            @Override
            public OpenOutput open(OutputRun run) throws IOException {
                throw new IOException("port 9464 is in use");
            }
        };

        RunResult without = Runs.run(TEST);
        RunResult with = Runs.run(TEST.output(new Fake(), broken, closed));

        assertThat(with.ledger()).isEqualTo(without.ledger());
        assertThat(with.metrics()).isEqualTo(without.metrics());
        assertThat(with.intervals()).isEqualTo(without.intervals());
        assertThat(with.verdict()).isEqualTo(without.verdict());
    }

    @Test
    void whatAnOutputCannotDoIsAWarning() throws Exception {
        var told = new ArrayList<String>();
        var broken = new Fake();
        broken.onAdd = snapshot -> {
            throw new IllegalStateException("a fault of the output");
        };
        Output closed = new Fake() {
            @Override
            public OpenOutput open(OutputRun run) throws IOException {
                throw new IOException("port 9464 is in use");
            }
        };
        var lossy = new Fake();
        lossy.atEnd = List.of("Output fake: of 10 points, 3 were dropped.");
        lossy.onAdd = snapshot -> {
            if (lossy.snapshots.size() == 1) {
                lossy.run.warnings().accept("Output fake: connection refused; the run goes on");
            }
        };

        RunResult result = Runs.run(TEST.output(closed, broken, lossy), new RunListener() {
            @Override
            public void onWarning(String warning) {
                told.add(warning);
            }
        });

        assertThat(result.warnings())
                .containsExactly(
                        "Output fake cannot be opened: port 9464 is in use",
                        "Output fake failed and got no more of this run: java.lang.IllegalStateException: a fault of"
                                + " the output",
                        "Output fake: of 10 points, 3 were dropped.");
        assertThat(told)
                .containsExactly(
                        "Output fake cannot be opened: port 9464 is in use",
                        "Output fake failed and got no more of this run: java.lang.IllegalStateException: a fault of"
                                + " the output",
                        "Output fake: connection refused; the run goes on");
        assertThat(broken.snapshots).hasSize(1);
        assertThat(broken.calls).containsExactly("open", "close");
        assertThat(lossy.snapshots).hasSizeGreaterThan(19);
    }

    @Test
    void mistakesInItsSettingsAreFoundBeforeTheRun() {
        LoadTest mistaken = TEST.output(new Fake() {
            @Override
            public List<String> problems() {
                return List.of("database is missing; name one", "option \"x\" is not known; remove it");
            }
        });

        assertThatThrownBy(() -> LoadRun.validate(mistaken.plan(), new SimulatedClock()))
                .isInstanceOf(InvalidPlanException.class)
                .hasMessageMatching("(?s).*RunOutputsTest\\.java:\\d+: output fake: database is missing; name one.*"
                        + "RunOutputsTest\\.java:\\d+: output fake: option \"x\" is not known; remove it.*");
    }

    @Test
    void theReportWaitsForOutputsAndTheRunForThoseWhoFetch() throws Exception {
        var order = new CopyOnWriteArrayList<String>();
        var awaited = new Fake() {
            private int asked;

            @Override
            public List<String> notes() {
                return List.of("metrics are at http://127.0.0.1:9464/metrics");
            }

            @Override
            public List<String> end(RunResult result) {
                order.add("end");
                return List.of();
            }

            @Override
            public @Nullable String awaited() {
                order.add("asked");
                return ++asked < 3 ? "a last scrape" : null;
            }

            @Override
            public void close() {
                order.add("close");
            }
        };

        Runs.run(TEST.output(awaited), new RunListener() {
            @Override
            public void onNote(String note) {
                order.add(note);
            }

            @Override
            public void onEnd(RunResult result) {
                order.add("told");
            }
        });

        assertThat(order)
                .containsExactly(
                        "metrics are at http://127.0.0.1:9464/metrics",
                        "end",
                        "told",
                        "asked",
                        "waiting for a last scrape",
                        "asked",
                        "asked",
                        "close");
    }

    @Test
    void aStopEndsTheWaitForThoseWhoFetch() throws Exception {
        var waiting = new CountDownLatch(1);
        var patient = new Fake() {
            @Override
            public @Nullable String awaited() {
                waiting.countDown();
                return "somebody";
            }
        };

        LoadRun run = LoadRun.start(TEST.output(patient).plan(), Runs.QUIET, new SimulatedClock());
        waiting.await();
        run.stop("nobody comes");

        assertThat(Runs.checked(run.await()).passed()).isTrue();
    }

    @Test
    void aCommandSaysSo() throws Exception {
        var fake = new Fake();
        RunOptions command = Runs.QUIET.asCommand();

        LoadRun.start(TEST.output(fake).plan(), command, new SimulatedClock()).await();

        assertThat(fake.run.isCommand()).isTrue();
    }

    @Test
    void nobodyPaysForDetailWithoutOutputs() throws Exception {
        var snapshots = new ArrayList<Snapshot>();

        Runs.run(TEST, new RunListener() {
            @Override
            public void onSnapshot(Snapshot snapshot) {
                snapshots.add(snapshot);
            }
        });

        assertThat(snapshots)
                .isNotEmpty()
                .allSatisfy(snapshot -> assertThat(snapshot.detail()).isNull());
    }
}
