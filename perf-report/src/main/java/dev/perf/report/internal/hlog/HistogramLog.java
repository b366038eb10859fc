package dev.perf.report.internal.hlog;

import dev.perf.report.internal.PlainText;
import dev.perf.result.Distribution;
import dev.perf.result.RunResult;
import dev.perf.spi.ResultWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Writes {@code histograms.hlog}, an interval log of HdrHistogram, with values in nanoseconds. Lines without a tag are the
 * response times of all requests, those with the tag {@code service_time} their service times, those with
 * {@code response_time:NAME} and {@code service_time:NAME} those of the requests of one name. The warm-up is not in it. All
 * requests have a line per interval; those of one name one per stretch of time, at most 120, or one in all where their
 * course is not known.
 */
public final class HistogramLog implements ResultWriter {

    private static final int SIGNIFICANT_DIGITS = 3;

    /** For {@link java.util.ServiceLoader}. */
    public HistogramLog() {}

    @Override
    public String fileName() {
        return "histograms.hlog";
    }

    @Override
    public void write(RunResult result, Path file) throws IOException {
        try (var out =
                new PrintStream(new BufferedOutputStream(Files.newOutputStream(file)), false, StandardCharsets.UTF_8)) {
            var log = new HistogramLogWriter(out);
            log.outputComment("[Perf, test " + PlainText.line(result.test(), 200) + ", run " + result.runId()
                    + ": nanoseconds; no tag: response time of all requests]");
            log.outputLogFormatVersion();
            log.outputStartTime(result.startedAt().toEpochMilli());
            log.outputLegend();
            for (Line line : Line.of(result)) {
                Histogram histogram = histogram(line.times());
                histogram.setTag(line.tag());
                double start = line.start().toNanos() / 1e9;
                log.outputIntervalHistogram(start, start + line.length().toNanos() / 1e9, histogram);
            }
            if (out.checkError()) {
                throw new IOException("the disk may be full");
            }
        }
    }

    /** The lowest value of this layout is finer than that of the engine's, so no two of its buckets fall together. */
    private static Histogram histogram(Distribution times) {
        var histogram = new Histogram(SIGNIFICANT_DIGITS);
        for (int i = 0; i < times.buckets(); i++) {
            histogram.recordValueWithCount(times.bucketNanos(i), times.bucketCount(i));
        }
        return histogram;
    }
}
