package dev.perf.engine.internal.http.transport;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.http.Http.http;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.Mistakes;
import dev.perf.http.HttpRequest;
import dev.perf.http.HttpSettings;
import dev.perf.http.Transport;
import dev.perf.result.ErrorResult;
import dev.perf.result.RunResult;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a plan says about deadlines, as it shows in the result. */
class DeadlinesRunTest {

    private static final HttpRequest SLOW = http("slow").get("/slow");

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aTestLimitsTheWaitForTheFirstByte(Transport transport) throws Exception {
        RunResult result = run(http -> http.transport(transport).firstByteTimeout(Duration.ofMillis(100)), SLOW);

        assertThat(result.errors()).extracting(ErrorResult::kind).containsOnly("timeout");
        assertThat(result.errors().getFirst().message()).contains("within the firstByteTimeout of 100ms");
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aRequestHasALimitOfItsOwn(Transport transport) throws Exception {
        RunResult result = run(
                http -> http.transport(transport).firstByteTimeout(Duration.ofMinutes(1)),
                SLOW.firstByteTimeout(Duration.ofMillis(100)));

        assertThat(result.errors().getFirst().message()).contains("within the firstByteTimeout of 100ms");
    }

    @Test
    void namesEachMistakeBeforeTheFirstRequest() {
        assertThat(Mistakes.of(() -> run(
                        http -> http.transport(Transport.JDK)
                                .tlsTimeout(Duration.ZERO)
                                .firstByteTimeout(Duration.ofSeconds(-1)),
                        SLOW.firstByteTimeout(Duration.ofDays(366)))))
                .containsExactlyInAnyOrder(
                        "scenario \"one\", request \"slow\": firstByteTimeout must be positive and at most 365 days,"
                                + " got 8784h",
                        "http settings: tlsTimeout must be positive and at most 365 days, got 0s",
                        "http settings: firstByteTimeout must be positive and at most 365 days, got -1s",
                        "http settings: tlsTimeout(...) cannot be had on the jdk transport; remove it, or use"
                                + " transport(SOCKET)");
    }

    private static RunResult run(UnaryOperator<HttpSettings> settings, HttpRequest request)
            throws IOException, InterruptedException {
        try (RawServer silent = new RawServer(RawServer.Peer::awaitClose)) {
            return loadTest("deadlines")
                    .http(http -> settings.apply(http.baseUrl(silent.origin().toString())))
                    .run(scenario("one").exec(request), arrivals(perSecond(10)).during(Duration.ofMillis(100)))
                    .run(RunOptions.DEFAULTS.withoutReport());
        }
    }
}
