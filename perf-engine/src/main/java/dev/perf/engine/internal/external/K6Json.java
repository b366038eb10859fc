package dev.perf.engine.internal.external;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What k6 writes with {@code --out json=FILE}: a line of JSON per metric and per point. */
final class K6Json implements ResultReader {

    @Override
    public Contents read(Path file, Consumer<Entry> to) throws IOException {
        var points = new K6Points(to);
        try (Lines in = Input.text(file)) {
            long number = 0;
            for (String line = in.next(); line != null; line = in.next()) {
                number++;
                if (!in.isEnded() && !line.endsWith("}")) {
                    return points.contents(List.of(Tables.cutOff(file)));
                }
                if (!line.isBlank()) {
                    read(file, number, line, points);
                }
            }
        }
        return points.contents(List.of());
    }

    private static void read(Path file, long number, String line, K6Points points) {
        try {
            JsonNode node = JsonMapper.shared().readTree(line);
            if (node.path("type").asString("").equals("Point")) {
                JsonNode data = node.path("data");
                JsonNode tags = data.path("tags");
                double value = data.path("value").asDouble();
                if (!(Math.abs(value) <= Row.MOST.doubleValue())) {
                    throw new ArithmeticException("out of range");
                }
                points.point(
                        node.path("metric").asString(""),
                        K6Csv.nanos(OffsetDateTime.parse(data.path("time").asString(""))),
                        value,
                        tag -> tags.path(tag).asString(""));
            }
        } catch (JacksonException | DateTimeException | ArithmeticException malformed) {
            throw new MalformedFileException(file, number, "this is no line that k6 writes with --out json");
        }
    }
}
