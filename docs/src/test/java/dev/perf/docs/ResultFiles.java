package dev.perf.docs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;

/** The snippets of results.md. */
final class ResultFiles {

    private ResultFiles() {}

    static Histogram ofRequest(Path folder) throws IOException {
        // tag::hlog[]
        var login = new Histogram(3);
        try (var log = new HistogramLogReader(folder.resolve("histograms.hlog").toFile())) {
            while (log.hasNext()) {
                var line = (Histogram) log.nextIntervalHistogram();
                if (line != null && Objects.equals(line.getTag(), "response_time:login")) {
                    login.add(line);
                }
            }
        }
        System.out.println("p99 " + login.getValueAtPercentile(99) / 1e6 + " ms");
        // end::hlog[]
        return login;
    }
}
