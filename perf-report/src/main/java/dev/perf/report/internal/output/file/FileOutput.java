package dev.perf.report.internal.output.file;

import dev.perf.output.OpenOutput;
import dev.perf.output.Output;
import dev.perf.output.OutputRun;
import dev.perf.report.internal.output.Delivery;
import dev.perf.report.internal.output.Encoder;
import dev.perf.report.internal.output.QueuedOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * An output into a file.
 *
 * @param format what it writes
 * @param path where to; <code>{run}</code> in it stands for the id of the run
 * @param limits how much is borne
 */
public record FileOutput(Format format, String path, Delivery.Limits limits) implements Output {

    private static final String RUN = "{run}";

    /** What is written. */
    public enum Format {
        /** A JSON object per line. */
        JSON(JsonLines::new),
        /** A table. */
        CSV(run -> new CsvLines());

        private final Function<OutputRun, Encoder> encoder;

        Format(Function<OutputRun, Encoder> encoder) {
            this.encoder = encoder;
        }
    }

    /** Creates an output that bears the usual. */
    public FileOutput(Format format, String path) {
        this(format, path, Delivery.Limits.DEFAULTS);
    }

    @Override
    public String name() {
        return (format == Format.JSON ? "json " : "csv ") + path;
    }

    @Override
    public List<String> problems() {
        if (path.isBlank()) {
            String word = format == Format.JSON ? "json=results.json" : "csv=results.csv";
            return List.of("it has no file to write to; name one, as in " + word);
        }
        try {
            return Files.isDirectory(Path.of(path))
                    ? List.of("\"" + path + "\" is a folder; name a file in it")
                    : List.of();
        } catch (InvalidPathException impossible) {
            return List.of("\"" + path + "\" is no path of this system: " + impossible.getReason());
        }
    }

    @Override
    public OpenOutput open(OutputRun run) throws IOException {
        var carrier = new FileCarrier(Path.of(path.replace(RUN, run.id())));
        return new QueuedOutput(format.encoder.apply(run), new Delivery(name(), carrier, run.warnings(), limits));
    }
}
