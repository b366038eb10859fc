package dev.perf.report.internal.hlog;

import dev.perf.result.Distribution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.HdrHistogram.HistogramLogReader;
import org.jspecify.annotations.Nullable;

/**
 * Response times as {@link HistogramLog} wrote them.
 *
 * @param start beginning of their stretch, since the start of the load, to the millisecond
 * @param length its length
 * @param request name of the request; null for all requests
 * @param times the times, to the width of a bucket
 */
public record LoggedTimes(
        Duration start, Duration length, @Nullable String request, Distribution times) {

    /**
     * Reads the response times of a log, in its order.
     *
     * @param startedAt when the load began, from which the log's moments count
     * @throws IOException if the file cannot be read, or is no such log
     */
    public static List<LoggedTimes> read(Path file, Instant startedAt) throws IOException {
        var read = new ArrayList<LoggedTimes>();
        long lines = lines(file);
        try (var reader = new HistogramLogReader(file.toFile())) {
            while (reader.hasNext()) {
                EncodableHistogram next = reader.nextIntervalHistogram();
                lines -= next == null ? 0 : 1;
                if (next instanceof Histogram histogram && isResponseTime(histogram.getTag())) {
                    read.add(of(histogram, startedAt.toEpochMilli()));
                }
            }
        } catch (RuntimeException malformed) {
            throw broken(file, malformed);
        }
        // The reader passes over lines that it does not understand.
        if (lines != 0) {
            throw broken(file, null);
        }
        return read;
    }

    private static IOException broken(Path file, @Nullable Throwable cause) {
        return new IOException(file + " is no histogram log, or one that was cut off", cause);
    }

    private static long lines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> !line.startsWith("#") && !line.startsWith("\""))
                    .count();
        } catch (UncheckedIOException binary) {
            throw binary.getCause();
        }
    }

    private static boolean isResponseTime(@Nullable String tag) {
        return tag == null || tag.startsWith(Line.RESPONSE_TIME + ":");
    }

    private static LoggedTimes of(Histogram histogram, long startedAt) {
        String tag = histogram.getTag();
        return new LoggedTimes(
                Duration.ofMillis(histogram.getStartTimeStamp() - startedAt),
                Duration.ofMillis(histogram.getEndTimeStamp() - histogram.getStartTimeStamp()),
                tag == null ? null : name(tag.substring(Line.RESPONSE_TIME.length() + 1)),
                distribution(histogram));
    }

    /** Undoes {@link Line#tag}. */
    private static String name(String tag) {
        return URLDecoder.decode(tag.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Distribution distribution(Histogram histogram) {
        var values = new ArrayList<Long>();
        var counts = new ArrayList<Long>();
        for (HistogramIterationValue bucket : histogram.recordedValues()) {
            values.add(bucket.getValueIteratedTo());
            counts.add(bucket.getCountAddedInThisIterationStep());
        }
        return Distribution.of(
                values.stream().mapToLong(Long::longValue).toArray(),
                counts.stream().mapToLong(Long::longValue).toArray(),
                histogram.getMinValue(),
                histogram.getMaxValue(),
                histogram.getMean() * histogram.getTotalCount());
    }
}
