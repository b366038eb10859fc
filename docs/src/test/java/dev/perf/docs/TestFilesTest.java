package dev.perf.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.perf.plan.InvalidTestFileException;
import dev.perf.plan.TestFile;
import dev.perf.result.RunResult;
import dev.perf.samples.shop.DemoShop;
import dev.perf.spi.FileEngine;
import dev.perf.spi.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the files that the guide shows, runs those that the demo shop has answers for, and keeps what it prints of them true. */
class TestFilesTest {

    private static final String FOLDER = "src/test/resources/yaml/";
    private static final String WRONG = "wrong.yaml";
    private static final Pattern OUTPUT =
            Pattern.compile("<!-- (settings|mistakes|plan): (\\S+) -->\\n```\\n(.*?)```\\n", Pattern.DOTALL);

    static Stream<String> right() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(FOLDER))) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml") && !name.equals(WRONG))
                    .sorted()
                    .toList();
            assertThat(names).hasSizeGreaterThan(10);
            return names.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("right")
    void isRead(String name) {
        TestFile file = TestFile.at(FOLDER + name);
        Suite suite = FileEngine.find().suite(file);
        if (suite != null) {
            assertThat(suite.tests()).hasSize(3);
            assertThat(suite.notes()).isEmpty();
        } else if (name.equals("common.yaml")) {
            assertThat(FileEngine.find().effective(file)).hasSize(3);
        } else {
            assertThat(FileEngine.find().main(file, null, List.of("--dry-run", "--quiet")))
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"staging", "local"})
    void environmentsAndProfilesAreRead(String environment) {
        for (String profile : List.of("smoke", "evening", "peak", "spike")) {
            TestFile file =
                    TestFile.at(FOLDER + "shop.yaml").environment(environment).profile(profile);
            assertThat(FileEngine.find().main(file, null, List.of("--dry-run", "--quiet")))
                    .as(profile)
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"first.yaml", "shop.yaml", "settings.yaml", "flow.yaml", "data.yaml", "outputs.yaml"})
    @Timeout(60)
    void runsAgainstTheShop(String name) throws InterruptedException {
        try (DemoShop shop = DemoShop.start()) {
            TestFile file = TestFile.at(FOLDER + name)
                    .set("host", shop.url())
                    .set("users", "2")
                    .set("duration", "1s")
                    .set("rampUp", "0s")
                    .set("outputs", "[]")
                    .set("report", "false");

            RunResult result = FileEngine.find().start(file, null).await();

            assertThat(result.ledger().completed()).isPositive();
            assertThat(result.ledger().failed()).isZero();
            assertThat(shop.requests()).isPositive();
        }
    }

    @Test
    void aFileWithMistakesIsRefused() {
        assertThatExceptionOfType(InvalidTestFileException.class)
                .isThrownBy(() -> FileEngine.find().plan(TestFile.at(FOLDER + WRONG), null));
    }

    /** {@code -Ddocs.update=true} writes what is printed into the pages, as it does with snippets. */
    @Test
    void whatIsPrintedIsWhatThePagesShow() throws IOException {
        Path page = Path.of("yaml.md");
        String text = Files.readString(page);
        String expected = OUTPUT.matcher(text)
                .replaceAll(block -> Matcher.quoteReplacement("<!-- " + block.group(1) + ": " + block.group(2)
                        + " -->\n```\n" + printed(block.group(1), block.group(2)) + "\n```\n"));
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(page, expected);
        }
        assertThat(OUTPUT.matcher(text).results()).hasSize(2);
        assertThat(page).as("%s; mend with -Ddocs.update=true", page).content().isEqualTo(expected);
    }

    /** @param given a file, environment and profile, with commas between them */
    private static String printed(String kind, String given) {
        String[] parts = given.split(",");
        TestFile file = TestFile.at(FOLDER + parts[0]);
        file = parts.length > 1 ? file.environment(parts[1]).profile(parts[2]) : file;
        String printed;
        if (kind.equals("mistakes")) {
            TestFile wrong = file;
            printed = refusal(wrong);
        } else {
            printed = String.join("\n", FileEngine.find().effective(file.set("users", "50")));
        }
        return printed.replace(FOLDER, "");
    }

    private static String refusal(TestFile file) {
        try {
            return "not refused: " + FileEngine.find().plan(file, null);
        } catch (InvalidTestFileException refused) {
            return String.valueOf(refused.getMessage());
        }
    }
}
