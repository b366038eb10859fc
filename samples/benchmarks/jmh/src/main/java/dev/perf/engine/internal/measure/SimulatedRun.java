package dev.perf.engine.internal.measure;

import com.sun.management.OperatingSystemMXBean;
import dev.perf.engine.internal.health.Vitals;
import dev.perf.engine.internal.health.VitalsTape;
import dev.perf.engine.internal.journal.Journal;
import dev.perf.event.RunControl;
import dev.perf.output.OpenOutput;
import dev.perf.output.OutputRun;
import dev.perf.report.output.Outputs;
import dev.perf.result.Snapshot;
import dev.perf.threshold.Threshold;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What it costs to measure, in a run whose seconds follow each other at once: {@code SimulatedRun [minutes] [samples]
 * [parts]}. Requests of 1,000 names have 10 samples each in each second unless told otherwise, and 100 thresholds judge
 * them. Parts are any of {@code journal}, {@code prometheus} and {@code csv}; all of them unless told otherwise; {@code -}
 * for none.
 *
 * <p>At some points of the run it prints the share of one core that the end of an interval takes, and what lives on the
 * heap. What users do to record is in neither.
 */
public final class SimulatedRun {

    private static final int SERIES = 1_000;
    private static final int THRESHOLDS = 100;
    /** They take a tenth of a second once in several minutes. */
    private static final long NO_CHECKPOINTS = Long.MAX_VALUE;

    private static final int[] MINUTES = {1, 2, 5, 10, 20, 60, 6 * 60, 12 * 60, 24 * 60};

    private final ManySeries series = new ManySeries(SERIES);
    private final int samples;
    private final Aggregator aggregator;
    private final List<OpenOutput> outputs = new ArrayList<>();
    private final @Nullable IntervalWriter writer;
    private final @Nullable Journal journal;
    private long journaled;
    private long seconds;

    private SimulatedRun(int samples, List<String> parts, Path folder) throws IOException {
        this.samples = samples;
        var run = new OutputRun(
                "simulated", "run", Map.of(), List.of(), "0", false, System.out::println, List.of(), noControl());
        if (parts.contains("prometheus")) {
            outputs.add(Outputs.prometheus().open(run));
        }
        if (parts.contains("csv")) {
            outputs.add(Outputs.csvFile(folder.resolve("points.csv").toString()).open(run));
        }
        var tape = new VitalsTape(Vitals.NONE);
        writer = parts.contains("journal") ? new IntervalWriter(series.measurement(), tape) : null;
        journal = writer == null ? null : Journal.create(folder, NO_CHECKPOINTS);
        aggregator = new Aggregator(
                series.measurement(), new SteadyLoad(), thresholds(), List.of(), tape, !outputs.isEmpty(), writer);
    }

    /** None of the outputs here changes the load. */
    private static RunControl noControl() {
        return (RunControl) Proxy.newProxyInstance(
                RunControl.class.getClassLoader(), new Class<?>[] {RunControl.class}, (proxy, method, given) -> null);
    }

    private static List<Threshold> thresholds() {
        return IntStream.range(0, THRESHOLDS)
                .mapToObj(i -> Threshold.parse(
                        switch (i % 4) {
                            case 0 -> "response_time: p(9" + i % 10 + ") < " + (500 + i) + "ms";
                            case 1 -> "http_req_duration{name:request " + i + "}: p(95) < 500ms";
                            case 2 -> "http_req_failed{name:request " + i + "}: rate < 1%";
                            default -> "response_time{name:request " + i + "}: p(99) < 2s over 10s";
                        }))
                .toList();
    }

    /** Runs it. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        long minutes = arguments.length > 0 ? Long.parseLong(arguments[0]) : 2;
        int samples = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
        List<String> parts = List.of((arguments.length > 2 ? arguments[2] : "journal,prometheus,csv").split(","));
        Path folder = Files.createTempDirectory("perf-simulated-run");
        try {
            new SimulatedRun(samples, parts, folder).run(minutes);
        } finally {
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private void run(long minutes) throws InterruptedException {
        System.out.println("  minutes  end of interval, ms  other threads, ms  of one core  live heap  journal");
        long before = 0;
        for (int point : MINUTES) {
            if (point <= minutes) {
                stretch(point, (point - before) * 60);
                before = point;
            }
        }
        for (OpenOutput output : outputs) {
            output.close();
        }
        if (journal != null) {
            journal.close();
        }
    }

    /** Other threads are the collector's, the journal's and those of outputs, and at first the compiler's. */
    private void stretch(int minute, long intervals) {
        long recording = 0;
        long ending = 0;
        long processBefore = process();
        for (long i = 0; i < intervals; i++) {
            long start = thread();
            series.record(samples);
            long recorded = thread();
            endInterval();
            ending += thread() - recorded;
            recording += recorded - start;
        }
        long others = process() - processBefore - recording - ending;
        double ends = ending / 1e6 / intervals;
        double rest = others / 1e6 / intervals;
        System.gc();
        double heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
        System.out.printf(
                Locale.ROOT,
                "%9d %20.2f %18.2f %10.2f %% %7.1f MB %5.0f MB%n",
                minute,
                ends,
                rest,
                (ends + rest) / 10,
                heap,
                journaled / 1e6);
    }

    private void endInterval() {
        seconds++;
        Snapshot snapshot = aggregator.endInterval(Duration.ofSeconds(seconds).toNanos(), 0);
        if (writer != null && journal != null) {
            byte[] entry = writer.take();
            journaled += entry.length;
            journal.append(entry);
        }
        outputs.forEach(output -> output.add(Instant.EPOCH.plusSeconds(seconds), snapshot));
    }

    private static long thread() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long process() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
