package dev.perf.samples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShopCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void readsEveryFlag() {
        ShopOptions options = ShopCommand.parse(
                "--port",
                "1",
                "--host=localhost",
                "--latency",
                "2.5ms",
                "--jitter=3",
                "--capacity",
                "4",
                "--error-rate",
                "0.5",
                "--slow-down",
                "6",
                "--users",
                "7",
                "--products",
                "8",
                "--token-life",
                "9m",
                "--seed",
                "-10");

        assertThat(options)
                .isEqualTo(new ShopOptions(
                        "localhost", 1, Duration.ofNanos(2_500_000), 3, 4, 0.5, 6, 7, 8, Duration.ofMinutes(9), -10));
    }

    @Test
    void withoutFlagsThePortIs8080() {
        assertThat(ShopCommand.parse()).isEqualTo(DemoShop.builder().port(8080));
    }

    @Test
    void lastOfEqualFlagsCounts() {
        assertThat(ShopCommand.parse("--port=1", "--port=2").port()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"500us,500000", "20ms,20000000", "1.5s,1500000000", "0.5m,30000000000", "0ms,0"})
    void readsDurations(String text, long nanos) {
        assertThat(ShopCommand.parse("--latency", text).latency()).isEqualTo(Duration.ofNanos(nanos));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--port|--port needs a value",
                "--port=|--port \"\" is not a number of the kind it needs",
                "--port=1.5|--port \"1.5\" is not a number of the kind it needs",
                "--port=70000|--port \"70000\": port 70000 must be in [0, 65535]",
                "--latency=20|--latency \"20\": is not a duration such as 20ms, 1.5s or 2m",
                "--latency=-1ms|--latency \"-1ms\": is not a duration such as 20ms, 1.5s or 2m",
                "--error-rate=2|--error-rate \"2\": errorRate 2.0 must be in [0, 1]",
                "--error-rate=NaN|--error-rate \"NaN\": errorRate NaN must be in [0, 1]",
            })
    void refusesWrongValues(String flag, String message) {
        assertThat(run(flag)).isEqualTo(2);
        assertThat(err).hasToString("demo shop: " + message + "; --help lists all flags\n");
        assertThat(out.size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"--prot,--prot", "--prot=1,--prot", "8080,8080", "-p,-p"})
    void refusesUnknownFlags(String flag, String name) {
        assertThat(run(flag)).isEqualTo(2);
        assertThat(err)
                .hasToString("demo shop: unknown flag " + name + "; known are --port, --host, --latency, --jitter, "
                        + "--capacity, --error-rate, --slow-down, --users, --products, --token-life, --seed; "
                        + "--help lists all flags\n");
    }

    @Test
    void helpNamesEveryFlag() {
        assertThat(run("--port", "x", "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("Usage: DemoShop [flags]\n")
                .contains("--port", "--host", "--latency", "--jitter", "--capacity", "--error-rate", "--slow-down")
                .contains("--users", "--products", "--token-life", "--seed", "--help");
    }

    @Test
    void aPortInUseIsOneReadableLine() {
        try (DemoShop shop = DemoShop.start()) {
            assertThat(run("--port", Integer.toString(shop.port()))).isEqualTo(1);
            assertThat(err)
                    .hasToString("demo shop: cannot listen on 127.0.0.1:" + shop.port()
                            + ": Address already in use; choose another port, or 0 for a free one\n");
        }
    }

    @Test
    void servesUntilInterrupted() throws Exception {
        try (PipedInputStream printed = new PipedInputStream();
                PrintStream output = print(new PipedOutputStream(printed));
                BufferedReader lines = new BufferedReader(new InputStreamReader(printed, StandardCharsets.UTF_8));
                HttpClient client = HttpClient.newHttpClient()) {
            FutureTask<Integer> command =
                    new FutureTask<>(() -> ShopCommand.run(new String[] {"--port=0"}, output, print(err)));
            Thread thread = Thread.ofPlatform().start(command);
            String line = lines.readLine();
            assertThat(line).matches("demo shop: open at http://127\\.0\\.0\\.1:\\d+; Ctrl-C closes it");

            URI health = URI.create(line.replaceAll(".*(http\\S+);.*", "$1/health"));
            assertThat(client.send(HttpRequest.newBuilder(health).build(), BodyHandlers.ofString())
                            .body())
                    .isEqualTo("{\"status\":\"up\"}");

            thread.interrupt();
            assertThat(command.get(10, TimeUnit.SECONDS)).isZero();
        }
    }

    private int run(String... args) {
        return ShopCommand.run(args, print(out), print(err));
    }

    private static PrintStream print(OutputStream out) {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }
}
