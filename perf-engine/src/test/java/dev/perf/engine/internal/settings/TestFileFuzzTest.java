package dev.perf.engine.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.perf.Perf;
import dev.perf.engine.internal.document.Document;
import dev.perf.engine.internal.document.Mistake;
import dev.perf.engine.internal.document.Mistakes;
import dev.perf.engine.internal.document.TreeText;
import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.YamlReader;
import dev.perf.engine.internal.settings.Effective.Surroundings;
import dev.perf.http.Http;
import dev.perf.plan.InvalidTestFileException;
import dev.perf.plan.TestFile;
import dev.perf.plan.TestPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever a file has in it, it is a test, or it is refused in words that say where.
 *
 * <p>A normal build tries the inputs kept in {@code src/test/resources}, in the folder named after this class and the test;
 * {@code mvn -Pfuzz -Dtest=TestFileFuzzTest} looks for new ones for half a minute, led by the branches that the readers take.
 */
class TestFileFuzzTest {

    private static final Path FOLDER = folder();

    private static final TestPlan JAVA = Perf.loadTest("java")
            .run(
                    Perf.scenario("shopper").exec(Http.http("home").get("http://localhost/")),
                    Perf.users(3).during(Duration.ofMinutes(1)))
            .plan();

    private static final Surroundings SURROUNDINGS =
            new Surroundings(name -> name.startsWith("A") ? "1" : null, Map.of());

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("perf-fuzz");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException full) {
            throw new IllegalStateException(full);
        }
    }

    /**
     * The first byte says how the file is used; the rest is the file.
     *
     * @param input bits of the first byte: 1 for a Java test that it configures, 2 for the name of {@code locust.conf}, 4 for
     *     the profile smoke
     */
    @FuzzTest(maxDuration = "30s")
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void isATestOrIsRefusedInWords(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        String text = new String(input, 1, input.length - 1, StandardCharsets.UTF_8);
        Path path = FOLDER.resolve((input[0] & 2) == 0 ? "test.yaml" : "locust.conf");
        Files.writeString(path, text);
        path.toFile().deleteOnExit();
        TestFile file =
                (input[0] & 4) == 0 ? TestFile.at(path) : TestFile.at(path).profile("smoke");
        tryTo(file, (input[0] & 1) == 0 ? null : JAVA);
        assertPlaced(text);
    }

    private static void tryTo(TestFile file, @Nullable TestPlan test) {
        try {
            ConfiguredTest.of(file, test, SURROUNDINGS);
            assertThat(EffectiveText.of(file, SURROUNDINGS)).isNotEmpty();
            FileSuite.of(file, SURROUNDINGS);
        } catch (InvalidTestFileException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    /** Every value and every mistake stands in the text, and goes to other processes as it is. */
    private static void assertPlaced(String text) {
        var mistakes = new Mistakes();
        var document = new Document("test.yaml", text);
        Value value = YamlReader.read(document, mistakes);
        for (Mistake mistake : mistakes.found()) {
            assertThat(mistake.place().line()).isPositive();
            assertThat(mistake.place().column()).isPositive();
            assertThat(mistake.toString()).startsWith("test.yaml:");
        }
        if (value != null) {
            String sent = TreeText.of(value);
            assertThat(TreeText.of(TreeText.read(sent))).isEqualTo(sent);
        }
    }
}
