package dev.perf.engine.internal.command;

import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.settings.ConfiguredTest;
import dev.perf.engine.internal.settings.run.ReportSettings;
import dev.perf.plan.InvalidTestFileException;
import dev.perf.plan.TestFile;
import dev.perf.plan.TestPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command whose test a file configures, as a process of its own. */
class FileCommandTest {

    @TempDir
    private Path folder;

    /** Knows two files: one with a mistake, and one that says things of no use. */
    public static final class Main {

        private Main() {}

        public static void main(String... args) {
            var draft = new TestDraft(null, TestFile.at(args[0]), FileChoice.ofThisProcess(), Main::read);
            System.exit(Command.run(draft, List.of(args).subList(1, args.length)));
        }

        private static ConfiguredTest read(TestFile file, @Nullable TestPlan plan) {
            if (String.valueOf(file.path()).equals("broken.yaml")) {
                throw new InvalidTestFileException("broken.yaml:1:1: nothing in it");
            }
            TestPlan test = loadTest("child " + file.environment())
                    .run(
                            scenario("worker").exec(exec("work", user -> user.pause(ofMillis(20)))),
                            users(2).during(ofMinutes(1)))
                    .plan();
            return new ConfiguredTest(
                    test,
                    null,
                    ReportSettings.DEFAULTS,
                    List.of(),
                    List.of("shop.yaml:3: report.theme: Perf has one theme", "shop.yaml:9: ui: Perf has one"),
                    List.of());
        }
    }

    /** What a process has said, and how it ended. */
    private record Ended(String out, String err, int code) {}

    private Ended run(List<String> jvm, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Dstdout.encoding=UTF-8"));
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        Path err = folder.resolve("err");
        var builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PERF_"));
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ended(out, Files.readString(err), process.exitValue());
    }

    @Test
    void mistakesInTheFileAreToldAndEndItWithTwo() throws Exception {
        assertThat(run(List.of(), "broken.yaml", "--dry-run"))
                .isEqualTo(new Ended("", "broken.yaml:1:1: nothing in it\n", 2));
    }

    @Test
    void whatIsNotUsedIsToldBesideTheOutput() throws Exception {
        Ended ended = run(List.of("-Dperf.environment=staging"), "shop.yaml", "--duration", "300ms", "--no-report");

        assertThat(ended.err()).isEqualTo("""
            Not used, for nothing that is measured depends on it:
              shop.yaml:3: report.theme: Perf has one theme
              shop.yaml:9: ui: Perf has one
            """);
        assertThat(ended.out()).contains("child staging").contains("PASSED").doesNotContain("report.theme");
        assertThat(ended.code()).isZero();
    }

    @Test
    void aQuietRunTellsMistakesAlone() throws Exception {
        assertThat(run(List.of(), "shop.yaml", "--duration", "300ms", "--no-report", "--quiet"))
                .isEqualTo(new Ended("", "", 0));
    }

    @Test
    void aPartOfTheReportThatIsMissingChangesTheExitCodeAndNothingElse() throws Exception {
        Path page = folder.resolve("page.html");
        Ended ended = run(
                List.of(), "shop.yaml", "--duration=300ms", "--report=" + folder.resolve("reports"), "--html=" + page);

        assertThat(ended.out()).contains("PASSED");
        assertThat(ended.err())
                .endsWith("the file " + page + " that --html asks for cannot be written: there is no report to take it"
                        + " from\n");
        assertThat(ended.code()).isEqualTo(5);
    }
}
