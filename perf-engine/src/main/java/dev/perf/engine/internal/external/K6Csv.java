package dev.perf.engine.internal.external;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** What k6 writes with {@code --out csv=FILE}: a line per point of a metric. */
final class K6Csv implements ResultReader {

    private static final int SECONDS = 10;
    private static final List<String> NEEDED = List.of("metric_name", "timestamp", "metric_value");

    @Override
    public Contents read(Path file, Consumer<Entry> to) throws IOException {
        var points = new K6Points(to);
        var seconds = new AtomicBoolean();
        List<String> warnings = new ArrayList<>(Tables.read(file, "CSV file of k6", NEEDED, row -> {
            seconds.setPlain(row.text("timestamp").length() <= SECONDS);
            points.point(row.text("metric_name"), nanos(row), row.real("metric_value"), row::text);
        }));
        if (seconds.getPlain()) {
            warnings.add("k6 wrote whole seconds, so rates and what happened when are that rough; set"
                    + " K6_CSV_TIME_FORMAT=unix_milli for it.");
        }
        return points.contents(warnings);
    }

    /** k6 writes seconds unless it is told otherwise; which unit it is shows in the number of digits. */
    private static long nanos(Row row) {
        String text = row.text("timestamp");
        try {
            if (!text.matches("\\d{9,19}")) {
                return nanos(OffsetDateTime.parse(text));
            }
            int missing = 19 - text.length();
            return new BigDecimal(text).scaleByPowerOfTen(missing - missing % 3).longValueExact();
        } catch (DateTimeParseException | ArithmeticException noTime) {
            throw row.malformed("timestamp", "is no time of k6");
        }
    }

    static long nanos(OffsetDateTime time) {
        return Math.addExact(Math.multiplyExact(time.toEpochSecond(), 1_000_000_000L), time.getNano());
    }
}
