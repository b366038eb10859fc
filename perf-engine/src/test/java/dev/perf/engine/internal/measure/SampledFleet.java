package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.health.Reading;
import dev.perf.engine.internal.health.Vital;
import dev.perf.engine.internal.health.Vitals;
import dev.perf.engine.internal.health.VitalsTape;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.result.AgentResult;
import dev.perf.result.Environment;
import dev.perf.result.ErrorSample;
import dev.perf.result.RunEvent;
import dev.perf.result.Snapshot;
import dev.perf.slo.Slo;
import dev.perf.slo.Slos;
import dev.perf.threshold.Threshold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One seeded set of samples, measured by one process, or by several that share them. */
final class SampledFleet {

    static final int SECONDS = 12;
    static final long WARM_UP = Duration.ofSeconds(2).toNanos();
    static final long SECOND = Duration.ofSeconds(1).toNanos();

    static final List<String> EXPRESSIONS = List.of(
            "response_time: p(95) < 900ms",
            "response_time{name:r3}: p(99) < 500ms over 3s",
            "http_req_failed: rate < 0.01 over 2s for 2s",
            "http_req_duration{scenario:shop}: avg < 1ms in stage peak",
            "checks: rate > 0.4",
            "queue: max < 2 over 3s",
            "queue: value < 2",
            "iterations: count > 5",
            "orders: rate > 1/s over 4s",
            "http_reqs: rate > 10/s over steady",
            "vus: max < 1000");

    static final List<Slo> SLOS = List.of(
            Slos.slo("fast").of("r1").latency(0.9, Duration.ofMillis(300)),
            Slos.slo("up").availability(0.9).inEach(Duration.ofSeconds(2)));

    private interface Event {
        void happen(Worker on);
    }

    private record Timed(long at, int dealt, Event event) {}

    private final List<Timed> events = new ArrayList<>();

    /** Samples that are dealt evenly. */
    SampledFleet(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 3_000; i++) {
            long at = random.nextLong(SECONDS * SECOND);
            events.add(new Timed(at, random.nextInt(1 << 20), event(random.nextLong(), at)));
        }
        events.sort(Comparator.comparingLong(Timed::at));
    }

    private static Event event(long seed, long at) {
        Phase phase = at < WARM_UP ? Phase.WARM_UP : at < 5 * SECOND ? Phase.LOAD : Phase.ofStage("peak");
        return on -> on.happen(new SplittableRandom(seed), phase, at);
    }

    /** A process that measures its part of the samples. */
    final class Worker {
        final HandClock clock = new HandClock();
        final Measurement measurement;
        final VitalsTape tape;
        final IntervalWriter writer;
        final Aggregator aggregator;
        final List<Timed> own;
        final int all;
        private int next;
        private Duration now = Duration.ZERO;

        Worker(List<Timed> own, int all, List<String> thresholds) {
            this.own = own;
            this.all = all;
            measurement = compiled(clock);
            tape = new VitalsTape(new Readings());
            writer = new IntervalWriter(measurement, tape);
            aggregator = new Aggregator(
                    measurement,
                    new SharedLoad(),
                    thresholds.stream().map(Threshold::parse).toList(),
                    SLOS,
                    tape,
                    false,
                    writer);
        }

        /** Measures until a moment, and returns what was written of the interval that ends there. */
        byte[] interval(long end) {
            measure(end);
            aggregator.endInterval(end, WARM_UP);
            return writer.take();
        }

        Snapshot snapshot(long end) {
            measure(end);
            return aggregator.endInterval(end, WARM_UP);
        }

        private void measure(long end) {
            for (; next < own.size() && own.get(next).at() < end; next++) {
                clock.set(Duration.ofNanos(own.get(next).at()));
                own.get(next).event().happen(this);
            }
            now = Duration.ofNanos(end);
            clock.set(now);
        }

        void happen(SplittableRandom random, Phase phase, long at) {
            if (random.nextInt(20) == 0) {
                measurement.userStarted();
            }
            LedgerCounter ledger = measurement.ledger(phase);
            Recorder.Stripe stripe = measurement.recorder().acquire(0);
            ledger.started();
            LedgerCounter.Outcome outcome = LedgerCounter.Outcome.values()[random.nextInt(3)];
            ledger.ended(outcome);
            if (random.nextInt(9) == 0) {
                ledger.dropped(2);
                stripe.count(series(Series.Kind.COUNTER, "dropped_iterations", Tags.of("scenario", "shop"), phase), 2);
            }
            stripe.count(series(Series.Kind.COUNTER, "iterations", Tags.of("scenario", "shop"), phase), 1);
            stripe.count(series(Series.Kind.COUNTER, "orders", Tags.of("scenario", "shop"), phase), random.nextInt(4));
            stripe.rate(
                    series(Series.Kind.RATE, "checks", Tags.of("check", "c" + random.nextInt(2)), phase), at % 3 == 0);
            stripe.level(series(Series.Kind.GAUGE, "queue", Tags.NONE, phase), random.nextInt(64) / 64.0, at);
            stripe.time(series(Series.Kind.TREND, "schedule_lag", Tags.NONE, phase), random.nextInt(5_000_000));
            var sample = new RequestSample();
            sample.failed = random.nextInt(8) == 0;
            sample.responseNanos = 1 + random.nextLong(1L << random.nextInt(12, 31));
            sample.serviceNanos = 1 + random.nextLong(sample.responseNanos);
            sample.waitingNanos = random.nextLong(sample.serviceNanos);
            sample.connectingNanos = random.nextInt(3) == 0 ? random.nextInt(1_000_000) : 0;
            sample.blockedNanos = sample.connectingNanos;
            sample.bytesSent = 100;
            sample.bytesReceived = random.nextInt(10_000);
            Tags tags = Tags.of("name", "r" + random.nextInt(5))
                    .and("scenario", "shop")
                    .and("status", sample.failed ? "500" : "200");
            SlowestRequest slowest = stripe.request(series(Series.Kind.HTTP_REQUEST, "http_req", tags, phase), sample);
            if (slowest != null) {
                slowest.by(at, 1, at, null);
            }
            stripe.release();
            if (sample.failed) {
                ErrorSamples wanted = measurement.error(phase, "status", "r1", "500 of item " + random.nextInt(9));
                if (wanted != null) {
                    wanted.offer(new ErrorSample(
                            Duration.ofNanos(at), "shop", at, 1, "500", null, 500, null, List.of(), null));
                }
            } else if (random.nextInt(30) == 0) {
                measurement.error(phase, "timeout", "r2", "slow");
            }
        }

        private Series series(Series.Kind kind, String metric, Tags tags, Phase phase) {
            return measurement.series().series(kind, metric, tags, phase);
        }

        /** Load of which each worker has the same part. */
        private final class SharedLoad implements LoadView {
            @Override
            public double offeredPerSecond() {
                return 240.0 / all;
            }

            @Override
            public int wantedUsers() {
                return 240 / all;
            }

            @Override
            public Snapshot.Iterations iterations() {
                return Snapshot.Iterations.NONE;
            }

            @Override
            public Duration planned() {
                return Duration.ofSeconds(SECONDS);
            }

            @Override
            public Duration paused() {
                return Duration.ZERO;
            }

            @Override
            public List<RunEvent> news() {
                return List.of();
            }

            @Override
            public String phase() {
                return "load";
            }

            @Override
            public boolean isOn(String stage, Duration ago) {
                return isPeak(now.minus(ago));
            }
        }
    }

    private static boolean isPeak(Duration at) {
        return at.toNanos() >= 5 * SECOND;
    }

    /** The series that a plan names have the same order everywhere. */
    static Measurement compiled(HandClock clock) {
        var measurement = new Measurement(clock, 1, 1_000);
        for (Phase phase : List.of(Phase.WARM_UP, Phase.LOAD, Phase.ofStage("peak"))) {
            SeriesRegistry series = measurement.series();
            Tags shop = Tags.of("scenario", "shop");
            for (int i = 0; i < 5; i++) {
                Tags name = Tags.of("name", "r" + i).and("scenario", "shop");
                series.series(Series.Kind.HTTP_REQUEST, "http_req", name.and("status", "200"), phase);
                series.series(Series.Kind.HTTP_REQUEST, "http_req", name.and("status", "500"), phase);
            }
            series.series(Series.Kind.COUNTER, "dropped_iterations", shop, phase);
            series.series(Series.Kind.COUNTER, "iterations", shop, phase);
            series.series(Series.Kind.COUNTER, "orders", shop, phase);
            series.series(Series.Kind.RATE, "checks", Tags.of("check", "c0"), phase);
            series.series(Series.Kind.RATE, "checks", Tags.of("check", "c1"), phase);
            series.series(Series.Kind.GAUGE, "queue", Tags.NONE, phase);
            series.series(Series.Kind.TREND, "schedule_lag", Tags.NONE, phase);
        }
        return measurement;
    }

    /** A generator that is read each second. */
    private static final class Readings implements Vitals {
        private int second;

        @Override
        public void prepare() {}

        @Override
        public void begin(LongSupplier fromNanos) {}

        @Override
        public List<Reading> taken() {
            return List.of(new Reading(second++, 1)
                    .put(Vital.PROCESS_CPU, 0.1)
                    .put(Vital.CARRIER_DELAY, 0.1)
                    .put(Vital.GC_SHARE, 0));
        }

        @Override
        public void close() {}
    }

    /** What whoever conducts the run knows. */
    static final class Conducted implements ConductedLoad {
        @Override
        public boolean isOn(String stage, Duration at) {
            return isPeak(at);
        }

        @Override
        public Duration planned() {
            return Duration.ofSeconds(SECONDS);
        }

        @Override
        public String phase(Duration at) {
            return "load";
        }

        @Override
        public Snapshot.Iterations iterations() {
            return Snapshot.Iterations.NONE;
        }

        @Override
        public List<RunEvent> news() {
            return List.of();
        }
    }

    /** Returns processes that share the samples. */
    List<Worker> workers(int count) {
        return workers(count, EXPRESSIONS);
    }

    List<Worker> workers(int count, List<String> thresholds) {
        var workers = new ArrayList<Worker>();
        for (int i = 0; i < count; i++) {
            int place = i;
            workers.add(new Worker(
                    events.stream()
                            .filter(event -> event.dealt() % count == place)
                            .toList(),
                    count,
                    thresholds));
        }
        return workers;
    }

    /** The coordinator of a run on agents named a, b and so on. */
    static final class Coordinator {
        final HandClock clock = new HandClock();
        final Measurement measurement = compiled(clock);
        final IntervalWriter writer;
        final FleetAggregation merged;
        final List<byte[]> journal = new ArrayList<>();
        final List<Snapshot> snapshots = new ArrayList<>();

        Coordinator(int agents) {
            this(agents, EXPRESSIONS, new Conducted());
        }

        Coordinator(int agents, List<String> thresholds, @Nullable ConductedLoad conducted) {
            var tape = new VitalsTape(Vitals.NONE);
            writer = new IntervalWriter(measurement, tape);
            merged = new FleetAggregation(
                    measurement,
                    conducted,
                    load -> new Aggregator(
                            measurement,
                            load,
                            thresholds.stream().map(Threshold::parse).toList(),
                            SLOS,
                            tape,
                            false,
                            writer),
                    clock,
                    Duration.ofSeconds(1),
                    FleetAggregation.GRACE);
            for (int i = 0; i < agents; i++) {
                merged.join(i, facts("" + (char) ('a' + i)));
            }
        }

        static AgentFacts facts(String name) {
            return new AgentFacts(
                    name,
                    new AgentResult.Machine(
                            "host-" + name, Map.of("zone", "z"), 5, new Environment("p", "j", "o", "h", 2, 1 << 20)),
                    0.5,
                    Duration.ZERO,
                    AgentResult.Clock.UNKNOWN);
        }

        void take(int agent, byte[] interval) {
            merged.take(merged.read(agent, new ByteInput(interval)));
        }

        void end(int agent, byte[] end) {
            merged.end(merged.readEnd(agent, new ByteInput(end)));
        }

        void conclude() {
            for (Snapshot ended = merged.concludeNext(); ended != null; ended = merged.concludeNext()) {
                snapshots.add(ended);
                journal.add(writer.take());
            }
        }
    }
}
