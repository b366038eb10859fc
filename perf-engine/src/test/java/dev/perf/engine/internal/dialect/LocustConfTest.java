package dev.perf.engine.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Settings of Locust: what of them is read, noted and refused. */
class LocustConfTest {

    @Test
    void itsKeysHaveOtherNamesHere() {
        Translation translation = Translation.of("locust.conf", """
            host = https://shop.example.com
            users = 100
            spawn-rate = 10
            run-time = 1h30m
            stop-timeout = 10
            expect-workers = 4
            expect-workers-max-wait = 30
            master-bind-host = *
            master-bind-port = 5557
            html = report.html
            csv = results
            json-file = out.json
            java = com.example.ShopLoadTest
            """);

        assertThat(translation.tree()).isEqualTo("""
            host = https://shop.example.com @1:8
            users = 100 @2:9
            spawnRate = 10 @3:14
            duration = 1h30m @4:12
            gracefulStop = 10s @5:16
            fleet.agents = 4 @6:18
            fleet.joinTimeout = 30s @7:27
            fleet.coordinator.host = 0.0.0.0 @8:20
            fleet.coordinator.port = 5557 @9:20
            report.html = report.html @10:8
            report.csv = results @11:7
            report.json = out.json @12:13
            java = com.example.ShopLoadTest @13:8\
            """);
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void processesAreAgents() {
        Translation translation = Translation.of("locust.conf", """
            processes = 4
            """);

        assertThat(translation.tree()).isEqualTo("fleet.agents = 4 @1:13");
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void theOldNameOfTheRateIsUnderstood() {
        Translation translation = Translation.of("locust.conf", """
            hatch-rate = 5
            """);

        assertThat(translation.tree()).isEqualTo("spawnRate = 5 @1:14");
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void whatChangesNoNumberIsNoted() {
        Translation translation = Translation.of("locust.conf", """
            headless
            autostart = true
            web-port = 8089
            loglevel = DEBUG
            json
            csv-full-history
            only-summary
            otel = false
            exit-code-on-error = 2
            enable-rebalancing = true
            list = false
            reset-stats = false
            """);

        assertThat(translation.tree()).isEqualTo(" = a mapping @1:1");
        assertThat(translation.notes()).isEqualTo("""
            locust.conf:1:1: headless: not used: a test begins at once, and has no page that it is started from
            locust.conf:2:1: autostart: not used: a test begins at once, and has no page that it is started from
            locust.conf:3:1: web-port: not used: the page of a running test is served with "report.live" of Perf's own form
            locust.conf:4:1: loglevel: not used: Perf logs by SLF4J, as the program around it is set up
            locust.conf:5:1: json: not used: --json - prints the summary, and "report.json" names a file for it
            locust.conf:6:1: csv-full-history: not used: the history has all requests anyway
            locust.conf:7:1: only-summary: not used: --quiet shows no progress and no summary
            locust.conf:8:1: otel: not used: live numbers go where "outputs" of Perf's own form says
            locust.conf:9:1: exit-code-on-error: not used: the exit code is that of the verdict, 1 where a threshold failed
            locust.conf:10:1: enable-rebalancing: not used: agents that come late get a share anyway\
            """);
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void whatWouldChangeTheTestIsRefusedWithItsReason() {
        Translation translation = Translation.of("locust.conf", """
            locustfile = shop.py
            processes = -1
            html = {u}-users.html
            reset-stats = true
            tags = [a, b]
            exclude-tags = slow
            equal-weights = true
            config-users = users.json
            list
            """);

        assertThat(translation.tree()).isEqualTo(" = a mapping @1:1");
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEqualTo("""
            locust.conf:1:1: locustfile: Python is not run; name the Java test that the file configures, such as java = com.example.ShopLoadTest
            locust.conf:2:13: processes: the number of agents to start, such as 4, is expected here, got the value "-1"
            locust.conf:3:8: html: {u}, {r} and {t} are not put into names of files; write the name out
            locust.conf:4:1: reset-stats: what is measured while users start is left out by a warm-up: write warmUp = 20s, say
            locust.conf:5:1: tags: tasks have no tags to pick them by here; pick scenarios with --scenario, or put the test together in Java
            locust.conf:6:1: exclude-tags: tasks have no tags to pick them by here; pick scenarios with --scenario, or put the test together in Java
            locust.conf:7:1: equal-weights: weights belong to the Java test; write them alike there
            locust.conf:8:1: config-users: users are configured in the Java test
            locust.conf:9:1: list: it shows something and runs no test; leave it out\
            """);
    }

    @Test
    void misspeltKeysAreTold() {
        Translation translation = Translation.of("locust.conf", """
            expct-workers = 3
            headles = true
            user = 5
            """);

        assertThat(translation.tree()).isEqualTo("user = 5 @3:8");
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEqualTo("""
            locust.conf:1:1: expct-workers: no key of a test; did you mean "expect-workers" of locust.conf?
            locust.conf:2:1: headles: no key of a test; did you mean "headless" of locust.conf?\
            """);
    }

    @Test
    void tagsOfPerfsOwnFormStay() {
        Translation translation = Translation.of("test.yaml", """
            headless: true
            tags: {team: a}
            """);

        assertThat(translation.tree()).isEqualTo("tags.team = a @2:14");
        assertThat(translation.notes()).isEqualTo("""
            test.yaml:1:1: headless: not used: a test begins at once, and has no page that it is started from\
            """);
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void aTruthThatIsNoneIsTold() {
        Translation translation = Translation.of("locust.conf", """
            reset-stats = perhaps
            """);

        assertThat(translation.tree()).isEqualTo(" = a mapping @1:1");
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEqualTo("""
            locust.conf:1:15: reset-stats: true or false is expected here, got the value "perhaps"\
            """);
    }
}
