package dev.perf.engine.internal.command;

import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.engine.internal.settings.ConfiguredTest;
import dev.perf.engine.internal.settings.run.ReportSettings;
import dev.perf.fleet.Fleet;
import dev.perf.plan.TestPlan;
import dev.perf.result.RunResult;
import dev.perf.spi.ResultWriter;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file has configured, run from code, with reports of one page. */
class ConfiguredRunTest {

    private static final TestPlan PLAN = loadTest("configured")
            .run(scenario("s").exec(exec("work", user -> {})), users(2).iterations(3))
            .plan();

    @TempDir
    private Path folder;

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @Nullable
    private URLClassLoader withPage;

    /** Writes the page of a report. */
    public static class Page implements ResultWriter {

        /** For the loader of services. */
        public Page() {}

        @Override
        public String fileName() {
            return "index.html";
        }

        @Override
        public void write(RunResult result, Path file) throws IOException {
            Files.writeString(file, fileName() + " of " + result.test());
        }
    }

    /** Writes the summary of a report. */
    public static final class Summary extends Page {

        /** For the loader of services. */
        public Summary() {}

        @Override
        public String fileName() {
            return "summary.json";
        }
    }

    @BeforeEach
    void addWriters() throws IOException {
        Path services = Files.createDirectories(folder.resolve("classes/META-INF/services"));
        Files.writeString(
                services.resolve(ResultWriter.class.getName()),
                Page.class.getName() + "\n" + Summary.class.getName() + "\n");
        withPage =
                new URLClassLoader(new URL[] {folder.resolve("classes").toUri().toURL()}, before);
        Thread.currentThread().setContextClassLoader(withPage);
    }

    @AfterEach
    void removeWriters() throws IOException {
        Thread.currentThread().setContextClassLoader(before);
        Objects.requireNonNull(withPage).close();
    }

    private static RunResult run(ReportSettings settings) throws InterruptedException {
        return ConfiguredRun.start(new ConfiguredTest(PLAN, null, settings, List.of(), List.of(), List.of()))
                .await();
    }

    @Test
    void theReportAndItsCopiesGoWhereTheFileSays() throws Exception {
        RunResult result = run(new ReportSettings(
                folder.resolve("reports"),
                true,
                folder.resolve("out/summary.json"),
                folder.resolve("out/page.html"),
                folder.resolve("out/configured"),
                null,
                null));

        assertThat(result.ledger().completed()).isEqualTo(6);
        assertThat(result.report()).isDirectory();
        assertThat(Objects.requireNonNull(result.report()).startsWith(folder.resolve("reports")))
                .isTrue();
        assertThat(folder.resolve("out/page.html")).hasContent("index.html of configured");
        assertThat(folder.resolve("out/summary.json")).hasContent("summary.json of configured");
        // Nobody writes tables here, which is told in the log and loses nothing else.
        assertThat(folder.resolve("out/configured_stats.csv")).doesNotExist();
    }

    @Test
    void withoutAReportTheSummaryIsWrittenAllTheSame() throws Exception {
        RunResult result = run(new ReportSettings(null, false, folder.resolve("summary.json"), null, null, null, null));

        assertThat(result.report()).isNull();
        assertThat(folder.resolve("summary.json")).hasContent("summary.json of configured");
    }

    @Test
    void whatNeedsAModuleThatIsMissingSaysSo() {
        var onFleet =
                new ConfiguredTest(PLAN, Fleet.local(2), ReportSettings.DEFAULTS, List.of(), List.of(), List.of());
        var live = new ConfiguredTest(
                PLAN,
                null,
                new ReportSettings(null, true, null, null, null, null, ""),
                List.of(),
                List.of(),
                List.of());

        assertThatThrownBy(() -> ConfiguredRun.start(onFleet))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("add the dependency dev.perf:perf-distributed to run a test on several machines");
        assertThatThrownBy(() -> ConfiguredRun.start(live))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("--live: nothing on the class path serves a live page; add the dependency"
                        + " dev.perf:perf-report");
    }
}
