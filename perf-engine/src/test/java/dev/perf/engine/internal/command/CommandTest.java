package dev.perf.engine.internal.command;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.constant;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.http;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.perf.LoadTest;
import dev.perf.plan.TestPlan;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The command as a process of its own: its exit codes, and what a signal does to it. */
class CommandTest {

    /** A test whose one user works for 20 ms at a time; the first argument says what is wrong with it. */
    public static final class Main {

        private Main() {}

        public static void main(String... args) {
            LoadTest test = loadTest("child")
                    .run(
                            scenario("worker").exec(exec("work", user -> user.pause(ofMillis(20)))),
                            args[0].equals("invalid") ? users(-1).during(ofSeconds(1)) : users(2).during(ofMinutes(1)))
                    .threshold("step_duration: max < " + (args[0].equals("strict") ? "1ms" : "1m"));
            test.main(List.of(args).subList(1, args.length).toArray(String[]::new));
        }
    }

    @Test
    void exitsWithTheVerdictsCode() throws Exception {
        Process passed = start("sound", "--duration", "300ms", "--no-report");
        assertThat(output(passed)).contains("PASSED: the threshold held");
        assertThat(passed.exitValue()).isZero();

        Process failed = start("strict", "--duration", "300ms", "--no-report");
        assertThat(output(failed))
                .contains("✗ step_duration: max < 1ms")
                .contains("FAILED: the threshold did not hold");
        assertThat(failed.exitValue()).isEqualTo(1);
    }

    @Test
    void exitsWithTwoAfterMistakesAndSaysThemWithoutAStackTrace() throws Exception {
        Process flags = start("sound", "--user", "3");
        assertThat(output(flags))
                .startsWith("unknown flag --user; did you mean --users?")
                .doesNotContain("\tat ");
        assertThat(flags.exitValue()).isEqualTo(2);

        Process plan = start("invalid");
        assertThat(output(plan))
                .startsWith("test \"child\" has 1 mistake\n  CommandTest.java:")
                .contains("number of users must be from 0 to 10,000,000, got -1")
                .doesNotContain("\tat ");
        assertThat(plan.exitValue()).isEqualTo(2);
    }

    @Test
    void aFleetTakesTheModuleThatReachesIt() throws Exception {
        Process process = start("sound", "--fleet", "local:3");
        assertThat(output(process))
                .isEqualTo("--fleet: add the dependency dev.perf:perf-distributed to run a test on several machines\n");
        assertThat(process.exitValue()).isEqualTo(2);
    }

    @Test
    void aDryRunTellsOfTheFleetAndCallsNobody() throws Exception {
        Process process =
                start("sound", "--fleet", "nowhere:7800,nobody:7800?loss=tolerate:50%&takeover=no", "--dry-run");
        assertThat(output(process))
                .contains("  fleet       2 agents at nowhere:7800, nobody:7800, sharing by capacity, nobody takes over"
                        + " for a lost one, stopping when more than 50 % are lost; nobody was called\n");
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void agentsChangeTheirPlanAsTheCommandDid() {
        TestPlan plan = loadTest("t")
                .run(scenario("a").exec(exec("work", user -> {})), users(2).during(ofSeconds(1)))
                .run(scenario("b").exec(exec("work", user -> {})), users(2).during(ofSeconds(1)))
                .plan();

        TestPlan changed = PlanFlags.apply(plan, List.of("--users", "6", "--scenario", "b", "--seed", "7"));

        assertThat(changed.workloads())
                .extracting(workload -> workload.load().peak())
                .containsExactly(6.0);
        assertThat(changed.seed()).isEqualTo(7);
        assertThat(PlanFlags.apply(plan, List.of()).workloads()).isEqualTo(plan.workloads());
        assertThatThrownBy(() -> PlanFlags.apply(plan, List.of("--scenario", "c")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--scenario: ");
    }

    /** A test whose users need more files than the process may open. */
    public static final class TooFewFiles {

        private TooFewFiles() {}

        public static void main(String... args) {
            loadTest("too few files")
                    .http(http -> http.baseUrl(args[0]))
                    .run(
                            scenario("shop").exec(http("home").get("/")).thinkTime(constant(ofMillis(50))),
                            users(200).during(ofSeconds(2)))
                    .main("--no-report", "--quiet");
        }
    }

    @Test
    @Tag("real-time")
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no ulimit")
    void exitsWithThreeWhereTheGeneratorWasTheLimit() throws Exception {
        try (var server = new MockWebServer()) {
            server.setDispatcher(new Dispatcher() {
                @Override
                public MockResponse dispatch(RecordedRequest request) {
                    return new MockResponse.Builder().build();
                }
            });
            server.start(InetAddress.getLoopbackAddress(), 0);
            var command = new ArrayList<>(List.of("bash", "-c", "ulimit -n 100; exec \"$@\"", "bash"));
            command.addAll(javaCommand(TooFewFiles.class, "http://localhost:" + server.getPort()));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            output(process);
            assertThat(process.exitValue()).isEqualTo(3);
        }
    }

    @Test
    void exitsWithFiveWhereItCannotDoWhatItShould() throws Exception {
        Process process = start("sound", "--duration", "300ms", "--no-report", "--quiet", "--json", "result.json");
        assertThat(output(process))
                .isEqualTo("the file that --json asks for cannot be written: --json needs the dependency"
                        + " dev.perf:perf-report\n");
        assertThat(process.exitValue()).isEqualTo(5);
    }

    @Test
    void annotatesTheRunWhereGitHubRunsIt() throws Exception {
        var builder =
                new ProcessBuilder(javaCommand(Main.class, "strict", "--duration", "300ms", "--no-report", "--quiet"));
        builder.environment().put("GITHUB_ACTIONS", "true");
        Process process = builder.redirectErrorStream(true).start();
        assertThat(output(process)).startsWith("::error title=child%3A threshold::step_duration: max < 1ms: ");
        assertThat(process.exitValue()).isEqualTo(1);
    }

    @Test
    void debugsOnceWithoutLoadAndExitsWithWhetherItWorked() throws Exception {
        Process sound = start("sound", "--debug");
        assertThat(output(sound)).isEqualTo("""
            debugging "child": one user per scenario, one iteration, no load

            scenario "worker"
              work: Java code
                pause 20ms, skipped
              session: empty

            nothing failed
            """);
        assertThat(sound.exitValue()).isZero();

        Process unknown = start("sound", "--debug=wrker");
        assertThat(output(unknown))
                .isEqualTo("--debug: the test has no scenario \"wrker\"; did you mean \"worker\"? Its scenarios are"
                        + " worker\n");
        assertThat(unknown.exitValue()).isEqualTo(2);
    }

    @Test
    void endsGracefullyOnASignalAndStillReports() throws Exception {
        Process process = start("sound", "--no-report");
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(reader.readLine()).startsWith("child  01:00  run ");
            reader.readLine();
            process.toHandle().destroy(); // SIGTERM, which the JVM treats as Ctrl-C
            String rest = String.join("\n", reader.lines().toList());
            assertThat(rest)
                    .contains("Stopping: no iteration begins any more, and those that run have 30s to end. Ctrl-C again"
                            + " changes nothing; to end at once, without a report: kill -9 " + process.pid() + "\n")
                    .contains("iterations  ")
                    .contains("ABORTED: interrupted from outside");
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(4);
    }

    /** Arrivals of which half find no user, and half of the others throw. */
    public static final class Arrivals {

        private Arrivals() {}

        public static void main(String... args) {
            loadTest("arrivals")
                    .run(
                            scenario("clumsy").exec("work", user -> {
                                user.pause(ofMillis(200));
                                if (user.id() % 2 == 1) {
                                    throw new StackOverflowError();
                                }
                            }),
                            arrivals(perSecond(100)).during(ofMinutes(1)).maxUsers(10))
                    .main(args);
        }
    }

    @Test
    void accountsForEveryIterationAfterCtrlC() throws Exception {
        assumeThat(ignoresInterrupts()).as("a child inherits ignored signals").isFalse();
        Process process = startMain(Arrivals.class, "--no-report");
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            String line = reader.readLine();
            while (line != null && !line.contains("StackOverflowError")) {
                line = reader.readLine();
            }
            assertThat(line).as("progress that tells of failed iterations").isNotNull();
            Process kill = new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start();
            assertThat(kill.waitFor()).isZero();
            String rest = String.join("\n", reader.lines().toList());
            Matcher account = Pattern.compile(
                            "iterations +([\\d,]+) scheduled = ([\\d,]+) started \\+ ([\\d,]+) dropped; +([\\d,]+)"
                                    + " started = ([\\d,]+) completed \\+ ([\\d,]+) failed \\+ ([\\d,]+) interrupted")
                    .matcher(rest);
            assertThat(account.find()).as(rest).isTrue();
            assertThat(number(account, 2)).isEqualTo(number(account, 4)).isPositive();
            assertThat(number(account, 3)).isPositive();
            assertThat(number(account, 6)).isPositive();
            assertThat(number(account, 1)).isEqualTo(number(account, 2) + number(account, 3));
            assertThat(number(account, 4)).isEqualTo(number(account, 5) + number(account, 6) + number(account, 7));
            assertThat(rest).contains("stopped: interrupted from outside");
            // On a machine that takes the processors away, that is the verdict.
            boolean isInvalid = rest.contains("INVALID: The generator was the limit");
            assertThat(rest).contains(isInvalid ? "INVALID: " : "ABORTED: interrupted from outside");
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(isInvalid ? 3 : 4);
        }
    }

    private static long number(Matcher account, int group) {
        return Long.parseLong(account.group(group).replace(",", ""));
    }

    /** As jobs in the background of a shell do; only Linux tells. */
    private static boolean ignoresInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        return !Files.exists(status)
                || Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }

    @Test
    void aDryRunDrawsTheLoadAndSendsNothing() throws Exception {
        Process process = start("sound", "--dry-run", "--duration", "10s", "--users", "4");
        assertThat(output(process))
                .startsWith("test \"child\" is valid; nothing was sent\n  length      10s\n")
                .contains("  scenario \"worker\", closed load: 4 users, hold 10s")
                .contains("           4 │████████████████████████████████████████████████████████████\n");
        assertThat(process.exitValue()).isZero();
    }

    private static Process start(String... arguments) throws IOException {
        return startMain(Main.class, arguments);
    }

    private static Process startMain(Class<?> main, String... arguments) throws IOException {
        return new ProcessBuilder(javaCommand(main, arguments))
                .redirectErrorStream(true)
                .start();
    }

    private static List<String> javaCommand(Class<?> main, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String output(Process process) throws IOException, InterruptedException {
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return text;
    }
}
