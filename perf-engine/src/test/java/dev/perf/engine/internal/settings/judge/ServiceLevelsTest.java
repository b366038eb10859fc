package dev.perf.engine.internal.settings.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.document.Notes;
import dev.perf.engine.internal.settings.Readings;
import dev.perf.engine.internal.settings.judge.ServiceLevels.ServiceLevel;
import dev.perf.load.Rate;
import dev.perf.slo.Slo;
import dev.perf.slo.Slos;
import dev.perf.source.SourceLocation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objectives of files, compared with what Java would say, and the mistakes in them, word by word. */
class ServiceLevelsTest {

    private static final Readings<List<ServiceLevel>> SLOS = new Readings<>("slos", ServiceLevels.SHAPE);

    private static List<Slo> slos(String yaml) {
        return SLOS.read(yaml).stream().map(ServiceLevel::slo).toList();
    }

    /** Returns an objective as if it stood in a line of the file. */
    private static Slo at(int line, Slo slo) {
        return new Slo(slo.name(), slo.tags(), slo.objective(), slo.windows(), new SourceLocation("test.yaml", line));
    }

    private static final String OF_A_SERVICE = """
        slos:
          availability:
            target: 99.9
            window: 30d

          latency:
            p50:
              target: 100ms
              window: 1h
            p95:
              target: 500ms
              window: 1h
            p99:
              target: 1000ms
              window: 1h

          throughput:
            target: 1000rps
            window: 1m

          error_rate:
            target: 0.1%
            window: 1h
        """;

    @Test
    void aServicesObjectivesHaveTargetsAndWindows() {
        List<ServiceLevel> levels = SLOS.read(OF_A_SERVICE);
        assertThat(levels.stream().map(ServiceLevel::slo))
                .containsExactly(
                        at(3, Slos.slo("availability").availability(0.999)),
                        at(22, Slos.slo("error rate").errorRate(0.001)),
                        at(8, Slos.slo("latency p50").latency(0.5, Duration.ofMillis(100))),
                        at(11, Slos.slo("latency p95").latency(0.95, Duration.ofMillis(500))),
                        at(14, Slos.slo("latency p99").latency(0.99, Duration.ofSeconds(1))),
                        at(18, Slos.slo("throughput").throughput(Rate.perSecond(1000))));
        assertThat(levels.stream().map(ServiceLevel::window))
                .containsExactly(
                        Duration.ofDays(30),
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        Duration.ofMinutes(1));
    }

    @Test
    void windowsThatAreShorterThanTheRunAreDemandedAndOthersAreNoted() {
        var notes = new Notes();
        List<Slo> slos = ServiceLevels.slos(SLOS.read(OF_A_SERVICE), Duration.ofHours(1), notes);
        assertThat(slos.stream().map(Slo::windows))
                .containsExactly(
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(new Slo.Window(Duration.ofMinutes(1), 1)));
        assertThat(notes.lines())
                .containsExactly(
                        "test.yaml:4:13: slos.availability: the run lasts 1h, so the objective is judged over the"
                                + " whole run and not over 720h",
                        "test.yaml:23:13: slos.error_rate: the run lasts 1h, so the objective is judged over the whole"
                                + " run and not over 1h",
                        "test.yaml:9:15: slos.latency.p50: the run lasts 1h, so the objective is judged over the whole"
                                + " run and not over 1h",
                        "test.yaml:12:15: slos.latency.p95: the run lasts 1h, so the objective is judged over the"
                                + " whole run and not over 1h",
                        "test.yaml:15:15: slos.latency.p99: the run lasts 1h, so the objective is judged over the"
                                + " whole run and not over 1h");
    }

    @Test
    void windowsStayWhereNobodyKnowsHowLongTheRunLasts() {
        var notes = new Notes();
        List<Slo> slos = ServiceLevels.slos(
                SLOS.read("slos: {availability: {target: 99.9, window: 30d}}"), Duration.ZERO, notes);
        assertThat(slos)
                .singleElement()
                .satisfies(slo -> assertThat(slo.windows()).containsExactly(new Slo.Window(Duration.ofDays(30), 1)));
        assertThat(notes.lines()).isEmpty();
    }

    @Test
    void objectivesOfPerfHaveNamesScopesAndBurnRates() {
        assertThat(slos("""
            slos:
              - name: checkout works
                of: checkout
                availability: 99.9%
                inEach: 1m
                burn: {rate: 14.4, window: 5m}
              - {name: pages, latency: {p95: 500ms}}
              - name: buyers
                tags: {scenario: buyers, kind: web}
                latency: {share: 0.99, limit: 300}
              - {name: errors, errorRate: {target: 0.005, inEach: [30s, 1m]}}
              - {name: orders, of: order, throughput: 50/s}
            """))
                .containsExactly(
                        at(
                                4,
                                Slos.slo("checkout works")
                                        .of("checkout")
                                        .availability(0.999)
                                        .inEach(Duration.ofMinutes(1))
                                        .burningAtMost(14.4, Duration.ofMinutes(5))),
                        at(7, Slos.slo("pages").latency(0.95, Duration.ofMillis(500))),
                        at(
                                10,
                                Slos.slo("buyers")
                                        .tagged("scenario", "buyers")
                                        .tagged("kind", "web")
                                        .latency(0.99, Duration.ofMillis(300))),
                        at(
                                11,
                                Slos.slo("errors")
                                        .errorRate(0.005)
                                        .inEach(Duration.ofSeconds(30))
                                        .inEach(Duration.ofMinutes(1))),
                        at(12, Slos.slo("orders").of("order").throughput(Rate.perSecond(50))));
    }

    @Test
    void aMappingNamesThemAndSeveralPercentilesAreObjectivesOfTheirOwn() {
        assertThat(slos("""
            slos:
              throughput: 300/min
              login is fast:
                of: login
                latency: {p95: 100, p999: 1s}
            """))
                .containsExactly(
                        at(2, Slos.slo("throughput").throughput(Rate.perSecond(5))),
                        at(5, Slos.slo("login is fast p95").of("login").latency(0.95, Duration.ofMillis(100))),
                        at(5, Slos.slo("login is fast p99.9").of("login").latency(0.999, Duration.ofSeconds(1))));
        assertThat(slos("slos: []")).isEmpty();
        assertThat(slos("slos: {}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"99.9, 0.999", "99.9%, 0.999", "99.95 %, 0.9995", "0.999, 0.999", "0.5%, 0.005", "2, 0.02"})
    void numbersUpToOneAreSharesAndOthersPercentages(String given, double share) {
        assertThat(slos("slos: {availability: " + given + "}"))
                .containsExactly(at(1, Slos.slo("availability").availability(share)));
    }

    @Test
    void mistakesSayWhatIsExpected() {
        assertThat(SLOS.refusedByEditors("""
            slos:
              availability: 100
              error_rate: 0
              errorRate: 1%
              latency: {95: 100ms, p95: fast, p50: {window: 1h}}
              throughput: {target: much, windw: 1h}
              nothing: {of: login}
              both: {availability: 99, throughput: 5}
              two windows: {availability: {target: 99, window: 1m}, window: 2m}
              half: {latency: {share: 99}}
              text: fast
            """)).isEqualTo("""
                13 mistakes
                test.yaml:2:17: slos.availability: a percentage above 0 and below 100, such as 99.9 or 99.9%, or a\
                 share such as 0.999 is expected here, got "100"; what must never fail is a threshold:\
                 "http_req_failed: rate <= 0"
                    2 |   availability: 100
                      |                 ^^^
                test.yaml:3:15: slos.error_rate: a percentage above 0 and below 100, such as 99.9 or 99.9%, or a\
                 share such as 0.999 is expected here, got "0"; what must never fail is a threshold:\
                 "http_req_failed: rate <= 0"
                    3 |   error_rate: 0
                      |               ^
                test.yaml:4:3: slos.errorRate: the same as "error_rate", which is there already; keep one
                    4 |   errorRate: 1%
                      |   ^^^^^^^^^
                test.yaml:5:13: slos.latency.95: a percentile such as p95 or p99.9 is expected here, or share and\
                 limit
                    5 |   latency: {95: 100ms, p95: fast, p50: {window: 1h}}
                      |             ^^
                test.yaml:5:29: slos.latency.p95: a duration such as 30s, 1m30s or 2h, or a number of milliseconds\
                 is expected here, got the value "fast"
                    5 |   latency: {95: 100ms, p95: fast, p50: {window: 1h}}
                      |                             ^^^^
                test.yaml:5:40: slos.latency.p50: "target" is missing: a duration such as 30s, 1m30s or 2h, or a\
                 number of milliseconds
                    5 |   latency: {95: 100ms, p95: fast, p50: {window: 1h}}
                      |                                        ^
                test.yaml:6:24: slos.throughput.target: a throughput such as 50, 50/s, 50rps or 300/min is expected\
                 here, got "much"; it is above 0, and per second without a unit
                    6 |   throughput: {target: much, windw: 1h}
                      |                        ^^^^
                test.yaml:6:30: slos.throughput.windw: no key of a promise; did you mean "window"?
                    6 |   throughput: {target: much, windw: 1h}
                      |                              ^^^^^
                test.yaml:7:12: slos.nothing: the objective promises nothing; give it availability, errorRate,\
                 latency or throughput
                    7 |   nothing: {of: login}
                      |            ^
                test.yaml:8:40: slos.both.throughput: cannot stand beside "availability": an objective promises one\
                 thing; write another one
                    8 |   both: {availability: 99, throughput: 5}
                      |                                        ^
                test.yaml:9:65: slos.two windows.window: the promise has a window of its own; keep one of them
                    9 |   two windows: {availability: {target: 99, window: 1m}, window: 2m}
                      |                                                                 ^^
                test.yaml:10:19: slos.half.latency: "limit" is missing: a duration such as 30s, 1m30s or 2h, or a\
                 number of milliseconds
                    10 |   half: {latency: {share: 99}}
                       |                   ^
                test.yaml:11:9: slos.text: an objective (a mapping) is expected here, got the value "fast"
                    11 |   text: fast
                       |         ^^^^\
                """);
        assertThat(SLOS.refused("""
            slos:
              - availability: 99
              - {name: a, latency: 5, burn: {rate: -1}}
              - 5
            """)).isEqualTo("""
                5 mistakes
                test.yaml:2:5: slos[0]: "name" is missing: a text
                    2 |   - availability: 99
                      |     ^
                test.yaml:3:24: slos[1].latency: percentiles with their times, such as p95: 500ms, is expected here,\
                 got the value "5"
                    3 |   - {name: a, latency: 5, burn: {rate: -1}}
                      |                        ^
                test.yaml:3:33: slos[1].burn: "window" is missing: a duration such as 30s, 1m30s or 2h, or a number\
                 of seconds
                    3 |   - {name: a, latency: 5, burn: {rate: -1}}
                      |                                 ^
                test.yaml:3:40: slos[1].burn.rate: a number of at least 0 is expected here, got the value "-1"
                    3 |   - {name: a, latency: 5, burn: {rate: -1}}
                      |                                        ^^
                test.yaml:4:5: slos[2]: an objective (a mapping) is expected here, got the value "5"
                    4 |   - 5
                      |     ^\
                """);
        assertThat(SLOS.refused("slos: 99.9")).isEqualTo("""
            test.yaml:1:7: slos: objectives, a mapping or a list of them is expected here, got the value "99.9"
                1 | slos: 99.9
                  |       ^^^^\
            """);
    }
}
