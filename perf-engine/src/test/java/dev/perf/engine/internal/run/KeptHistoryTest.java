package dev.perf.engine.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import dev.perf.spi.HistoryWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptHistoryTest {

    private static final Path FOLDER = Path.of("history");

    private final List<String> notes = new ArrayList<>();
    private final RunResult result = RunResult.builder("shop", "run-1", Instant.EPOCH)
            .verdict(Verdict.PASSED, "all thresholds held")
            .build();

    private List<String> warnings(HistoryWriter... writers) {
        return KeptHistory.add(result, FOLDER, notes::add, List.of(writers)).warnings();
    }

    @Test
    void tellsWhereThePageIsAndWhatTheWriterFound() {
        var added = new ArrayList<Path>();
        HistoryWriter writer = (run, folder) -> {
            added.add(folder);
            return List.of("line 2 is left out");
        };

        assertThat(warnings(writer)).containsExactly("line 2 is left out");
        assertThat(added).containsExactly(FOLDER);
        assertThat(notes)
                .containsExactly("history: " + FOLDER.resolve("trend.html").toUri());
    }

    @Test
    void aHistoryThatCannotBeWrittenIsAWarning() {
        HistoryWriter full = (run, folder) -> {
            throw new IOException("No space left on device");
        };

        assertThat(warnings(full))
                .containsExactly("the run is not in the history in history, which cannot be written:"
                        + " java.io.IOException: No space left on device");
        assertThat(notes).isEmpty();
    }

    @Test
    void withoutAWriterThereIsAWarning() {
        assertThat(warnings())
                .containsExactly(
                        "the run is in no history, for nothing writes one; add the dependency dev.perf:perf-report");
    }

    @Test
    void withoutAFolderNothingIsAdded() {
        assertThat(KeptHistory.add(result, null, notes::add)).isSameAs(result);
    }
}
