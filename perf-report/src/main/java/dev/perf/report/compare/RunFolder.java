package dev.perf.report.compare;

import dev.perf.report.internal.hlog.LoggedTimes;
import dev.perf.result.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a run from the folder of its report: all but the times from {@code summary.json}, which has counts, and the times
 * from {@code histograms.hlog}, which has no failures. Both are in the same stretches of time, or one is in finer ones: the
 * log of all requests in long runs, the summary of single requests.
 */
final class RunFolder {

    private static final String SUMMARY = "summary.json";
    private static final String LOG = "histograms.hlog";
    private static final int SCHEMA_VERSION = 1;

    private final Path file;
    private final JsonNode summary;
    private final Instant startedAt;
    private final List<LoggedTimes> log;

    private RunFolder(Path file) {
        this.file = file;
        this.summary = summary();
        this.startedAt = Instant.parse(SummaryJson.text(summary, "startedAt"));
        this.log = log();
    }

    /**
     * Reads a run.
     *
     * @param path the folder, or the summary in it
     * @throws StoredRunException if there is none
     */
    static StoredRun read(Path path) {
        Path file = Files.isDirectory(path) ? path.resolve(SUMMARY) : path;
        if (Files.notExists(file)) {
            throw new StoredRunException(
                    path
                            + (Files.exists(path) ? " has no " + SUMMARY : " does not exist")
                            + "; name the folder of a run's report, target/perf/<test>/<run>, or the " + SUMMARY
                            + " in it",
                    null);
        }
        try {
            return new RunFolder(file).run();
        } catch (JacksonException | IllegalArgumentException | DateTimeParseException malformed) {
            throw new StoredRunException(file + " is no summary of a run: " + firstLine(malformed), malformed);
        }
    }

    private static String firstLine(Exception malformed) {
        String message = String.valueOf(malformed.getMessage());
        return message.lines().findFirst().orElse(message);
    }

    private JsonNode summary() {
        JsonNode read = JsonMapper.shared().readTree(file.toFile());
        int version = SummaryJson.number(read, "schemaVersion").asInt();
        if (version != SCHEMA_VERSION) {
            throw new StoredRunException(
                    file + " has schemaVersion " + version + ", this Perf reads " + SCHEMA_VERSION
                            + "; compare with the Perf that wrote it",
                    null);
        }
        return read;
    }

    private List<LoggedTimes> log() {
        Path times = file.resolveSibling(LOG);
        if (Files.notExists(times)) {
            throw new StoredRunException(
                    file + " has no " + LOG + " beside it, which holds the times; keep both files of a run", null);
        }
        try {
            return LoggedTimes.read(times, startedAt);
        } catch (IOException unreadable) {
            throw new StoredRunException(
                    times + " cannot be read: " + unreadable.getMessage()
                            + "; run the test again, or rebuild its report",
                    unreadable);
        }
    }

    private StoredRun run() {
        RunFacts facts = SummaryJson.facts(summary, startedAt);
        var requests = new LinkedHashMap<String, Series>();
        long count = 0;
        long failed = 0;
        for (JsonNode request : SummaryJson.list(summary, "requests")) {
            String name = SummaryJson.text(request, "name");
            Series series = series(request, name, facts);
            requests.put(name, series);
            count += series.whole().count();
            failed += series.whole().failed();
        }
        List<Stretch> course = course(SummaryJson.field(summary, "series"), null);
        Stretch whole = new Stretch(
                facts.warmUp(),
                facts.duration(),
                count,
                failed,
                Distribution.merge(course.stream().map(Stretch::times).toList()));
        return new StoredRun(facts, new Series(whole, course), requests);
    }

    private Series series(JsonNode request, String name, RunFacts facts) {
        List<Stretch> course = request.has("series") ? course(request.get("series"), name) : List.of();
        Distribution times = Distribution.merge(of(name).map(LoggedTimes::times).toList());
        return new Series(
                new Stretch(
                        facts.warmUp(),
                        facts.duration(),
                        SummaryJson.number(request, "count").asLong(),
                        SummaryJson.number(request, "failed").asLong(),
                        times),
                course);
    }

    /** All requests or, by name, those of one; empty where the log does not have them over time. */
    private List<Stretch> course(JsonNode series, @Nullable String request) {
        List<Stretch> counts = counts(series);
        List<Stretch> times = of(request)
                .map(line -> new Stretch(line.start(), line.length(), 0, 0, line.times()))
                .toList();
        if (times.size() < 2 && counts.size() > 1) {
            return List.of();
        }
        return times.size() < counts.size() ? sum(times, counts) : sum(counts, times);
    }

    private static List<Stretch> counts(JsonNode series) {
        List<JsonNode> starts = SummaryJson.list(series, "startMillis");
        List<JsonNode> lengths = SummaryJson.list(series, "lengthMillis");
        List<JsonNode> requests = SummaryJson.list(series, "requests");
        List<JsonNode> failed = SummaryJson.list(series, "failed");
        return IntStream.range(0, starts.size())
                .mapToObj(i -> new Stretch(
                        Duration.ofMillis(starts.get(i).asLong()),
                        Duration.ofMillis(lengths.get(i).asLong()),
                        requests.get(i).asLong(),
                        failed.get(i).asLong(),
                        Distribution.EMPTY))
                .toList();
    }

    /** Adds to each of the coarser stretches those of the finer ones that begin before the next one does. */
    private static List<Stretch> sum(List<Stretch> coarse, List<Stretch> fine) {
        var sums = new ArrayList<Stretch>();
        int next = 0;
        for (int i = 0; i < coarse.size(); i++) {
            var within = new ArrayList<>(List.of(coarse.get(i)));
            while (next < fine.size()
                    && (i + 1 == coarse.size()
                            || fine.get(next)
                                            .start()
                                            .compareTo(coarse.get(i + 1).start())
                                    < 0)) {
                within.add(fine.get(next++));
            }
            sums.add(Stretch.sum(coarse.get(i).start(), coarse.get(i).length(), within));
        }
        return sums;
    }

    private Stream<LoggedTimes> of(@Nullable String request) {
        return log.stream().filter(line -> Objects.equals(request, line.request()));
    }
}
