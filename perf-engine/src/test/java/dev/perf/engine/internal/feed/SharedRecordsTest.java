package dev.perf.engine.internal.feed;

import static dev.perf.Perf.csv;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.fleet.Share;
import dev.perf.engine.internal.plan.Part;
import dev.perf.feed.Feeder;
import dev.perf.text.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of which each agent has its own records. */
class SharedRecordsTest {

    @TempDir
    private Path folder;

    private Feeder file(int size) throws IOException {
        Path file = folder.resolve("data.csv");
        Files.writeString(
                file,
                IntStream.range(0, size).mapToObj(String::valueOf).collect(Collectors.joining("\n", "id\n", "\n")));
        return csv(file.toString());
    }

    /** Draws {@code most} records, or all. */
    private static List<Integer> draw(Feeder feeder, Part part, int most) throws Exception {
        var feeds = new Feeds(5, part);
        try {
            Feed feed = feeds.load(feeder, mistake -> {
                throw new AssertionError(mistake);
            });
            var drawn = new ArrayList<Integer>();
            var random = new SplittableRandom(1);
            for (Row row = feed.draw(0, random); row != null && drawn.size() < most; row = feed.draw(0, random)) {
                drawn.add(Integer.parseInt(String.valueOf(Objects.requireNonNull(row.value(0)))));
            }
            if (drawn.size() < most) {
                assertThat(feed.end()).endsWith(", of which " + Figures.count(drawn.size()) + " are for this agent");
            }
            return drawn;
        } finally {
            feeds.close();
        }
    }

    private static Part part(int agent, Integer... weights) {
        return Part.of(new Share(agent, List.of(weights)));
    }

    @Test
    void streamedAndLoadedRecordsAreDividedAlike() throws Exception {
        Feeder file = file(5_000);
        for (Feeder feeder : List.of(file.streamed(), file.inMemory())) {
            for (int agent = 0; agent < 3; agent++) {
                Part part = part(agent, 3, 0, 1);
                assertThat(draw(feeder, part, 10_000))
                        .isEqualTo(IntStream.range(0, 5_000)
                                .filter(part::has)
                                .boxed()
                                .toList());
            }
        }
    }

    @Test
    void shuffledRecordsAreDividedByTheOrderThatAllAgentsHave() throws Exception {
        Feeder file = file(3_000);
        for (Feeder feeder : List.of(file.shuffle().streamed(), file.shuffle().inMemory())) {
            List<Integer> whole = draw(feeder, part(0, 1), 10_000);
            assertThat(whole).hasSize(3_000).doesNotHaveDuplicates();
            var union = new ArrayList<Integer>();
            for (int agent = 0; agent < 2; agent++) {
                Part part = part(agent, 1, 2);
                List<Integer> own = draw(feeder, part, 10_000);
                assertThat(own)
                        .isEqualTo(IntStream.range(0, 3_000)
                                .filter(part::has)
                                .mapToObj(whole::get)
                                .toList());
                union.addAll(own);
            }
            assertThat(union).containsExactlyInAnyOrderElementsOf(whole);
        }
    }

    @Test
    void eachPassOverAFileHasTheSameOwnRecords() throws Exception {
        assertThat(draw(file(5).circular().streamed(), part(1, 1, 1), 6)).containsExactly(1, 3, 1, 3, 1, 3);
        assertThat(draw(file(5).circular(), part(1, 1, 1), 6)).containsExactly(1, 3, 1, 3, 1, 3);
    }

    @Test
    void anAgentWithoutRecordsOfItsOwnTakesAllWhereTheyComeAgain() throws Exception {
        assertThat(draw(file(2).circular().streamed(), part(2, 1, 1, 1), 4)).containsExactly(0, 1, 0, 1);
        assertThat(draw(file(2).circular(), part(2, 1, 1, 1), 4)).containsExactly(0, 1, 0, 1);
        assertThat(draw(file(2).streamed(), part(2, 1, 1, 1), 4)).isEmpty();
        assertThat(draw(file(2), part(2, 1, 1, 1), 4)).isEmpty();
    }
}
