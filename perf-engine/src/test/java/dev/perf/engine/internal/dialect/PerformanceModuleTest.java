package dev.perf.engine.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The defaults of a performance module: what stands beside the file that people have. */
class PerformanceModuleTest {

    @Test
    void otherToolsAreNotRunFromFiles() {
        Translation translation = Translation.of("test.yaml", """
            performance: {tool: locust}
            """);

        assertThat(translation.tree()).isEqualTo(" = a mapping @1:1");
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEqualTo("""
            test.yaml:1:15: performance.tool: files are run by Perf itself; to run locust and judge what it measures: perf run-with locust\
            """);
    }

    @Test
    void anUnknownToolIsTold() {
        Translation translation = Translation.of("test.yaml", """
            performance: {tool: jmetr}
            """);

        assertThat(translation.tree()).isEqualTo(" = a mapping @1:1");
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEqualTo("""
            test.yaml:1:21: performance.tool: one of auto, perf, locust, k6, ab, jmeter is expected here, got the value "jmetr"; did you mean "jmeter"?\
            """);
    }

    @Test
    void misspeltKeysAreTold() {
        Translation translation = Translation.of("test.yaml", """
            performance:
              default_user: 5
              metrics: {collect_throughput: false, collect_cpu: true}
              thresholds: {max_avg_response_time: 5, max_p90: 1}
            """);

        assertThat(translation.tree()).isEqualTo(" = a mapping @1:1");
        assertThat(translation.notes()).isEqualTo("""
            test.yaml:3:13: performance.metrics.collect_throughput: not used: measured in each run, at no cost\
            """);
        assertThat(translation.mistakes()).isEqualTo("""
            test.yaml:2:3: performance.default_user: no key of performance; did you mean "default_users"?
            test.yaml:3:40: performance.metrics.collect_cpu: no key of performance.metrics; known are collect_response_times, collect_throughput, collect_error_rates
            test.yaml:4:16: performance.thresholds.max_avg_response_time: no key of performance.thresholds; did you mean "max_avg_response_time_ms"?
            test.yaml:4:42: performance.thresholds.max_p90: no key of performance.thresholds; known are max_avg_response_time_ms, max_p95_response_time_ms, max_p99_response_time_ms, max_error_rate_percent, min_throughput_rps\
            """);
    }

    @Test
    void valuesOfAnotherKindAreLeftOrTold() {
        Translation translation = Translation.of("test.yaml", """
            performance:
              tool: [k6]
              default_users: [a]
              metrics: 5
              thresholds: {max_error_rate_percent: 1.5%, max_avg_response_time_ms: fast, max_p95_response_time_ms: [7]}
            """);

        assertThat(translation.tree()).isEqualTo("""
            users[0] = a @3:19
            thresholds.errorRate = 1.5% @5:40
            thresholds.avg = fast @5:72
            thresholds.p95[0] = 7 @5:105\
            """);
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEqualTo("""
            test.yaml:2:9: performance.tool: one of auto, perf, locust, k6, ab, jmeter is expected here, got a list
            test.yaml:4:12: performance.metrics: a mapping is expected here, got the value "5"\
            """);
    }

    @Test
    void aShareMayComeFromTheEnvironment() {
        Translation translation = Translation.of("test.yaml", """
            performance: {thresholds: {max_error_rate_percent: '${ERRORS:-5}'}}
            """);

        assertThat(translation.tree()).isEqualTo("thresholds.errorRate = '${ERRORS:-5}%' @1:52");
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void aModuleThatIsNoMappingIsTold() {
        Translation translation = Translation.of("test.yaml", """
            performance: 5
            """);

        assertThat(translation.tree()).isEqualTo(" = a mapping @1:1");
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes())
                .isEqualTo("test.yaml:1:14: performance: a mapping is expected here, got the value \"5\"");
    }

    @Test
    void ownKeysBesideItAreKept() {
        Translation translation = Translation.of("test.yaml", """
            performance: {default_users: 5, default_duration: 60}
            users: 7
            rampUp: 5s
            """);

        assertThat(translation.tree()).isEqualTo("""
            users = 5 @1:30
            duration = 60 @1:51
            rampUp = 5s @3:9\
            """);
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEqualTo("""
            test.yaml:2:1: users: line 1 says it already, as "users" of Perf's own form; keep one\
            """);
    }
}
