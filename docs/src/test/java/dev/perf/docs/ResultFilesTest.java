package dev.perf.docs;

import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.http;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.RunResult;
import dev.perf.samples.shop.DemoShop;
import dev.perf.spi.ResultWriter;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFilesTest {

    private static final Pattern COLUMN = Pattern.compile("`([^`]+)`");

    @TempDir
    Path folder;

    @Test
    void theFilesOfARunAreThoseOfTheGuide() throws IOException, InterruptedException {
        RunResult result = run();
        String page = Files.readString(Path.of("results.md"));

        for (ResultWriter writer : ServiceLoader.load(ResultWriter.class)) {
            Path file = Objects.requireNonNull(result.report()).resolve(writer.fileName());
            if (writer.fileName().equals("agents.csv")) {
                assertThat(file).as("a run of one process has no agents").doesNotExist();
            } else {
                assertThat(file).isNotEmptyFile();
            }
            assertThat(page).contains("`" + writer.fileName() + "`");
        }
        assertThat(result.warnings()).noneMatch(warning -> warning.contains("cannot be written"));
    }

    @Test
    void theLogIsReadAsTheGuideReadsIt() throws IOException, InterruptedException {
        RunResult result = run();

        Histogram login = ResultFiles.ofRequest(Objects.requireNonNull(result.report()));

        assertThat(login.getTotalCount())
                .isEqualTo(result.request("login").count())
                .isPositive();
    }

    @Test
    void theGuideNamesEveryColumn() throws IOException, InterruptedException {
        RunResult result = run();
        List<String> named = COLUMN.matcher(
                        Files.readString(Path.of("results.md")).replaceAll("(?s)```.*?```", ""))
                .results()
                .map(match -> match.group(1))
                .toList();
        var words = new ArrayList<String>();
        named.forEach(name -> words.addAll(List.of(name.split(" "))));

        for (String table : List.of("stats.csv", "stats_history.csv", "failures.csv")) {
            String head = Files.readAllLines(
                            Objects.requireNonNull(result.report()).resolve(table))
                    .getFirst();
            for (String column : head.split(",")) {
                assertThat(words).as("%s of %s", column, table).contains(column.split(" "));
            }
        }
    }

    private RunResult run() throws InterruptedException {
        try (DemoShop shop = DemoShop.start()) {
            return loadTest("files")
                    .http(http -> http.baseUrl(shop.url()))
                    .run(scenario("s").exec(http("login").get("/health")), users(1).during(ofMillis(300)))
                    .run(RunOptions.DEFAULTS.reportsTo(folder));
        }
    }
}
