package dev.perf.engine.internal.external;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** JMeter's results (JTL) as a table: a line per sample. */
final class JmeterCsv implements ResultReader {

    private static final List<String> NEEDED = List.of("timeStamp", "elapsed", "label", "success");

    private final Set<String> metrics = Known.and(Known.TIMES, "http_req_failed");

    @Override
    public Contents read(Path file, Consumer<Entry> to) throws IOException {
        var threads = new JmeterThreads(to);
        List<String> columns = Tables.columns(Input.firstLine(file));
        JmeterSample.COLUMNS.forEach((column, known) -> {
            if (columns.contains(column)) {
                metrics.addAll(known);
            }
        });
        List<String> warnings = Tables.read(file, "CSV file of JMeter", NEEDED, row -> row(row, to, threads));
        return JmeterSample.contents(metrics, threads, warnings);
    }

    private static void row(Row row, Consumer<Entry> to, JmeterThreads threads) {
        if (row.whole("SampleCount") > 1) {
            throw row.malformed("SampleCount", "must be 1: save single samples, with mode=Standard");
        }
        var sample = new JmeterSample(
                started(row),
                row.millis("elapsed"),
                row.millis("Latency"),
                row.millis("Connect"),
                row.millis("IdleTime"),
                row.text("label"),
                row.text("threadName"),
                row.text("responseCode"),
                row.text("responseMessage"),
                failure(row.text("failureMessage")),
                isSuccess(row),
                row.whole("sentBytes"),
                row.whole("bytes"));
        if (JmeterSample.isTransaction(sample.message())) {
            threads.transaction(sample);
        } else if (threads.request(sample) && row.has("allThreads")) {
            to.accept(new Entry.Users(sample.request().atNanos(), row.whole("allThreads")));
        }
    }

    private static long started(Row row) {
        String text = row.text("timeStamp");
        if (!text.chars().allMatch(Character::isDigit) || text.isEmpty()) {
            throw row.malformed(
                    "timeStamp",
                    "is no time in milliseconds; let JMeter write it with"
                            + " jmeter.save.saveservice.timestamp_format=ms");
        }
        return row.millis("timeStamp");
    }

    private static @Nullable String failure(String text) {
        return text.isBlank() ? null : text;
    }

    private static boolean isSuccess(Row row) {
        return switch (row.text("success")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw row.malformed("success", "is neither true nor false");
        };
    }
}
