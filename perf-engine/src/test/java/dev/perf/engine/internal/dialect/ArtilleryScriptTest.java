package dev.perf.engine.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Scripts of Artillery: what of them is read, noted and refused. */
class ArtilleryScriptTest {

    @Test
    void itsConfigIsTakenApart() {
        Translation translation = Translation.of("shop.yaml", """
            config:
              target: "{{ $processEnvironment.TARGET }}"
              http:
                timeout: 30
                pool: 10
                maxSockets: 5
                extendedMetrics: true
                distributedTracing: {sampled: false, traceIdPrefix: b2}
                defaults:
                  headers: {Accept: application/json}
              tls: {rejectUnauthorized: false}
              plugins:
                ensure: {thresholds: [{http.response_time.p95: 500}]}
                expect: {outputFormat: pretty}
              ensure: {maxErrorRate: 1}
              engines: {http: {}}
              mode: uniform
              statsInterval: 5
              includeFiles: [a.js]
            scenarios: []
            thresholds: {avg: 100ms}
            """);

        assertThat(translation.tree()).isEqualTo("""
            host = '${TARGET}' @2:11
            http.requestTimeout = 30s @4:14
            http.connections.shared = 10 @5:11
            http.traceContext = 0 @8:25
            http.headers.Accept = application/json @10:25
            http.trustAllCertificates = true @11:29
            ensure.thresholds[0].http.response_time.p95 = 500 @13:52
            ensure.maxErrorRate = 1 @15:26
            scenarios = a list @20:12
            thresholds.avg = 100ms @21:19\
            """);
        assertThat(translation.notes()).isEqualTo("""
            shop.yaml:6:5: config.http.maxSockets: not used: a user opens as many connections as it sends requests at the same time
            shop.yaml:7:5: config.http.extendedMetrics: not used: all phases of a request are measured anyway
            shop.yaml:8:42: config.http.distributedTracing.traceIdPrefix: not used: ids of traces are random
            shop.yaml:14:5: config.plugins.expect: built in: what a request expects is always checked
            shop.yaml:14:14: config.plugins.expect.outputFormat: not used: an expectation that does not hold fails its request, and is counted by its name
            shop.yaml:18:3: config.statsInterval: not used: the interval of results is a second
            shop.yaml:19:3: config.includeFiles: not used: it is for Artillery's own machines in a cloud\
            """);
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void environmentsAreSectionsOfTheSameKeys() {
        Translation translation = Translation.of("shop.yaml", """
            config:
              target: https://example.com
              environments:
                staging:
                  target: https://staging.example.com
                  phases: [{duration: 1m, arrivalRate: 5}]
                  tls: {rejectUnauthorized: true}
                  processor: ./staging.js
                  targt: x
                local:
            """);

        assertThat(translation.tree()).isEqualTo("""
            host = https://example.com @2:11
            environments.staging.host = https://staging.example.com @5:15
            environments.staging.phases[0].duration = 1m @6:27
            environments.staging.phases[0].arrivalRate = 5 @6:44
            environments.staging.http.trustAllCertificates = false @7:33
            environments.local = nothing @10:11\
            """);
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEqualTo("""
            shop.yaml:8:7: config.environments.staging.processor: JavaScript is not run; write the function in Java and call it in the flow: function: com.example.Hooks::sign
            shop.yaml:9:7: config.environments.staging.targt: no key of Artillery's config; did you mean "target"?\
            """);
    }

    @Test
    void flowsBeforeAndAfterAreSetupAndTeardown() {
        Translation translation = Translation.of("shop.yaml", """
            config: {}
            before:
              name: log in
              flow:
                - post: {url: /login}
            after:
              engine: http
              flow: [[{get: /a}, {get: /b}], {get: /c}]
            """);

        assertThat(translation.tree()).isEqualTo("""
            setup[0].post.url = /login @5:19
            teardown[0].get = /a @8:17
            teardown[1].get = /b @8:28
            teardown[2].get = /c @8:40\
            """);
        assertThat(translation.notes()).isEqualTo("shop.yaml:3:3: before.name: not used: it is called setup here");
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void listsWithinFlowsAreTheirSteps() {
        Translation translation = Translation.of("shop.yaml", """
            config: {}
            scenarios:
              - engine: http
                flow:
                  - [{get: /a}, {get: /b}]
                  - get: /c
            """);

        assertThat(translation.tree()).isEqualTo("""
            scenarios[0].flow[0].get = /a @5:16
            scenarios[0].flow[1].get = /b @5:27
            scenarios[0].flow[2].get = /c @6:14\
            """);
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEmpty();
    }

    @Test
    void filesOfDataAreCastUnlessTheySayOtherwise() {
        Translation translation = Translation.of("shop.yaml", """
            config:
              payload:
                - {path: "{{ $dirname }}/a.csv", cast: false, skipEmptyLines: true}
                - {path: b.csv, loadAll: true, name: rows}
                - c.csv
            """);

        assertThat(translation.tree()).isEqualTo("""
            payload[0].path = 'a.csv' @3:14
            payload[0].cast = false @3:44
            payload[1].path = b.csv @4:14
            payload[1].cast = true @4:7
            payload[2] = c.csv @5:7\
            """);
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEqualTo("""
            shop.yaml:4:21: config.payload[1].loadAll: a user gets one row at a time here; for all rows at once, write the step in Java
            shop.yaml:4:36: config.payload[1].name: a user gets one row at a time here; for all rows at once, write the step in Java\
            """);
    }

    @Test
    void aSingleFileOfDataIsOneToo() {
        Translation translation = Translation.of("shop.yaml", """
            config:
              payload:
                path: users.csv
                fields: [user, password]
                options: {quote: x}
                skipEmptyLines: false
            """);

        assertThat(translation.tree()).isEqualTo("""
            payload.path = users.csv @3:11
            payload.fields[0] = user @4:14
            payload.fields[1] = password @4:20
            payload.cast = true @3:5\
            """);
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEqualTo("""
            shop.yaml:5:5: config.payload.options: the options of Node's csv-parse are not read; give delimiter and skipHeader
            shop.yaml:6:5: config.payload.skipEmptyLines: empty lines are skipped in any case\
            """);
    }

    @Test
    void whatWouldChangeTheTestIsRefusedWithItsReason() {
        Translation translation = Translation.of("shop.yaml", """
            config:
              http:
                cookieJarOptions: {}
                defaults:
                  cookie: {session: "1"}
                  strictCapture: false
                  think: {jitter: 20%}
              tls: {pfx: a.pfx}
              plugins:
                expect: {expectDefault200: true}
                apdex: {}
                publish-metrics: [{type: datadog}]
                fake-data: {}
                slack: {}
                hls: {}
              apdex: {threshold: 100}
              processor: ./hooks.js
              engines: {playwright: {}}
              mode: poisson
              ws: {subprotocols: [json]}
            after:
              engine: ws
            scenarios:
              - engine: socketio
                beforeScenario: setUp
                afterResponse: [log]
                testFunction: browse
            """);

        assertThat(translation.tree()).isEqualTo("scenarios[0] = a mapping @24:5");
        assertThat(translation.notes()).isEqualTo("""
            shop.yaml:10:5: config.plugins.expect: built in: what a request expects is always checked\
            """);
        assertThat(translation.mistakes()).isEqualTo("""
            shop.yaml:3:5: config.http.cookieJarOptions: cookies are kept as RFC 6265 has it, with no options
            shop.yaml:5:7: config.http.defaults.cookie: a cookie for all requests is a header here: write defaults: {headers: {Cookie: a=b}}
            shop.yaml:6:7: config.http.defaults.strictCapture: captures fail their request unless they say otherwise; write strict: false into those that may find nothing
            shop.yaml:7:7: config.http.defaults.think: pauses have no jitter here; write a pause between two times: think: {min: 1s, max: 3s}
            shop.yaml:8:9: config.tls.pfx: write certificates under "http.tls" of Perf's own form
            shop.yaml:10:14: config.plugins.expect.expectDefault200: write http: {expectedStatus: 200} in Perf's own form; as long as it is not said, 2xx and 3xx are right
            shop.yaml:11:5: config.plugins.apdex: there is no Apdex here; write a threshold, such as response_time: p(95) < 500ms
            shop.yaml:12:5: config.plugins.publish-metrics: write where numbers go under "outputs" of Perf's own form, such as outputs: {influxdb: http://localhost:8086/perf}
            shop.yaml:13:5: config.plugins.fake-data: there is no made-up data here; use a library of Java in a step of your own
            shop.yaml:14:5: config.plugins.slack: nothing is sent to Slack; let the build do that, by the exit code
            shop.yaml:15:5: config.plugins.hls: no key of Artillery's plugins; known are expect, metrics-by-endpoint, ensure, apdex, publish-metrics, fake-data, slack
            shop.yaml:16:3: config.apdex: there is no Apdex here; write a threshold, such as response_time: p(95) < 500ms
            shop.yaml:17:3: config.processor: JavaScript is not run; write the function in Java and call it in the flow: function: com.example.Hooks::sign
            shop.yaml:18:13: config.engines.playwright: HTTP is the one engine that flows have; other protocols are steps of Java
            shop.yaml:19:3: config.mode: arrivals of a file are evenly spaced; in Java, poisson() of the load spaces them at random
            shop.yaml:20:3: config.ws: flows speak HTTP; WebSocket is there in Java, webSocket("chat"), and Socket.IO is not
            shop.yaml:22:11: after.engine: flows speak HTTP, got the value "ws"; other protocols are steps of Java, and there is no browser
            shop.yaml:24:13: scenarios[0].engine: flows speak HTTP, got the value "socketio"; other protocols are steps of Java, and there is no browser
            shop.yaml:25:5: scenarios[0].beforeScenario: JavaScript is not run; write the function in Java and give it to the scenario as onStart or onStop: [{function: com.example.Hooks::login}]
            shop.yaml:26:5: scenarios[0].afterResponse: JavaScript is not run; write the function in Java and call it in the flow: function: com.example.Hooks::sign
            shop.yaml:27:5: scenarios[0].testFunction: there is no browser here; flows speak HTTP\
            """);
    }

    @Test
    void misspeltKeysAreTold() {
        Translation translation = Translation.of("shop.yaml", """
            config:
              phasess: []
              http: {tiemout: 3}
              plugins: {metric-by-endpoint: {}}
            """);

        assertThat(translation.tree()).isEqualTo(" = a mapping @1:1");
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEqualTo("""
            shop.yaml:2:3: config.phasess: no key of Artillery's config; did you mean "phases"?
            shop.yaml:3:10: config.http.tiemout: no key of Artillery's http; did you mean "timeout"?
            shop.yaml:4:13: config.plugins.metric-by-endpoint: no key of Artillery's plugins; did you mean "metrics-by-endpoint"?\
            """);
    }

    @Test
    void valuesOfAnotherKindAreLeftOrTold() {
        Translation translation = Translation.of("shop.yaml", """
            config:
              tls: yes
              target: [a]
              http: {distributedTracing: false, timeout: soon}
              mode: fast
              environments: [a]
              plugins:
              ensure:
              payload: 5
            scenarios: 5
            after: x
            """);

        assertThat(translation.tree()).isEqualTo("""
            host[0] = a @3:12
            http.traceContext = false @4:30
            http.requestTimeout = soon @4:46
            environments[0] = a @6:18
            ensure = nothing @8:10
            payload = 5 @9:12
            scenarios = 5 @10:12\
            """);
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEqualTo("""
            shop.yaml:2:8: config.tls: a mapping is expected here, got the value "yes"
            shop.yaml:5:9: config.mode: one of uniform, poisson is expected here, got the value "fast"
            shop.yaml:11:8: after: a mapping is expected here, got the value "x"\
            """);
    }

    @Test
    void aConfigThatIsNoMappingIsTold() {
        Translation translation = Translation.of("shop.yaml", """
            config: artillery
            """);

        assertThat(translation.tree()).isEqualTo(" = a mapping @1:1");
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes())
                .isEqualTo("shop.yaml:1:9: config: a mapping is expected here, got the value \"artillery\"");
    }

    @Test
    void keysThatMeanTheSameAreUnited() {
        Translation translation = Translation.of("shop.yaml", """
            config:
              http: {timeout: 5, defaults: {headers: {A: b}}}
              defaults: {headers: {C: d, A: e}}
            http: {requestTimeout: 7s, maxRedirects: 3}
            """);

        assertThat(translation.tree()).isEqualTo("""
            http.requestTimeout = 5s @2:19
            http.headers.A = b @2:46
            http.headers.C = d @3:27
            http.maxRedirects = 3 @4:42\
            """);
        assertThat(translation.notes()).isEmpty();
        assertThat(translation.mistakes()).isEqualTo("""
            shop.yaml:3:30: config.defaults.headers: line 2 says it already, as "A" of Perf's own form; keep one
            shop.yaml:4:8: http: line 2 says it already, as "requestTimeout" of Perf's own form; keep one\
            """);
    }
}
