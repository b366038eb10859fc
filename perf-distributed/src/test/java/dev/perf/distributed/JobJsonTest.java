package dev.perf.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.plan.TestOrigin;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobJsonTest {

    private static final Path FOLDER = Path.of("queue").toAbsolutePath();
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123Z");

    private final JobJson json = new JobJson(FOLDER);

    @SuppressWarnings("NullAway") // arguments may be null
    private static StoredJob job() {
        var origin = new TestOrigin(
                "shop.ShopLoadTest",
                "test",
                "()Ldev/perf/LoadTest;",
                Arrays.asList(
                        "text",
                        true,
                        'c',
                        (byte) 1,
                        (short) 2,
                        3,
                        4L,
                        1.5f,
                        2.5,
                        Priority.HIGH,
                        Duration.ofSeconds(5),
                        URI.create("http://localhost"),
                        Path.of("a", "b"),
                        null));
        var terms = new JobTerms(
                "nightly",
                7,
                "Nightly",
                Priority.HIGH,
                Map.of("os", "linux"),
                1,
                3,
                Duration.ofMinutes(5),
                JobRequest.Retries.DEFAULT,
                NOW,
                Duration.ofSeconds(9),
                Map.of("team", "cart"),
                "shop",
                Duration.ofMinutes(2),
                origin,
                NOW);
        return new StoredJob(
                terms,
                JobState.RUNNING,
                "runs on b",
                null,
                null,
                List.of(
                        new Attempt(
                                1,
                                List.of("a"),
                                NOW,
                                NOW,
                                Outcome.LOST,
                                "lost",
                                Map.of("a", "killed"),
                                "run-1",
                                FOLDER.resolve("reports/shop/run-1")),
                        Attempt.begun(2, List.of("b"), NOW)));
    }

    private String text() {
        return new String(json.write(job()), StandardCharsets.UTF_8);
    }

    private void assertRefused(String from, String to, String message) {
        String text = text();
        assertThat(text).contains(from);
        assertThatThrownBy(() -> json.read(text.replace(from, to).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedJobException.class)
                .hasMessage(message);
    }

    @Test
    void readsWhatItHasWritten() throws Exception {
        assertThat(json.read(json.write(job()))).isEqualTo(job());
    }

    @Test
    void aFolderThatWasMovedTakesItsReportsAlong() throws Exception {
        Path moved = Path.of("moved").toAbsolutePath();

        assertThat(new JobJson(moved)
                        .read(json.write(job()))
                        .attempts()
                        .getFirst()
                        .report())
                .isEqualTo(moved.resolve("reports/shop/run-1"));
    }

    @Test
    void saysWhatIsWrongAndWhere() {
        assertRefused(
                "\"priority\" : \"HIGH\"",
                "\"priority\" : \"TOP\"",
                "/priority: \"TOP\" is none of [LOW, NORMAL, HIGH, URGENT]");
        assertRefused(
                "\"sequence\" : 7", "\"sequence\" : 7.5", "/sequence: is of type NUMBER, expected a whole number");
        assertRefused(
                "\"timeout\" : \"PT5M\"",
                "\"timeout\" : \"5m\"",
                "/timeout: \"5m\" is no length of time, such as PT5M");
        assertRefused("\"name\" : \"Nightly\",", "", "/name: is missing, expected a text");
        assertRefused(
                "\"state\" : \"RUNNING\"",
                "\"state\" : \"QUEUED\"",
                "/state: is QUEUED, but the last attempt has no outcome");
        assertRefused(
                "\"schemaVersion\" : 1",
                "\"schemaVersion\" : 9",
                "/schemaVersion: is 9, and this version of Perf reads 1");
        assertRefused("\"value\" : \"3\"", "\"value\" : \"secret\"", "/test/origin/arguments/5/value: is no int");
        assertRefused(
                "dev.perf.distributed.Priority\",",
                "gone.Priority\",",
                "an argument of the test is of enum gone.Priority, which is not there");
    }
}
