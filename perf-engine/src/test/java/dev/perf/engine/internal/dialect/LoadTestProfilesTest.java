package dev.perf.engine.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Environments and profiles as constants: the forms that they are written in. */
class LoadTestProfilesTest {

    @Test
    void smallLettersWillDo() {
        Translation translation = Translation.of("test.yaml", """
            environments:
              local: {host: a, grpc_port: 5}
            performance_thresholds:
              smoke: {avg_response_time: 100, 99th_percentile: 500}
            custom_profile: {users: 5}
            """);

        assertThat(translation.tree()).isEqualTo("""
            environments.local.host = a @2:17
            environments.local.variables.grpc_port = 5 @2:31
            profiles.smoke.thresholds.avg = 100 @4:30
            profiles.smoke.thresholds.p99 = 500 @4:52
            profiles.custom.users = 5 @5:25\
            """);
        assertThat(translation.notes()).isEqualTo("""
            test.yaml:2:20: environments.local.grpc_port: a variable of the environment: {{ grpc_port }}\
            """);
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void environmentsOfPerfsOwnFormAreLeft() {
        Translation translation = Translation.of("test.yaml", """
            environments: {local: {host: a, port: 80, region: eu}}
            """);

        assertThat(translation.tree()).isEqualTo("""
            environments.local.host = a @1:30
            environments.local.port = 80 @1:39
            environments.local.region = eu @1:51\
            """);
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void keysThatAreNearlyPerfsOwnAreNoVariables() {
        Translation translation = Translation.of("test.yaml", """
            ENVIRONMENTS: {local: {hots: b, region: eu, ports: [1], data: {a: b}}}
            """);

        assertThat(translation.tree()).isEqualTo("""
            environments.local.hots = b @1:30
            environments.local.variables.region = eu @1:41
            environments.local.ports[0] = 1 @1:53
            environments.local.data.a = b @1:67\
            """);
        assertThat(translation.notes()).isEqualTo("""
            test.yaml:1:33: ENVIRONMENTS.local.region: a variable of the environment: {{ region }}\
            """);
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void profilesAreCalledByTheirKeys() {
        Translation translation = Translation.of("test.yaml", """
            PROFILES: {a: {name: b, users: 5, run_time: 5m}, c: {name: c, spawn_rate: 2}}
            """);

        assertThat(translation.tree()).isEqualTo("""
            profiles.a.users = 5 @1:32
            profiles.a.duration = 5m @1:45
            profiles.c.spawnRate = 2 @1:75\
            """);
        assertThat(translation.notes()).isEqualTo("""
            test.yaml:1:16: PROFILES.a.name: not used: the profile is called by its key, --profile a\
            """);
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void aCustomProfileStandsBesideTheOthers() {
        Translation translation = Translation.of("test.yaml", """
            PROFILES: {a: {users: 5}}
            CUSTOM_PROFILE: {name: b, host: q}
            """);

        assertThat(translation.tree()).isEqualTo("""
            profiles.a.users = 5 @1:23
            profiles.b.host = q @2:33\
            """);
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void profilesThatAreThereTwiceAreTold() {
        Translation translation = Translation.of("test.yaml", """
            PROFILES: {a: {users: 5}}
            CUSTOM_PROFILE: {name: a, host: q, users: 7}
            """);

        assertThat(translation.tree()).isEqualTo("""
            profiles.a.users = 5 @1:23
            profiles.a.host = q @2:33\
            """);
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEqualTo("""
            test.yaml:2:36: CUSTOM_PROFILE: line 1 says it already, as "users" of Perf's own form; keep one\
            """);
    }

    @Test
    void misspeltLimitsAreTold() {
        Translation translation = Translation.of("test.yaml", """
            PERFORMANCE_THRESHOLDS: {smoke: {95th_percentil: 5, latency: 7}}
            """);

        assertThat(translation.tree()).isEqualTo("profiles.smoke.thresholds = a mapping @1:33");
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEqualTo("""
            test.yaml:1:34: PERFORMANCE_THRESHOLDS.smoke.95th_percentil: no key of performance thresholds; did you mean "95th_percentile"?
            test.yaml:1:53: PERFORMANCE_THRESHOLDS.smoke.latency: no key of performance thresholds; known are avg_response_time, min_response_time, max_response_time, median_response_time, 50th_percentile, 75th_percentile, 90th_percentile, 95th_percentile, 99th_percentile, error_rate, throughput_rps\
            """);
    }

    @Test
    void valuesOfAnotherKindAreLeftOrTold() {
        Translation translation = Translation.of("test.yaml", """
            ENVIRONMENTS: x
            PROFILES: {d: 5}
            PERFORMANCE_THRESHOLDS: []
            CUSTOM_PROFILE: [a]
            """);

        assertThat(translation.tree()).isEqualTo("""
            environments = x @1:15
            profiles.d = 5 @2:15
            profiles.custom[0] = a @4:18\
            """);
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEqualTo("""
            test.yaml:3:25: PERFORMANCE_THRESHOLDS: a mapping of profiles and their limits is expected here, got a list\
            """);
    }

    @Test
    void profilesThatAreNoMappingAreTold() {
        Translation translation = Translation.of("test.yaml", """
            PROFILES: 5
            PERFORMANCE_THRESHOLDS: {smoke: 7}
            """);

        assertThat(translation.tree()).isEqualTo("profiles.smoke.thresholds = 7 @2:33");
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEqualTo("""
            test.yaml:1:11: PROFILES: a mapping of profiles is expected here, got the value "5"\
            """);
    }
}
