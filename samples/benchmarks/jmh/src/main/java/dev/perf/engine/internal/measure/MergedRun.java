package dev.perf.engine.internal.measure;

import com.sun.management.OperatingSystemMXBean;
import dev.perf.engine.internal.clock.SystemClock;
import dev.perf.engine.internal.health.Vitals;
import dev.perf.engine.internal.health.VitalsTape;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.result.AgentResult;
import dev.perf.result.Environment;
import dev.perf.threshold.Threshold;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What it costs a coordinator to merge what agents measure, in a run whose seconds follow each other at once: {@code
 * MergedRun [agents] [series] [samples] [seconds]}. 200 agents send 100 series each, with 20 requests in each in every
 * second, unless told otherwise; merged intervals are written down as in a run.
 *
 * <p>It prints the CPU time that a second of the run takes, what lives on the heap, and how many bytes come in and are
 * written.
 */
public final class MergedRun {

    private static final int VARIETY = 8;

    private MergedRun() {}

    /** Runs it. */
    public static void main(String... args) {
        int agents = number(args, 0, 200);
        int series = number(args, 1, 100);
        int samples = number(args, 2, 20);
        int seconds = number(args, 3, 120);
        var clock = new SystemClock();
        List<List<byte[]>> streams = streams(clock, series, samples, seconds);
        var measurement = new Measurement(clock, 1, 1_000);
        var tape = new VitalsTape(Vitals.NONE);
        var writer = new IntervalWriter(measurement, tape);
        var merged = new FleetAggregation(
                measurement,
                null,
                load -> new Aggregator(
                        measurement,
                        load,
                        List.of(
                                Threshold.parse("response_time: p(95) < 500ms"),
                                Threshold.parse("response_time{name:r1}: p(99) < 500ms over 10s"),
                                Threshold.parse("http_req_failed: rate < 0.01")),
                        List.of(),
                        tape,
                        false,
                        writer),
                clock,
                Duration.ofSeconds(1),
                Duration.ofDays(1));
        for (int i = 0; i < agents; i++) {
            merged.join(
                    i,
                    new AgentFacts(
                            "agent-" + i,
                            new AgentResult.Machine("host", Map.of(), 0, new Environment("", "", "", "", 1, 1)),
                            1.0 / agents,
                            Duration.ZERO,
                            AgentResult.Clock.UNKNOWN));
        }
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = 0;
        long in = 0;
        long out = 0;
        for (int second = 0; second < seconds; second++) {
            if (second == seconds / 2) {
                cpu = system.getProcessCpuTime();
                in = 0;
                out = 0;
            }
            for (int agent = 0; agent < agents; agent++) {
                byte[] interval = streams.get(agent % VARIETY).get(second);
                in += interval.length;
                merged.take(merged.read(agent, new ByteInput(interval)));
            }
            if (merged.concludeNext() == null) {
                throw new IllegalStateException("all agents have told of second " + second);
            }
            out += writer.take().length;
        }
        double each = seconds - seconds / 2;
        double perSecond = (system.getProcessCpuTime() - cpu) / 1e6 / each;
        streams.clear();
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        System.out.printf(
                Locale.ROOT,
                "%d agents x %d series x %d requests: %.0f ms CPU per second, %d MB heap after %d s, %.0f kB/s in, %.0f"
                        + " kB/s written%n",
                agents,
                series,
                samples,
                perSecond,
                heap >> 20,
                seconds,
                in / each / 1000,
                out / each / 1000);
        if (merged.isOver()) {
            throw new IllegalStateException("nobody has ended");
        }
    }

    private static int number(String[] args, int place, int otherwise) {
        return args.length > place ? Integer.parseInt(args[place]) : otherwise;
    }

    /** A few different streams, which stand for those of all agents. */
    private static List<List<byte[]>> streams(SystemClock clock, int series, int samples, int seconds) {
        var streams = new ArrayList<List<byte[]>>();
        for (int variety = 0; variety < VARIETY; variety++) {
            var random = new SplittableRandom(variety);
            var measurement = new Measurement(clock, 1, 1_000);
            var writer = new IntervalWriter(measurement, new VitalsTape(Vitals.NONE));
            var aggregator =
                    new Aggregator(measurement, new MergedLoad(null), List.of(), List.of(), Vitals.NONE, false, writer);
            var entries = new ArrayList<byte[]>();
            for (int second = 1; second <= seconds; second++) {
                Recorder.Stripe stripe = measurement.recorder().acquire(0);
                for (int i = 0; i < series * samples; i++) {
                    record(stripe, measurement, i % series, random);
                }
                stripe.release();
                aggregator.endInterval(second * 1_000_000_000L, 0);
                entries.add(writer.take());
            }
            streams.add(entries);
        }
        return streams;
    }

    private static void record(Recorder.Stripe stripe, Measurement measurement, int number, SplittableRandom random) {
        var sample = new RequestSample();
        sample.serviceNanos = 1_000_000 + random.nextLong(1L << random.nextInt(16, 29));
        sample.responseNanos = sample.serviceNanos + random.nextInt(100_000);
        sample.sendingNanos = 5_000 + random.nextInt(20_000);
        sample.waitingNanos = sample.serviceNanos - 100_000;
        sample.receivingNanos = 10_000 + random.nextInt(50_000);
        sample.bytesReceived = 2_000;
        Tags tags = Tags.of("name", "r" + number).and("scenario", "shop").and("status", "200");
        stripe.request(measurement.series().series(Series.Kind.HTTP_REQUEST, "http_req", tags, Phase.LOAD), sample);
        measurement.ledger(Phase.LOAD).started();
        measurement.ledger(Phase.LOAD).ended(LedgerCounter.Outcome.COMPLETED);
    }
}
