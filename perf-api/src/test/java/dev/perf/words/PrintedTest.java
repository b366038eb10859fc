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
import static dev.perf.http.Http.status;
import static dev.perf.http.Http.streamed;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

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
                arguments(
                        http("x").get("/").digestAuth("ann", "secret").credentials(), "digest authentication of ann"));
    }
}
