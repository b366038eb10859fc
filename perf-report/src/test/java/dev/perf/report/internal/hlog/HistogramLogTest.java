package dev.perf.report.internal.hlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.internal.Results;
import dev.perf.result.Distribution;
import dev.perf.result.Interval;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogProcessor;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Read with HdrHistogram's own tools. */
class HistogramLogTest {

    private static final double[] PERCENTILES = {1, 50, 90, 95, 99, 99.9, 99.99, 100};

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("dev.perf.report.internal.Results#all")
    void theSumOfAllIntervalsIsTheRun(RunResult result) throws IOException {
        var total = new Histogram(3);
        var serviceTime = new Histogram(3);
        for (Histogram histogram : read(result)) {
            if (histogram.getTag() == null) {
                total.add(histogram);
            } else if (histogram.getTag().equals("service_time")) {
                serviceTime.add(histogram);
            }
        }

        assertSame(
                total,
                Distribution.merge(
                        result.intervals().stream().map(Interval::responseTime).toList()));
        assertSame(
                serviceTime,
                Distribution.merge(
                        result.intervals().stream().map(Interval::serviceTime).toList()));
    }

    @ParameterizedTest
    @MethodSource("dev.perf.report.internal.Results#all")
    void eachRequestHasItsTags(RunResult result) throws IOException {
        Map<String, Histogram> byTag = byTag(result);

        for (RequestResult request : result.requests()) {
            String name = Line.tag(request.name());
            assertSame(byTag.get("response_time:" + name), request.responseTime());
            assertSame(byTag.get("service_time:" + name), request.serviceTime());
        }
        assertThat(byTag)
                .hasSize(
                        result.requests().isEmpty()
                                ? 0
                                : 2 + 2 * result.requests().size());
    }

    @Test
    void eachIntervalIsALineWithItsTimes() throws IOException {
        RunResult result = Results.failing();
        List<Histogram> lines = read(result).stream()
                .filter(histogram -> histogram.getTag() == null)
                .toList();

        assertThat(lines).hasSize(300);
        for (int i = 0; i < lines.size(); i++) {
            Interval interval = result.intervals().get(i);
            long start = result.startedAt().plus(interval.start()).toEpochMilli();
            assertThat(lines.get(i).getStartTimeStamp()).isEqualTo(start);
            assertThat(lines.get(i).getEndTimeStamp()).isEqualTo(start + 1000);
            assertSame(lines.get(i), interval.responseTime());
        }
    }

    @Test
    void aPartOfTheRunCanBeRead() throws IOException {
        RunResult result = Results.failing();
        var part = new Histogram(3);
        try (var reader = new HistogramLogReader(write(result).toFile())) {
            for (Histogram next = (Histogram) reader.nextIntervalHistogram(100, 199.5);
                    next != null;
                    next = (Histogram) reader.nextIntervalHistogram(100, 199.5)) {
                if (next.getTag() == null) {
                    part.add(next);
                }
            }
        }

        assertSame(
                part,
                Distribution.merge(result.intervals().subList(100, 200).stream()
                        .map(Interval::responseTime)
                        .toList()));
    }

    @Test
    void histogramLogProcessorPrintsThePercentiles() throws IOException {
        RunResult result = Results.passing();
        Path percentiles = folder.resolve("percentiles");
        new HistogramLogProcessor(new String[] {
                    "-i",
                    write(result).toString(),
                    "-o",
                    percentiles.toString(),
                    "-tag",
                    "response_time:list%20products"
                })
                .run();

        Distribution times = result.request("list products").responseTime();
        assertThat(percentiles.resolveSibling("percentiles.hgrm"))
                .content()
                .containsPattern("Total count +=\\W+" + times.count() + "\\b")
                .contains(String.format("%.3f", times.p50().toNanos() / 1e6));
    }

    @Test
    void theWarmUpIsNotInIt() throws IOException {
        assertThat(byTag(Results.tiny()).get("total").getTotalCount()).isEqualTo(3);
    }

    @Test
    void nothingMeasuredIsALogWithoutLines() throws IOException {
        assertThat(read(Results.setupFailed())).isEmpty();
        assertThat(Files.readAllLines(write(Results.setupFailed())))
                .hasSize(4)
                .allMatch(line -> line.startsWith("#") || line.startsWith("\"StartTimestamp\""));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "login, login",
                "GET /api/{id}?a=b&c, GET%20/api/{id}?a=b&c",
                "`a,b`, a%2Cb",
                "100%, 100%25",
                "`two\nlines\r\t`, two%0Alines%0D%09",
                "\u05E8\u05DB\u05D9\u05E9\u05D4, \u05E8\u05DB\u05D9\u05E9\u05D4",
                "evil\u202Egpj, evil%E2%80%AEgpj",
                "next\u0085line, next%C2%85line",
                "no\u00A0break, no%C2%A0break",
                "half\uD800, half%3F"
            })
    void tagsHaveNothingThatReadersTakeForTheEndOfOne(String name, String tag) {
        assertThat(Line.tag(name)).isEqualTo(tag);
    }

    private static void assertSame(Histogram read, Distribution written) {
        assertThat(read.getTotalCount()).isEqualTo(written.count());
        var buckets = new ArrayList<Long>();
        read.recordedValues().forEach(value -> {
            buckets.add(value.getValueIteratedTo());
            buckets.add(value.getCountAtValueIteratedTo());
        });
        var expected = new ArrayList<Long>();
        for (int i = 0; i < written.buckets(); i++) {
            expected.add(written.bucketNanos(i));
            expected.add(written.bucketCount(i));
        }
        assertThat(buckets).isEqualTo(expected);
        for (double percentile : PERCENTILES) {
            assertThat(Math.min(
                            read.getValueAtPercentile(percentile), written.max().toNanos()))
                    .isEqualTo(written.percentile(percentile).toNanos());
        }
    }

    private Map<String, Histogram> byTag(RunResult result) throws IOException {
        var byTag = new LinkedHashMap<String, Histogram>();
        for (Histogram histogram : read(result)) {
            String tag = histogram.getTag() == null ? "total" : histogram.getTag();
            byTag.computeIfAbsent(tag, unseen -> new Histogram(3)).add(histogram);
        }
        return byTag;
    }

    private List<Histogram> read(RunResult result) throws IOException {
        var histograms = new ArrayList<Histogram>();
        try (var reader = new HistogramLogReader(write(result).toFile())) {
            while (reader.hasNext()) {
                var histogram = (Histogram) reader.nextIntervalHistogram();
                if (histogram != null) {
                    histograms.add(histogram);
                }
            }
        }
        return histograms;
    }

    private Path write(RunResult result) throws IOException {
        Path file = folder.resolve("histograms.hlog");
        new HistogramLog().write(result, file);
        return file;
    }
}
