package dev.perf.words;

import static dev.perf.Perf.benchmark;
import static dev.perf.Perf.compare;
import static dev.perf.Perf.csv;
import static dev.perf.Perf.generated;
import static dev.perf.Perf.json;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.records;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.tsv;
import static dev.perf.http.Http.duration;
import static dev.perf.http.Http.filePart;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.part;
import static dev.perf.http.Http.retry;
import static dev.perf.http.Http.status;
import static dev.perf.http.Http.streamed;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.perf.http.HttpSettings;
import dev.perf.http.Tls;
import dev.perf.http.Transport;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PrintedTest {

    @ParameterizedTest
    @MethodSource
    void valuesPrintAsWhatTheyAre(Object value, String text) {
        assertThat(value).hasToString(text);
    }

    static Stream<Arguments> valuesPrintAsWhatTheyAre() {
        return Stream.of(
                arguments(csv("users.csv"), "csv(\"users.csv\").queue()"),
                arguments(
                        tsv("users.tsv").perUser().inMemory().thenRecycle(),
                        "tsv(\"users.tsv\").perUser().inMemory().thenRecycle()"),
                arguments(
                        json("shop.json").at("$.users").shuffle().streamed().thenStopRun(),
                        "json(\"shop.json\").at(\"$.users\").shuffle().streamed().thenStopRun()"),
                arguments(records(List.of(Map.of("id", 1))).circular(), "records(1).circular()"),
                arguments(generated((number, random) -> Map.of()).random(), "generated(...).random()"),
                arguments(scenario("buy"), "scenario(\"buy\")"),
                arguments(loadTest("shop"), "loadTest(\"shop\")"),
                arguments(benchmark("map", () -> 1), "benchmark(\"map\")"),
                arguments(compare(benchmark("map", () -> 1), benchmark("tree", () -> 2)), "compare(\"map\", \"tree\")"),
                arguments(status().is(200), "status is 200"),
                arguments(duration().below(ofMillis(1_500)), "duration is below 1.5s"),
                arguments(duration().below(ofMillis(250)).named("quick"), "quick"),
                arguments(part("title", "x"), "part \"title\""),
                arguments(filePart("image", Path.of("a", "cat.jpg")), "part \"image\" of file \"cat.jpg\""),
                arguments(streamed(session -> InputStream.nullInputStream()).length(10), "streamed body of 10 bytes"),
                arguments(http("x").get("/").basicAuth("ann", "secret").credentials(), "basic authentication of ann"),
                arguments(http("x").get("/").digestAuth("ann", "secret").credentials(), "digest authentication of ann"),
                arguments(HttpSettings.DEFAULTS, "http"),
                arguments(
                        HttpSettings.DEFAULTS
                                .baseUrl("https://ann:secret@shop.test")
                                .bearer("secret")
                                .transport(Transport.JDK)
                                .requestTimeout(ofMillis(1_500))
                                .tls(tls -> tls.withoutResumption())
                                .basicAuth("ann", "secret"),
                        "http.baseUrl(https://...@shop.test).header(Authorization).transport(JDK).requestTimeout(1.5s)"
                                + ".tls.withoutResumption()"),
                arguments(Tls.DEFAULTS, "tls"),
                arguments(
                        Tls.DEFAULTS
                                .trust(Path.of("ca.p12"), "secret")
                                .clientKey(Path.of("ann.p12"), "secret")
                                .clientKeys(Path.of("all.p12"), "secret", "#{alias}")
                                .versions("TLSv1.3"),
                        "tls.trust(ca.p12).clientKey(ann.p12).clientKeys(all.p12).versions(TLSv1.3)"),
                arguments(
                        retry(3).onStatus(503, 502).onError("timeout", "reset").anyMethod(),
                        "retry(3).backOff(200ms, 10s, 2, 0.5).onStatus(502, 503).onError(reset, timeout)"
                                + ".maxRetryAfter(1m).anyMethod()"));
    }
}
