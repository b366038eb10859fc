package dev.perf.engine.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Options of k6: what of them is read, noted and refused. */
class K6OptionsTest {

    @Test
    void whatIsSentIsTold() {
        Translation translation = Translation.of("k6.yaml", """
            insecureSkipTLSVerify: true
            userAgent: Mine/1.0
            maxRedirects: 3
            noConnectionReuse: true
            noVUConnectionReuse: true
            hosts: {test.example.com: 1.2.3.4}
            dns: {ttl: 500, select: roundRobin, policy: preferIPv4}
            localIPs: 10.0.0.1, 10.0.0.2
            tlsVersion: {min: tls1.2, max: tls1.3}
            rps: 100
            noCookiesReset: true
            throw: false
            out: [influxdb=http://localhost:8086/k6]
            summaryExport: target/k6.json
            """);

        assertThat(translation.tree()).isEqualTo("""
            http.trustAllCertificates = true @1:24
            http.headers.User-Agent = Mine/1.0 @2:12
            http.maxRedirects = 3 @3:15
            http.connections = new-per-request @4:20
            http.resolve.test.example.com = 1.2.3.4 @6:27
            http.dnsTtl = 500ms @7:12
            http.localAddresses[0] = 10.0.0.1 @8:11
            http.localAddresses[1] = 10.0.0.2 @8:11
            http.tls.versions[0] = TLSv1.2 @9:13
            http.tls.versions[1] = TLSv1.3 @9:13
            throttle = 100 @10:6
            outputs[0] = influxdb=http://localhost:8086/k6 @13:7
            report.json = target/k6.json @14:16\
            """);
        assertThat(translation.notes()).isEqualTo("""
            k6.yaml:5:1: noVUConnectionReuse: not used: there is a connection for each request\
            """);
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void connectionsMayLastAnIteration() {
        Translation translation = Translation.of("k6.yaml", """
            noVUConnectionReuse: true
            noConnectionReuse: false
            """);

        assertThat(translation.tree()).isEqualTo("http.connections = new-per-iteration @1:22");
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void optionsMayStandUnderTheirName() {
        Translation translation = Translation.of("k6.json", """
            {"options": {"vus": 5, "duration": "10s", "userAgent": "a", "durration": 1}, "tags": {"a": "b"}}\
            """);

        assertThat(translation.tree()).isEqualTo("""
            vus = 5 @1:21
            duration = '10s' @1:36
            http.headers.User-Agent = 'a' @1:56
            durration = 1 @1:74
            tags.a = 'b' @1:92\
            """);
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void scenariosKeepWhatIsTheirOwn() {
        Translation translation = Translation.of("k6.yaml", """
            scenarios:
              browse:
                executor: constant-vus
                vus: 1
                exec: browse
                env: {REGION: eu}
                tags: {a: b}
                options: {browser: {type: chromium}}
            """);

        assertThat(translation.tree()).isEqualTo("""
            scenarios.browse.executor = constant-vus @3:15
            scenarios.browse.vus = 1 @4:10
            scenarios.browse.exec = browse @5:11
            scenarios.browse.variables.REGION = eu @6:19\
            """);
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEqualTo("""
            k6.yaml:7:5: scenarios.browse.tags: scenarios have no tags here; samples carry the name of theirs, as in http_req_duration{scenario:NAME}, and tags of all samples stand at the root
            k6.yaml:8:5: scenarios.browse.options: there is no browser here; scenarios speak HTTP\
            """);
    }

    @Test
    void aLoadBesideScenariosThatHaveTheirOwnIsNotUsed() {
        Translation translation = Translation.of("k6.yaml", """
            vus: 5
            duration: 10s
            linger: true
            scenarios: {a: {executor: constant-vus}, b: {executor: constant-vus}}
            """);

        assertThat(translation.tree()).isEqualTo("""
            scenarios.a.executor = constant-vus @4:27
            scenarios.b.executor = constant-vus @4:56\
            """);
        assertThat(translation.notes()).isEqualTo("""
            k6.yaml:1:1: vus: not used: each of the scenarios has a load of its own
            k6.yaml:2:1: duration: not used: each of the scenarios has a load of its own
            k6.yaml:3:1: linger: not used: the process ends with its run, and reports to nobody\
            """);
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void aLoadBesideScenariosWithoutOneIsTheirs() {
        Translation translation = Translation.of("k6.yaml", """
            vus: 5
            duration: 10s
            linger: true
            scenarios: {a: {executor: constant-vus}, b: {exec: x}}
            """);

        assertThat(translation.tree()).isEqualTo("""
            vus = 5 @1:6
            duration = 10s @2:11
            scenarios.a.executor = constant-vus @4:27
            scenarios.b.exec = x @4:52\
            """);
        assertThat(translation.notes()).isEqualTo("""
            k6.yaml:3:1: linger: not used: the process ends with its run, and reports to nobody\
            """);
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void usersBesideStagesAreThoseAtTheStart() {
        Translation translation = Translation.of("k6.yaml", """
            vus: 5
            stages: [{duration: 5s, target: 10}]
            """);

        assertThat(translation.tree()).isEqualTo("""
            startVUs = 5 @1:6
            stages[0].duration = 5s @2:21
            stages[0].target = 10 @2:33\
            """);
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void aTimeBesideIterationsIsTheirLimit() {
        Translation translation =
                Translation.of("k6.json", "{\"options\": {\"vus\": 5, \"iterations\": 100, \"duration\": \"1m\"}}");

        assertThat(translation.tree()).isEqualTo("""
            vus = 5 @1:21
            iterations = 100 @1:38
            maxDuration = '1m' @1:55\
            """);
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void anExecutorTakesItsOwnKeys() {
        Translation translation = Translation.of("k6.yaml", """
            executor: ramping-vus
            vus: 5
            stages: []
            """);

        assertThat(translation.tree()).isEqualTo("""
            executor = ramping-vus @1:11
            vus = 5 @2:6
            stages = a list @3:9\
            """);
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void whatChangesNoNumberIsNoted() {
        Translation translation = Translation.of("k6.yaml", """
            setupTimeout: 60s
            batch: 10
            discardResponseBodies: true
            httpDebug: full
            summaryTrendStats: [avg]
            systemTags: [url]
            ext: {loadimpact: {}}
            vusMax: 5
            metricSamplesBufferSize: 1
            linger: false
            logFormat: json
            dns: {select: random, policy: any}
            """);

        assertThat(translation.tree()).isEqualTo(" = a mapping @1:1");
        assertThat(translation.notes()).isEqualTo("""
            k6.yaml:1:1: setupTimeout: not used: setup and teardown take their time
            k6.yaml:2:1: batch: not used: the test says which requests go at the same time
            k6.yaml:3:1: discardResponseBodies: not used: bodies that nothing reads are never kept
            k6.yaml:4:1: httpDebug: not used: --debug shows what one user sends and gets
            k6.yaml:5:1: summaryTrendStats: not used: the report has all of them, and p(99.9) too
            k6.yaml:6:1: systemTags: not used: samples carry scenario, group, name, method, status and error
            k6.yaml:7:1: ext: not used: it is for Grafana's cloud
            k6.yaml:8:1: vusMax: not used: users are there when they are needed
            k6.yaml:9:1: metricSamplesBufferSize: not used: samples are counted at once, and not kept
            k6.yaml:10:1: linger: not used: the process ends with its run, and reports to nobody
            k6.yaml:11:1: logFormat: not used: it is for k6's own process
            k6.yaml:12:7: dns.select: not used: connections are spread evenly over all addresses
            k6.yaml:12:23: dns.policy: not used: Java takes the first family that it finds\
            """);
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void whatWouldChangeTheTestIsRefusedWithItsReason() {
        Translation translation = Translation.of("k6.yaml", """
            hosts: {'*.example.org': 1.2.3.5, 'a.example.com:443': 1.2.3.6, b.example.com: '1.2.3.6:8443'}
            dns: {ttl: inf, select: first, policy: onlyIPv6}
            localIPs: 10.0.0.0/24
            tlsAuth: []
            blacklistIPs: [10.0.0.0/8]
            noCookiesReset: false
            minIterationDuration: 10s
            throw: true
            noSetup: true
            noThresholds: true
            paused: true
            executionSegment: "0:1/2"
            """);

        assertThat(translation.tree()).isEqualTo("http.resolve = a mapping @1:8");
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEqualTo("""
            k6.yaml:1:9: hosts.*.example.org: a name stands for one host here; write out those that are meant
            k6.yaml:1:35: hosts.a.example.com:443: a host is reached at another address, but at the same port; write the port into the URLs
            k6.yaml:1:65: hosts.b.example.com: a host is reached at another address, but at the same port; write the port into the URLs
            k6.yaml:2:12: dns.ttl: an address is looked up again after a time; give one, such as 1h
            k6.yaml:2:17: dns.select: connections are spread evenly over all addresses; name one under "http.resolve" of Perf's own form
            k6.yaml:2:32: dns.policy: Java looks addresses up; say it with -Djava.net.preferIPv4Stack=true or -Djava.net.preferIPv6Addresses=true
            k6.yaml:3:11: localIPs: addresses are written out one by one here, not as ranges or networks
            k6.yaml:4:1: tlsAuth: write it under "http.tls" of Perf's own form
            k6.yaml:5:1: blacklistIPs: there is no list of what must not be called; a test calls what it names and nothing else
            k6.yaml:6:1: noCookiesReset: users keep their cookies from one iteration to the next; let the scenario begin with clearCookies()
            k6.yaml:7:1: minIterationDuration: write it at each scenario as pacing: iterations of a user begin that far apart
            k6.yaml:8:1: throw: a request that fails does not end its iteration; write exitIterationOnFail() at those that should
            k6.yaml:9:1: noSetup: setup and teardown belong to the test, and are always done
            k6.yaml:10:1: noThresholds: thresholds are always judged; leave them out
            k6.yaml:11:1: paused: a test begins at once; pause it from the live page
            k6.yaml:12:1: executionSegment: the load is divided among agents by itself; write the agents under "fleet" of Perf's own form\
            """);
    }

    @Test
    void valuesOfAnotherKindAreLeftOrTold() {
        Translation translation = Translation.of("k6.yaml", """
            dns: {select: last}
            hosts: x
            localIPs: [10.0.0.1]
            tlsVersion: {min: [tls1.2]}
            noConnectionReuse: perhaps
            paused:
            scenarios: 5
            options: 7
            """);

        assertThat(translation.tree()).isEqualTo("""
            http.resolve = x @2:8
            http.localAddresses[0] = 10.0.0.1 @3:12
            scenarios = 5 @7:12\
            """);
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEqualTo("""
            k6.yaml:1:15: dns.select: one of roundRobin, random, first is expected here, got the value "last"
            k6.yaml:4:19: tlsVersion: one of tls1.0, tls1.1, tls1.2, tls1.3 is expected here, got a list
            k6.yaml:5:20: noConnectionReuse: true or false is expected here, got the value "perhaps"
            k6.yaml:8:10: options: a mapping is expected here, got the value "7"\
            """);
    }

    @Test
    void aSettingThatIsThereAlreadyIsTold() {
        Translation translation = Translation.of("k6.yaml", """
            http: {connections: per-user}
            noConnectionReuse: true
            """);

        assertThat(translation.tree()).isEqualTo("http.connections = per-user @1:21");
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEqualTo("""
            k6.yaml:2:1: noConnectionReuse: line 1 says it already, as "connections" of Perf's own form; keep one\
            """);
    }
}
