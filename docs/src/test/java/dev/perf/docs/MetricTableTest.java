package dev.perf.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.threshold.Threshold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MetricTableTest {

    private static final Pattern NAME = Pattern.compile("`(_?[a-z_]+)`");

    /** What thresholds accept and what the table lists are the same; {@code _waiting} is short for http_req_waiting. */
    @Test
    void theTableListsEveryMetric() throws IOException {
        var listed = new TreeSet<String>();
        boolean inTable = false;
        for (String line : Files.readAllLines(Path.of("thresholds.md"))) {
            inTable = line.startsWith("| Metric |") || inTable && line.startsWith("|");
            if (inTable) {
                NAME.matcher(line.substring(1, line.indexOf('|', 1)))
                        .results()
                        .map(name -> name.group(1))
                        .map(name -> name.startsWith("_") ? "http_req" + name : name)
                        .forEach(listed::add);
            }
        }
        assertThat(listed).isEqualTo(Threshold.builtInMetrics());
    }
}
