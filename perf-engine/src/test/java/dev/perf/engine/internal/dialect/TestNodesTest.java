package dev.perf.engine.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Nodes, tests and a framework: the forms that they are written in. */
class TestNodesTest {

    @Test
    void aListOfNodesIsAFleet() {
        Translation translation = Translation.of("test.yaml", """
            - {id: a, host: h, capabilities: {os: linux}, capacity: 5}
            - {id: b, host: i}
            - x
            """);

        assertThat(translation.tree()).isEqualTo("""
            fleet.nodes[0].id = a @1:8
            fleet.nodes[0].host = h @1:17
            fleet.nodes[0].labels.os = linux @1:39
            fleet.nodes[0].capacity = 5 @1:57
            fleet.nodes[1].id = b @2:8
            fleet.nodes[1].host = i @2:17
            fleet.nodes[2] = x @3:3\
            """);
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void aListOfTestsIsOne() {
        Translation translation = Translation.of("test.yaml", """
            - {id: a, priority: high}
            - {id: b, max_retries: 2}
            """);

        assertThat(translation.tree()).isEqualTo("""
            tests[0].id = a @1:8
            tests[0].priority = high @1:21
            tests[1].id = b @2:8
            tests[1].retries = 2 @2:24\
            """);
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void anyOtherListIsLeft() {
        Translation translation = Translation.of("test.yaml", """
            - a
            - {id: b}
            """);

        assertThat(translation.tree()).isEqualTo("""
            [0] = a @1:3
            [1].id = b @2:8\
            """);
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void theyMayStandUnderTheirNames() {
        Translation translation = Translation.of("test.yaml", """
            nodes:
              - {id: a, max_concurrent_tests: 2}
            tests:
              - {id: t, file: a.yaml, max_retries: 1}
            framework: {load_balancing_strategy: weighted}
            """);

        assertThat(translation.tree()).isEqualTo("""
            fleet.nodes[0].id = a @2:10
            fleet.sharing = capacity @5:38
            tests[0].id = t @4:10
            tests[0].file = a.yaml @4:19
            tests[0].retries = 1 @4:40\
            """);
        assertThat(translation.notes()).isEqualTo("""
            test.yaml:2:13: nodes[0].max_concurrent_tests: not used: an agent says that of itself, perf agent --max-tests 5\
            """);
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void ownTestsAreLeft() {
        Translation translation = Translation.of("test.yaml", """
            tests:
              - {id: t, file: a.yaml, priority: high, requirements: {os: linux}, retries: 1}
            """);

        assertThat(translation.tree()).isEqualTo("""
            tests[0].id = t @2:10
            tests[0].file = a.yaml @2:19
            tests[0].priority = high @2:37
            tests[0].requirements.os = linux @2:62
            tests[0].retries = 1 @2:79\
            """);
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void whatAFleetDoesNotDoIsRefusedWithItsReason() {
        Translation translation = Translation.of("test.yaml", """
            load_balancing_strategy: least-loaded
            result_aggregation: {enabled: false, persist_results: false, intervall: 3}
            """);

        assertThat(translation.tree()).isEqualTo("report.write = false @2:55");
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEqualTo("""
            test.yaml:1:1: load_balancing_strategy: a queue gives tests to the least busy agents by itself; the load of one test is divided by capacity or in equal parts: write capacity or round_robin
            test.yaml:2:22: result_aggregation.enabled: the results of agents are always put together
            test.yaml:2:62: result_aggregation.intervall: no key of result_aggregation; did you mean "interval"?\
            """);
    }

    @Test
    void anUnknownStrategyIsTold() {
        Translation translation = Translation.of("test.yaml", """
            load_balancing_strategy: round-robbin
            """);

        assertThat(translation.tree()).isEqualTo(" = a mapping @1:1");
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEqualTo("""
            test.yaml:1:26: load_balancing_strategy: one of round_robin, capacity, weighted, least_loaded, least_connections, random is expected here, got the value "round-robbin"; did you mean "round_robin"?\
            """);
    }

    @Test
    void timesHaveSecondsUnlessTheySayOtherwise() {
        Translation translation = Translation.of("test.yaml", """
            heartbeat_interval: 0.5
            node_timeout: 1m
            """);

        assertThat(translation.tree()).isEqualTo("""
            fleet.heartbeatInterval = 0.5s @1:21
            fleet.nodeTimeout = 1m @2:15\
            """);
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void valuesOfAnotherKindAreLeftOrTold() {
        Translation translation = Translation.of("test.yaml", """
            node_config: 5
            test_config: [6]
            heartbeat_interval: [1]
            load_balancing_strategy: {a: b}
            result_aggregation: 7
            """);

        assertThat(translation.tree()).isEqualTo("""
            fleet.nodes = 5 @1:14
            fleet.heartbeatInterval[0] = 1 @3:22
            tests[0] = 6 @2:15\
            """);
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEqualTo("""
            test.yaml:4:26: load_balancing_strategy: one of round_robin, capacity, weighted, least_loaded, least_connections, random is expected here, got a mapping
            test.yaml:5:21: result_aggregation: a mapping is expected here, got the value "7"\
            """);
    }
}
