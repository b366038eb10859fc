package dev.perf.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.output.OutputProvider;
import dev.perf.report.internal.AgentRuns;
import dev.perf.report.internal.Results;
import dev.perf.result.RunResult;
import dev.perf.spi.BenchmarkWriter;
import dev.perf.spi.CapacityWriter;
import dev.perf.spi.HistoryWriter;
import dev.perf.spi.ResultWriter;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReportsTest {

    private static final int TYPICAL = 2_000_000;
    private static final int ANY = 5_000_000;

    @TempDir
    Path folder;

    @Test
    void writersAreFoundOnClassPathAndModulePathAlike() throws IOException {
        ModuleDescriptor descriptor;
        try (InputStream in = Files.newInputStream(classes().resolve("module-info.class"))) {
            descriptor = ModuleDescriptor.read(in);
        }

        assertThat(descriptor.provides())
                .extracting(ModuleDescriptor.Provides::service)
                .containsExactlyInAnyOrder(
                        ResultWriter.class.getName(),
                        CapacityWriter.class.getName(),
                        HistoryWriter.class.getName(),
                        BenchmarkWriter.class.getName(),
                        OutputProvider.class.getName());
        for (ModuleDescriptor.Provides provides : descriptor.provides()) {
            String onClassPath = Files.readString(classes().resolve("META-INF/services/" + provides.service()));
            assertThat(provides.providers()).isEqualTo(onClassPath.lines().toList());
        }
    }

    @Test
    void writersAreFoundAndMakeAFileEach() {
        var names = new ArrayList<String>();
        for (ResultWriter writer : ServiceLoader.load(ResultWriter.class)) {
            names.add(writer.fileName());
        }

        assertThat(names)
                .containsExactly(
                        "summary.json",
                        "histograms.hlog",
                        "stats.csv",
                        "stats_history.csv",
                        "failures.csv",
                        "agents.csv",
                        "thresholds.xml",
                        "summary.md",
                        "index.html");
    }

    @Test
    void writesAllFilesIntoAFolderThatDoesNotExist() throws IOException {
        Path report = folder.resolve("target/perf/tiny");

        Reports.write(Results.tiny(), report);

        try (Stream<Path> files = Files.list(report)) {
            assertThat(files)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder(
                            "index.html",
                            "report.css",
                            "summary.json",
                            "histograms.hlog",
                            "stats.csv",
                            "stats_history.csv",
                            "failures.csv",
                            "thresholds.xml",
                            "summary.md");
        }
    }

    @Test
    void aRunOnSeveralMachinesHasATableOfItsAgentsThatTheNextRunInItsFolderTakesAway() throws IOException {
        Reports.write(AgentRuns.threeAgents(), folder);

        assertThat(folder.resolve("agents.csv")).isRegularFile();
        assertThat(folder.resolve("index.html")).content().contains("href=\"agents.csv\"");

        Reports.write(Results.tiny(), folder);

        assertThat(folder.resolve("agents.csv")).doesNotExist();
    }

    @Test
    void replacesAnEarlierReport() throws IOException {
        Reports.write(Results.large(), folder);
        Reports.write(Results.tiny(), folder);

        assertThat(folder.resolve("summary.json")).content().endsWith("}\n").contains("\"tiny\"");
        assertThat(folder.resolve("index.html")).content().endsWith("</html>\n");
    }

    @ParameterizedTest
    @MethodSource("dev.perf.report.internal.Results#all")
    void filesStaySmall(RunResult result) throws IOException {
        Reports.write(result, folder);

        assertThat(folder.resolve("index.html").toFile().length()).isLessThan(ANY);
        // A course of 1,000 points for each of 50 names takes its room; a machine reads it.
        long courses = result.requests().stream()
                .mapToLong(request -> request.detail().course().size())
                .sum();
        assertThat(folder.resolve("summary.json").toFile().length()).isLessThan(TYPICAL + 150 * courses);
        assertThat(folder.resolve("histograms.hlog").toFile().length()).isLessThan(ANY);
    }

    private static Path classes() {
        try {
            return Path.of(Reports.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
