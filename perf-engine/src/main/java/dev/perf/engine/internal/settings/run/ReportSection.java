package dev.perf.engine.internal.settings.run;

import static dev.perf.engine.internal.shape.Key.key;

import dev.perf.engine.internal.settings.value.Paths;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.engine.internal.shape.Key;
import dev.perf.engine.internal.shape.Mapping;
import dev.perf.engine.internal.shape.Shape;
import dev.perf.engine.internal.shape.Shapes;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where reports go: {@code report}. A text alone is the folder; paths are relative to the working directory. */
public final class ReportSection {

    private static final Key<Path> FOLDER = key(
                    "folder", Paths.WRITTEN, "Folder under which a folder per test and run is made.")
            .also("dir")
            .like("target/perf");
    private static final Key<Boolean> IS_WRITTEN =
            key("write", Shapes.bool(), "Whether there is a report at all; true unless given.");
    private static final Key<Path> JSON = key("json", Paths.WRITTEN, "File that the summary is written to as well.");
    private static final Key<Path> HTML = key("html", Paths.WRITTEN, "File that the page is written to as well.");
    private static final Key<Path> CSV = key(
                    "csv",
                    Paths.WRITTEN,
                    "Beginning of the names of the tables that are written as well, as Locust has them.")
            .like("results");
    private static final Key<Path> HISTORY =
            key("history", Paths.WRITTEN, "Folder of the history that the run is added to.");
    private static final Key<String> LIVE = key(
                    "live",
                    Shapes.text(),
                    "Whether a live page is served while the run goes on, at a free port, or the port where it is.")
            .like(true, 8090);

    public static final Shape<ReportSettings> SHAPE = Shapes.either(
            Shapes.text().as(ReportSection::alone),
            Mapping.of(
                    "a report",
                    List.of(FOLDER, IS_WRITTEN, JSON, HTML, CSV, HISTORY, LIVE),
                    fields -> new ReportSettings(
                            fields.get(FOLDER),
                            fields.get(IS_WRITTEN, true),
                            fields.get(JSON),
                            fields.get(HTML),
                            fields.get(CSV),
                            fields.get(HISTORY),
                            live(fields))));

    private ReportSection() {}

    private static ReportSettings alone(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> ReportSettings.DEFAULTS;
            case "false", "no", "off", "none" -> new ReportSettings(null, false, null, null, null, null, null);
            default -> new ReportSettings(Paths.written(text), true, null, null, null, null, null);
        };
    }

    private static @Nullable String live(Fields fields) {
        String place = fields.get(LIVE);
        return place == null
                ? null
                : switch (place.toLowerCase(Locale.ROOT)) {
                    case "true", "yes", "on" -> "";
                    case "false", "no", "off" -> null;
                    default -> place;
                };
    }
}
