package dev.perf.engine.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A coordinator and its nodes: what stands beside the file that people have. */
class DistributedTestingTest {

    @Test
    void usersBesideARateAreItsLimitAndOtherwiseTheLoad() {
        Translation translation = Translation.of("test.yaml", """
            distributed_testing:
              scenarios:
                endurance: {duration: 60, constant_rps: 5, concurrent_users: 50}
                soak: {duration: 60, concurrent_users: 50}
            """);

        assertThat(translation.tree()).isEqualTo("""
            profiles.endurance.duration = 60s @3:27
            profiles.endurance.executor = constant-arrival-rate @3:45
            profiles.endurance.rate = 5 @3:45
            profiles.endurance.maxVUs = 50 @3:66
            profiles.soak.duration = 60s @4:22
            profiles.soak.users = 50 @4:44\
            """);
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void anAddressOfInfluxIsMadeOfItsParts() {
        Translation translation = Translation.of("test.yaml", """
            distributed_testing:
              monitoring:
                influxdb: {host: 'https://db:8087', database: perf, username: me, password: 'p&w', token: '${TOKEN}'}
            """);

        assertThat(translation.tree()).isEqualTo("""
            outputs.influxdb = https://db:8087/perf?username=me&password=p%26w&token=${TOKEN} @3:15\
            """);
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void anAddressOfInfluxMayHaveAPort() {
        Translation translation = Translation.of("test.yaml", """
            distributed_testing: {monitoring: {influxdb: {host: db, port: 9999, org: a b, bucket: c}}}
            """);

        assertThat(translation.tree()).isEqualTo("outputs.influxdb = http://db:9999?org=a+b&bucket=c @1:46");
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void misspeltKeysAreTold() {
        Translation translation = Translation.of("test.yaml", """
            distributed_testing:
              scenarios:
                typo: {constant_rsp: 5}
              monitoring:
                metric_interval: 5
                influxdb: {hots: a, port: 1}
                prometheus: {port: 1}
              schedules: []
            """);

        assertThat(translation.tree()).isEqualTo("profiles.typo.constant_rsp = 5 @3:26");
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEqualTo("""
            test.yaml:5:5: distributed_testing.monitoring.metric_interval: no key of monitoring of distributed_testing; did you mean "metrics_interval"?
            test.yaml:6:15: distributed_testing.monitoring.influxdb: "host" is missing: the name of a machine, or a whole URL
            test.yaml:6:16: distributed_testing.monitoring.influxdb.hots: no key of influxdb; did you mean "host"?
            test.yaml:7:5: distributed_testing.monitoring.prometheus: no key of monitoring of distributed_testing; known are metrics_interval, influxdb, grafana
            test.yaml:8:3: distributed_testing.schedules: no key of distributed_testing; known are coordinator, nodes, scenarios, monitoring\
            """);
    }

    @Test
    void valuesOfAnotherKindAreLeftOrTold() {
        Translation translation = Translation.of("test.yaml", """
            distributed_testing:
              coordinator: 5
              nodes: here
              scenarios: {odd: 5}
              monitoring: {influxdb: {host: [a], database: x}, grafana: }
            """);

        assertThat(translation.tree()).isEqualTo("""
            fleet.coordinator = 5 @2:16
            fleet.nodes = here @3:10
            profiles.odd = 5 @4:20
            outputs.influxdb.host[0] = a @5:34
            outputs.influxdb.database = x @5:48\
            """);
        assertThat(translation.notes()).isEqualTo("""
            test.yaml:5:52: distributed_testing.monitoring.grafana: not used: Grafana asks the database; dashboards for it are in docs/grafana\
            """);
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void scenariosThatAreNoMappingAreLeft() {
        Translation translation = Translation.of("test.yaml", """
            distributed_testing:
              scenarios: [a]
              monitoring: 7
            """);

        assertThat(translation.tree()).isEqualTo("profiles[0] = a @2:15");
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEqualTo("""
            test.yaml:3:15: distributed_testing.monitoring: a mapping is expected here, got the value "7"\
            """);
    }

    @Test
    void ownKeysBesideItAreKept() {
        Translation translation = Translation.of("test.yaml", """
            distributed_testing:
              nodes: [{id: a, host: a}]
            fleet: {nodes: [{id: b, host: b}], heartbeatInterval: 1s}
            profiles: {smoke: {users: 5}}
            """);

        assertThat(translation.tree()).isEqualTo("""
            fleet.nodes[0].id = a @2:16
            fleet.nodes[0].host = a @2:25
            fleet.heartbeatInterval = 1s @3:55
            profiles.smoke.users = 5 @4:27\
            """);
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEqualTo("""
            test.yaml:3:9: fleet: line 2 says it already, as "nodes" of Perf's own form; keep one\
            """);
    }
}
