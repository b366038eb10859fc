package dev.perf.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.http.Body;
import dev.perf.http.Field;
import dev.perf.http.HttpRequest;
import dev.perf.http.Transport;
import dev.perf.load.ClosedLoad;
import dev.perf.load.LoadProfile;
import dev.perf.load.OpenLoad;
import dev.perf.load.Rate;
import dev.perf.plan.TestPlan;
import dev.perf.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class QuickCommandTest {

    @Test
    void sendsGetsWithTenUsersForTenSecondsUnlessTold() {
        TestPlan plan = plan("localhost:8080/cart?key=secret");

        assertThat(plan.name()).isEqualTo("quick localhost:8080/cart");
        assertThat(plan.warmUp()).isZero();
        assertThat(load(plan)).isInstanceOf(ClosedLoad.class).hasToString("closed load: 10 users, hold 10s");
        assertThat(load(plan).gracefulStop()).isEqualTo(Duration.ofSeconds(5));
        assertThat(scenario(plan).thinkTime()).isNull();
        assertThat(request(plan)).hasToString("GET /cart?key=secret (GET /cart)");
        assertThat(plan.http().baseUrl()).isEqualTo("http://localhost:8080");
        assertThat(plan.http().transport()).isEqualTo(Transport.SOCKET);
        assertThat(plan.http().verifyTls()).isTrue();
    }

    @Test
    void contactsTheGivenServerAloneAndRepeatsOneRequest() {
        TestPlan plan = plan("localhost");

        assertThat(plan.http().maxRedirects()).isZero();
        assertThat(plan.http().cookies()).isFalse();
    }

    @Test
    void putsTheWarmUpBeforeTheDuration() {
        TestPlan plan = plan("localhost", "--users", "7", "--warmup", "5s", "--duration", "30s");

        assertThat(load(plan)).hasToString("closed load: 7 users, hold 35s");
        assertThat(plan.warmUp()).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource({"50, 50", "50/s, 50", "300/min, 5", "7200/h, 2"})
    void readsRates(String text, double perSecond) {
        OpenLoad load = (OpenLoad) load(plan("localhost", "--rate", text, "--max-users", "9"));

        assertThat(load.startRate()).isEqualTo(Rate.perSecond(perSecond));
        assertThat(load.maxUsers()).isEqualTo(9);
        assertThat(load.duration()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void postsABody() {
        HttpRequest request = request(plan("localhost", "--body", "{}", "--content-type", "application/json"));

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.body()).isEqualTo(new Body.Text("{}", "application/json"));
    }

    @Test
    void sendsTheMethodItIsTold() {
        assertThat(request(plan("localhost", "--body", "x", "--method", "put")).method())
                .isEqualTo("PUT");
    }

    @Test
    void readsTheBodyFromAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("body.txt"), "größer");

        assertThat(request(plan("localhost", "--body", "@" + file)).body())
                .isEqualTo(new Body.Text("größer", "text/plain; charset=utf-8"));
    }

    @Test
    void refusesABodyFileThatIsNoText(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("body.bin"), new byte[] {(byte) 0xff, 0});

        assertThatThrownBy(() -> plan("localhost", "--body", "@" + file))
                .hasMessage("Invalid value for option '--body': file \"" + file + "\" is not UTF-8 text");
    }

    @Test
    void sendsEveryHeader() {
        HttpRequest request = request(plan("localhost", "--header", "A: 1", "--header", "B:x:y"));

        assertThat(request.headers()).containsExactly(new Field("A", "1"), new Field("B", "x:y"));
    }

    @Test
    void passesOnWhatTheRunNeeds() {
        TestPlan plan = plan(
                "https://localhost",
                "--insecure",
                "--timeout=2s",
                "--transport=jdk",
                "--name=n",
                "--seed=3",
                "--threshold=checks: rate>0.9");

        assertThat(plan.http().verifyTls()).isFalse();
        assertThat(plan.http().requestTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(plan.http().transport()).isEqualTo(Transport.JDK);
        assertThat(plan.name()).isEqualTo("n");
        assertThat(plan.seed()).isEqualTo(3);
        assertThat(plan.thresholds()).hasSize(1);
    }

    @Test
    void leavesOutputToTheEngine() {
        assertThat(command("localhost").flags()).containsExactly("--no-report");
        assertThat(command("localhost", "--json", "-", "--report", "out", "--quiet")
                        .flags())
                .containsExactly("--json=-", "--quiet", "--report=out");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "localhost        | http  | localhost | /",
                "localhost:1/a#b  | http  | localhost:1 | /a",
                "HTTPS://h?x=1    | HTTPS | h | /?x=1",
                "http://[::1]:8/a | http  | [::1]:8 | /a"
            })
    void readsUrls(String text, String scheme, String authority, String path) {
        assertThat(TargetUrl.parse(text)).isEqualTo(new TargetUrl(scheme, authority, path));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--users 5 --rate 3 | --users and --rate exclude each other: give --users for a set number of users, or"
                        + " --rate for requests that start at a rate",
                "--max-users 5 | --max-users needs --rate; --users sets the number of users where there is no rate",
                "--report x --no-report | --report and --no-report exclude each other",
                "--content-type x | --content-type needs --body"
            })
    void refusesOptionsThatExcludeEachOther(String options, String message) {
        assertThatThrownBy(() -> plan(("localhost " + options).split(" ")))
                .isInstanceOf(ParameterException.class)
                .hasMessage(message);
    }

    private static QuickCommand command(String... arguments) {
        QuickCommand command = new QuickCommand();
        new CommandLine(command).setExpandAtFiles(false).parseArgs(arguments);
        return command;
    }

    private static TestPlan plan(String... arguments) {
        return command(arguments).plan();
    }

    private static LoadProfile load(TestPlan plan) {
        return plan.workloads().getFirst().load();
    }

    private static Scenario scenario(TestPlan plan) {
        return plan.workloads().getFirst().scenario();
    }

    private static HttpRequest request(TestPlan plan) {
        return (HttpRequest) scenario(plan).steps().getFirst();
    }
}
