package dev.perf.engine.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Thresholds for each type of test, told from those of metrics. */
class ServiceLevelFileTest {

    @Test
    void thresholdsOfTypesAndOfMetricsAreToldApart() {
        Translation translation = Translation.of("test.yaml", """
            thresholds:
              http_reqs: [rate>1]
              http_req_failed: {threshold: rate<0.01, abortOnFail: true}
              smoke: {http_reqs: ['rate>2']}
            profiles: {smoke: {users: 3, thresholds: {vus: ['value>0']}}}
            """);

        assertThat(translation.tree()).isEqualTo("""
            thresholds.http_reqs[0] = rate>1 @2:15
            thresholds.http_req_failed.threshold = rate<0.01 @3:32
            thresholds.http_req_failed.abortOnFail = true @3:56
            profiles.smoke.thresholds.http_reqs[0] = 'rate>2' @4:23
            profiles.smoke.thresholds.vus[0] = 'value>0' @5:49
            profiles.smoke.users = 3 @5:27\
            """);
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void theEnvironmentIsATagUnlessTheFileDescribesIt() {
        Translation translation = Translation.of("test.yaml", """
            service: shop
            environment: production
            environments: {local: {host: a}}
            """);

        assertThat(translation.tree()).isEqualTo("""
            tags.service = shop @1:10
            tags.environment = production @2:14
            environments.local.host = a @3:30\
            """);
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void anEnvironmentThatTheFileDescribesIsUsed() {
        Translation translation = Translation.of("test.yaml", """
            service: shop
            environment: local
            environments: {local: {host: a}}
            """);

        assertThat(translation.tree()).isEqualTo("""
            tags.service = shop @1:10
            environment = local @2:14
            environments.local.host = a @3:30\
            """);
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void anEnvironmentWithoutAServiceIsUsed() {
        Translation translation = Translation.of("test.yaml", """
            environment: local
            thresholds: {smoke: {http_reqs: [rate>2]}}
            """);

        assertThat(translation.tree()).isEqualTo("""
            environment = local @1:14
            profiles.smoke.thresholds.http_reqs[0] = rate>2 @2:34\
            """);
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void limitsThatAreThereTwiceAreTold() {
        Translation translation = Translation.of("test.yaml", """
            thresholds: {smoke: {http_reqs: [rate>2]}}
            profiles: {smoke: {thresholds: {http_reqs: rate>3}}}
            """);

        assertThat(translation.tree()).isEqualTo("profiles.smoke.thresholds.http_reqs[0] = rate>2 @1:34");
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEqualTo("""
            test.yaml:2:33: profiles: line 1 says it already, as "http_reqs" of Perf's own form; keep one\
            """);
    }

    @Test
    void valuesOfAnotherKindAreLeft() {
        Translation translation = Translation.of("test.yaml", """
            service: [a]
            environment: {b: c}
            thresholds: 5
            """);

        assertThat(translation.tree()).isEqualTo("""
            tags.service[0] = a @1:11
            tags.environment.b = c @2:18
            thresholds = 5 @3:13\
            """);
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEmpty();
    }
}
