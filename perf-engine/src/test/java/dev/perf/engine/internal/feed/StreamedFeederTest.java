package dev.perf.engine.internal.feed;

import static dev.perf.Perf.csv;
import static dev.perf.Perf.jdbc;
import static dev.perf.Perf.jsonLines;
import static dev.perf.Perf.records;
import static dev.perf.engine.internal.feed.Drawing.draw;
import static dev.perf.engine.internal.feed.Drawing.load;
import static dev.perf.engine.internal.feed.Drawing.mistakes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.engine.internal.plan.Part;
import dev.perf.feed.Feeder;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources that are read while their records are drawn. */
class StreamedFeederTest {

    /** Draws all records of a file from several users at once, in a JVM with a small heap. */
    static final class Drawer {

        private static final int USERS = 4;

        private Drawer() {}

        public static void main(String... arguments) throws InterruptedException {
            var feeds = new Feeds(1, Part.WHOLE);
            Feed feed = feeds.load(csv(arguments[0]), System.out::println);
            var drawn = new AtomicLong();
            List<Thread> users = IntStream.range(0, USERS)
                    .mapToObj(user -> Thread.ofVirtual().start(() -> drawn.addAndGet(drawAll(feed, user))))
                    .toList();
            for (Thread user : users) {
                user.join();
            }
            System.out.println("drew " + drawn);
            System.out.println(feed.end());
            feeds.close();
        }

        private static long drawAll(Feed feed, int user) {
            try {
                long drawn = 0;
                while (feed.draw(user, new SplittableRandom(user)) != null) {
                    drawn++;
                }
                return drawn;
            } catch (DrawFailedException | InterruptedException failure) {
                throw new AssertionError(failure);
            }
        }
    }

    @TempDir
    private Path folder;

    private String lines(int count) throws IOException {
        StringBuilder text = new StringBuilder("n\n");
        IntStream.range(0, count).forEach(n -> text.append(n).append('\n'));
        return Files.writeString(folder.resolve("lines.csv"), text).toString();
    }

    private static List<Object> drawn(Feeder feeder, int most) throws Exception {
        return draw(feeder, most).stream().map(record -> record.get("n")).toList();
    }

    private static List<Object> numbers(int from, int to) {
        return IntStream.range(from, to).<Object>mapToObj(String::valueOf).toList();
    }

    @Test
    void handsOutEachRecordInOrder() throws Exception {
        String path = lines(12_345);

        assertThat(drawn(csv(path).streamed(), 99_999)).isEqualTo(numbers(0, 12_345));
        assertThat(drawn(csv(path).streamed().unique(), 99_999)).isEqualTo(numbers(0, 12_345));
        assertThat(drawn(csv(path).streamed().map("n", n -> n + "!"), 2)).containsExactly("0!", "1!");
    }

    @Test
    void beginsAgainAfterTheLastRecord() throws Exception {
        assertThat(drawn(csv(lines(2_500)).streamed().circular(), 6_000))
                .startsWith(numbers(0, 2_500).toArray())
                .endsWith(numbers(0, 1_000).toArray());
        assertThat(drawn(csv(lines(3)).streamed().thenRecycle(), 7)).containsExactly("0", "1", "2", "0", "1", "2", "0");
    }

    @Test
    void shufflesTheRecordsThatAreNext() throws Exception {
        Feeder shuffled = csv(lines(30_000)).streamed().shuffle();

        List<Object> order = drawn(shuffled, 99_999);

        assertThat(order)
                .containsExactlyInAnyOrderElementsOf(numbers(0, 30_000))
                .isEqualTo(drawn(shuffled, 99_999));
        assertThat(order.subList(0, 100)).isNotEqualTo(numbers(0, 100));
    }

    @Test
    void streamsQueriesAndLines() throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:streamed");
        assertThat(drawn(
                        jdbc(database, "select x as \"n\" from system_range(1, 5000)")
                                .streamed(),
                        99_999))
                .hasSize(5_000)
                .endsWith(5_000L);

        StringBuilder text = new StringBuilder();
        IntStream.range(0, 3_000).forEach(n -> text.append("{\"n\": ").append(n).append("}\n"));
        String path = Files.writeString(folder.resolve("lines.jsonl"), text).toString();
        assertThat(drawn(jsonLines(path).streamed(), 99_999)).hasSize(3_000).endsWith(2_999);
    }

    @Test
    void aMistakeBehindTheFirstRecordsEndsTheDataThere() throws Exception {
        Path file = Path.of(lines(1_500));
        Files.writeString(file, Files.readString(file) + "1,5\n");
        Feed feed = load(csv(file.toString()).streamed());

        assertThat(draw(feed, 99_999)).hasSize(1_500);
        assertThat(feed.exhausted())
                .isEqualTo("feeder " + file + " can be read no further than record 1,500: line 1502 has 2 fields; the 1"
                        + " column [n] ask for one each");

        Path json = folder.resolve("more.jsonl");
        Files.writeString(json, "{\"n\": 1}\n".repeat(1_100) + "{\"m\": 1}\n");
        Feed more = load(jsonLines(json.toString()).streamed());
        assertThat(draw(more, 99_999)).hasSize(1_100);
        assertThat(more.exhausted())
                .isEqualTo("feeder " + json + " can be read no further than record 1,100: the next one has the name"
                        + " \"m\", which the first records do not have");
    }

    @Test
    void aMistakeInTheFirstRecordsIsFoundBeforeTheRun() throws Exception {
        String path = Files.writeString(folder.resolve("x.csv"), "a\n1\n2,3\n").toString();

        assertThat(mistakes(csv(path).streamed()))
                .containsExactly("feeder file \"" + path + "\" line 3 has 2 fields; the 1 column [a] ask for one each");
        assertThat(mistakes(csv(lines(0)).streamed()))
                .containsExactly("feeder file \"" + folder.resolve("lines.csv")
                        + "\" has no records below its line of column names");
    }

    @Test
    void ordersThatNeedAllRecordsAreRefused() throws Exception {
        String path = lines(3);
        String remedy = " needs all records in memory; say inMemory() if the heap has room for them, or take queue(),"
                + " circular() or shuffle()";

        assertThat(mistakes(csv(path).streamed().random()))
                .containsExactly("feeder file \"" + path + "\" is streamed(), and random()" + remedy);
        Path large = large(17, folder.resolve("large.csv"));
        assertThat(mistakes(csv(large.toString()).perUser()))
                .containsExactly("feeder file \"" + large + "\" is streamed, for it is large, and perUser()" + remedy);
        assertThat(mistakes(csv(large.toString()).perUser().inMemory())).isEmpty();
        assertThat(mistakes(records(List.of(Map.of("n", 1))).streamed()))
                .containsExactly(
                        "feeder cannot be streamed or held in memory as you wish, unlike files and queries; leave"
                                + " out streamed() and inMemory()");
    }

    @Test
    void theThreadThatReadsEndsWithTheRun() throws Exception {
        String path = lines(50_000);
        var feeds = new Feeds(1, Part.WHOLE);
        Feed feed = feeds.load(csv(path).streamed().circular(), mistake -> {
            throw new AssertionError(mistake);
        });
        assertThat(draw(feed, 2_000)).hasSize(2_000);
        Thread reader = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("perf-feed-" + path))
                .findFirst()
                .orElseThrow();

        feeds.close();

        assertThat(reader.join(java.time.Duration.ofSeconds(30))).isTrue();
        assertThatThrownBy(() -> draw(feed, 99_999)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aFileLargerThanTheHeapIsReadAsAWhole() throws Exception {
        Path file = large(200, folder.resolve("large.csv"));

        assertThat(drawInSmallHeap(file))
                .isEqualTo("drew 2000000\nfeeder " + file + " has no more than 2,000,000 records\n");
    }

    @Test
    void aCompressedFileLargerThanTheHeapIsReadAsAWhole() throws Exception {
        Path file = folder.resolve("large.csv.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file));
                var in = Files.newInputStream(large(60, folder.resolve("plain.csv")))) {
            in.transferTo(out);
        }

        assertThat(drawInSmallHeap(file))
                .isEqualTo("drew 600000\nfeeder " + file + " has no more than 600,000 records\n");
    }

    /** Writes 10,000 records of 100 bytes per megabyte. */
    private static Path large(int megabytes, Path file) throws IOException {
        String rest = "x".repeat(100 - 10 - 2);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("number,text\n");
            for (int n = 0; n < megabytes * 10_000; n++) {
                String number = String.valueOf(1_000_000_000L + n);
                out.append(number).append(',').append(rest).append('\n');
            }
        }
        return file;
    }

    private static String drawInSmallHeap(Path file) throws IOException, InterruptedException {
        Process drawer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx48m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Drawer.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(drawer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        drawer.waitFor();
        return output;
    }
}
