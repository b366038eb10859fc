package dev.perf.engine.internal.settings.run;

import static dev.perf.Perf.loadTest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.settings.Readings;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.engine.internal.shape.Mapping;
import dev.perf.load.Rate;
import dev.perf.load.Throttle;
import dev.perf.plan.Baseline;
import dev.perf.plan.TestPlan;
import dev.perf.soak.Soak;
import dev.perf.source.SourceLocation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Single settings of files. */
class ExtrasTest {

    private static final Readings<Fields> TEST =
            new Readings<>("test", Mapping.of("a test", Extras.KEYS, fields -> fields));

    @Test
    void eachIsRead() {
        Fields fields = TEST.read("""
            test:
              tags: {build: 17, branch: main}
              seed: -42
              warmUp: 30
              throttle: 600/min
              thinkTimeFactor: 0.5
              maxSeries: 5000
              baseline: shop/summary.json
              soak:
                p95Rise: 5
                throughputDecay: 5%
                errorBurn: {objective: 99.9%, period: 30d, below: 1%}
            """);
        assertThat(fields.get(Extras.TAGS)).isEqualTo(Map.of("build", "17", "branch", "main"));
        assertThat(fields.get(Extras.SEED)).isEqualTo(-42);
        assertThat(fields.get(Extras.WARM_UP)).isEqualTo(Duration.ofSeconds(30));
        assertThat(fields.get(Extras.THROTTLE)).isEqualTo(Rate.perSecond(10));
        assertThat(fields.get(Extras.THINK_TIME_FACTOR)).isEqualTo(0.5);
        assertThat(fields.get(Extras.MAX_SERIES)).isEqualTo(5_000);
        assertThat(fields.get(Extras.BASELINE))
                .isEqualTo(new Baseline(Path.of("shop/summary.json"), true, new SourceLocation("test.yaml", 8)));
        assertThat(fields.get(Extras.SOAK))
                .containsExactly(
                        new Soak.Limit(Soak.p95Rise().below(Duration.ofMillis(5)), new SourceLocation("test.yaml", 10)),
                        new Soak.Limit(Soak.throughputDecay().below(0.05), new SourceLocation("test.yaml", 11)),
                        new Soak.Limit(
                                Soak.errorBurn(0.999, Duration.ofDays(30)).below(0.01),
                                new SourceLocation("test.yaml", 12)));
    }

    @Test
    void aBaselineMayBeMissing() {
        assertThat(TEST.read("test: {baseline: {path: a.json, required: false}}")
                        .get(Extras.BASELINE))
                .isEqualTo(new Baseline(Path.of("a.json"), false, new SourceLocation("test.yaml", 1)));
    }

    @Test
    void whatIsNotSaidStaysAsTheTestHasIt() {
        TestPlan plan = loadTest("shop")
                .tag("team", "web")
                .tag("build", "1")
                .seed(7)
                .warmUp(Duration.ofSeconds(5))
                .throttle(Rate.perSecond(3))
                .thinkTimeFactor(2)
                .maxSeries(50)
                .baseline(Path.of("java.json"))
                .soak(Soak.throughputDecay().below(0.5))
                .plan();

        assertThat(Extras.plan(TEST.read("test: {}"), plan)).isEqualTo(plan);

        TestPlan changed = Extras.plan(TEST.read("""
            test: {tags: {build: 17}, seed: 8, warmUp: 1s, throttle: 4, thinkTimeFactor: 0, maxSeries: 60,
              baseline: file.json, soak: {p95Rise: 5}}
            """), plan);
        assertThat(changed.tags()).isEqualTo(Map.of("team", "web", "build", "17"));
        assertThat(changed.seed()).isEqualTo(8);
        assertThat(changed.warmUp()).isEqualTo(Duration.ofSeconds(1));
        assertThat(changed.throttle())
                .isEqualTo(new Throttle.Constant(Rate.perSecond(4), new SourceLocation("test.yaml", 1)));
        assertThat(changed.course().thinkTimeFactor()).isZero();
        assertThat(changed.maxSeries()).isEqualTo(60);
        assertThat(changed.baseline())
                .isEqualTo(new Baseline(Path.of("file.json"), true, new SourceLocation("test.yaml", 2)));
        assertThat(changed.soak().limits().stream().map(limit -> limit.limit().expression()))
                .containsExactly("throughput_decay: rate < 50%", "response_time_slope: p(95) < 5ms per hour");
    }

    @Test
    void mistakesSayWhatIsExpected() {
        assertThat(TEST.refusedByEditors("""
            test:
              tags: main
              seed: 1.5
              warmUp: -1
              throttle: 0
              thinkTimeFactor: 1001
              maxSeries: 0
              baseline: {required: true}
              soak: {p95Rise: fast, throughputDecay: 5, errorBurn: 1%}
            """)).isEqualTo("""
                10 mistakes
                test.yaml:2:9: test.tags: tags (a mapping of names) is expected here, got the value "main"
                    2 |   tags: main
                      |         ^^^^
                test.yaml:3:9: test.seed: a whole number of at least -9223372036854775808 is expected here, got the\
                 value "1.5"
                    3 |   seed: 1.5
                      |         ^^^
                test.yaml:4:11: test.warmUp: a duration such as 30s, 1m30s or 2h, or a number of seconds is expected\
                 here, got the value "-1"
                    4 |   warmUp: -1
                      |           ^^
                test.yaml:5:13: test.throttle: a throughput such as 50, 50/s, 50rps or 300/min is expected here, got\
                 "0"; it is above 0, and per second without a unit
                    5 |   throttle: 0
                      |             ^
                test.yaml:6:20: test.thinkTimeFactor: a number from 0 to 1000 is expected here, got the value "1001"
                    6 |   thinkTimeFactor: 1001
                      |                    ^^^^
                test.yaml:7:14: test.maxSeries: a whole number from 1 to 100000 is expected here, got the value "0"
                    7 |   maxSeries: 0
                      |              ^
                test.yaml:8:13: test.baseline: "path" is missing: a path
                    8 |   baseline: {required: true}
                      |             ^
                test.yaml:9:19: test.soak.p95Rise: a duration such as 30s, 1m30s or 2h, or a number of milliseconds\
                 is expected here, got the value "fast"
                    9 |   soak: {p95Rise: fast, throughputDecay: 5, errorBurn: 1%}
                      |                   ^^^^
                test.yaml:9:42: test.soak.throughputDecay: a share such as 0.01 or 1% is expected here, got the\
                 value "5"
                    9 |   soak: {p95Rise: fast, throughputDecay: 5, errorBurn: 1%}
                      |                                          ^
                test.yaml:9:56: test.soak.errorBurn: a burn of errors (a mapping) is expected here, got the value "1%"
                    9 |   soak: {p95Rise: fast, throughputDecay: 5, errorBurn: 1%}
                      |                                                        ^^\
                """);
    }
}
