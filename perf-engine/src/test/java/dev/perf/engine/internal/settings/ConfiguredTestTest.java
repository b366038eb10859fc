package dev.perf.engine.internal.settings;

import static dev.perf.engine.internal.settings.Given.loads;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.plan.TestFile;
import dev.perf.plan.TestPlan;
import dev.perf.plan.TestPlan.ThresholdRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files come to that are whole tests, and what is laid over them. */
class ConfiguredTestTest {

    private static final String SHOP = """
        http:
          baseUrl: http://localhost:8080
        scenarios:
          - name: visitor
            weight: 3
            flow:
              - get: /products
          - name: buyer
            flow:
              - get: /cart
        """;

    private static final String USERS = "users: 8\nduration: 1m\n";

    @SuppressWarnings("NullAway.Init") // made before each test
    private Given given;

    @BeforeEach
    void inAFolder(@TempDir Path folder) throws IOException {
        given = new Given(folder);
    }

    @Test
    void aFileIsATest() throws IOException {
        TestPlan plan = given.plan(given.file(SHOP + USERS));
        assertThat(plan.name()).isEqualTo("test");
        assertThat(plan.http().baseUrl()).isEqualTo("http://localhost:8080");
        assertThat(given.shown(plan.location().toString())).isEqualTo("test.yaml:1");
        assertThat(loads(plan)).isEqualTo("""
            visitor: closed load: 8 users, hold 1m, weight 3
            buyer: closed load: 8 users, hold 1m, weight 1\
            """);
        assertThat(given.plan(given.file("name: shop\n" + SHOP + USERS)).name()).isEqualTo("shop");
    }

    @Test
    void whatIsOfARunIsToldToThoseWhoTakeThePlanAlone() throws IOException {
        ConfiguredTest configured =
                given.configured(given.file(SHOP + USERS + "fleet: local:2\nreport: {folder: out}\n"), null);

        assertThat(configured.notes()).isEmpty();
        assertThat(configured.notesOfPlan())
                .map(given::shown)
                .containsExactly(
                        "test.yaml:13:8: fleet: is not used in JUnit, nor by a LoadTest that takes the file or is"
                                + " configured by it; perf run, --config and Perf.run use it",
                        "test.yaml:14:9: report: is not used in JUnit, nor by a LoadTest that takes the file or is"
                                + " configured by it; perf run, --config and Perf.run use it");
        assertThat(given.configured(given.file(SHOP + USERS), null).notesOfPlan())
                .isEmpty();
    }

    @Test
    void scenariosHaveLoadsOfTheirOwnOrShareOne() throws IOException {
        assertThat(loads(given.plan(given.file("""
            scenarios:
              one:
                executor: constant-arrival-rate
                rate: 120
                timeUnit: 1m
                duration: 30s
                startTime: 10s
                flow: [get: "http://localhost/"]
              two:
                phases: [{duration: 10, arrivalRate: 1, rampTo: 5}]
                flow: [get: "http://localhost/"]
              three:
                flow: [get: "http://localhost/"]
            stages:
              - {duration: 10s, target: 4}
            """)))).isEqualTo("""
                three: closed load: 1 user, ramp to 4 over 10s
                one: open load: 2/s, hold 30s, after 10s
                two: open load: 1/s, ramp to 5/s over 10s\
                """);
    }

    @Test
    void whatIsLaterWins() throws IOException {
        TestFile file = given.file(SHOP + USERS + """
            environments:
              staging: {users: 9}
            profiles:
              busy: {users: 20}
            """);
        assertThat(loads(given.plan(file.environment("staging")))).contains("visitor: closed load: 9 users, hold 1m,");
        TestFile busy = file.environment("staging").profile("busy");
        assertThat(loads(given.plan(busy))).contains("visitor: closed load: 20 users, hold 1m,");
        given.properties.put("perf.set.users", "4");
        assertThat(loads(given.plan(busy))).contains("visitor: closed load: 4 users, hold 1m,");
        assertThat(loads(given.plan(busy.set("users", "5")))).contains("visitor: closed load: 5 users, hold 1m,");
    }

    @Test
    void sectionsMayBeSetAsWell() throws IOException {
        TestFile file = given.file(SHOP + USERS + "environments:\n  local: {host: one}\n")
                .set("environments.local.host", "two")
                .set("environments.other.host", "three")
                .set("environment", "local");
        assertThat(given.plan(file).http().baseUrl()).isEqualTo("http://two");
        assertThat(given.plan(file.environment("other")).http().baseUrl()).isEqualTo("http://three");
    }

    @Test
    void aProfileThatIsWholeNeedsNoPreset() throws IOException {
        TestFile file = given.file(SHOP + "profiles:\n  smoke: {users: 5, duration: 20s}\n");
        assertThat(loads(given.plan(file.profile("smoke")))).startsWith("visitor: closed load: 5 users, hold 20s,");
    }

    @Test
    void presetsLieBeneathProfilesOfTheirName() throws IOException {
        TestFile file = given.file(SHOP + "profiles:\n  smoke: {users: 2}\n");
        assertThat(loads(given.plan(file.profile("smoke"))))
                .startsWith("visitor: closed load: 0 users, ramp to 2 over 10s, hold 1m50s,");
        assertThat(loads(given.plan(file.profile("spike_test"))))
                .startsWith("visitor: closed load: 0 users, ramp to 2000 over 10s, hold 9m50s,");
        assertThat(loads(given.plan(file.profile("soak")))).contains("ramp to 200 over 5m, hold 3h55m");
        assertThat(loads(given.plan(file.profile("development")))).contains("ramp to 20 over 30s, hold 4m30s");
        assertThat(loads(given.plan(file.profile("staging")))).contains("ramp to 100 over 1m30s, hold 13m30s");
        assertThat(loads(given.plan(file.profile("production")))).contains("ramp to 500 over 3m, hold 27m");
        assertThat(loads(given.plan(file.profile("stress")))).contains("ramp to 1000 over 6m, hold 54m");
    }

    @Test
    void aFileNamesItsEnvironmentAndItsProfile() throws IOException {
        given.environment.put("STAGE", "local");
        TestFile file = given.file(SHOP + """
            environment: ${STAGE:-staging}
            profile: tiny
            environments:
              local: {variables: {where: here}}
              staging: {variables: {where: there}}
            profiles:
              tiny: {users: 1, duration: 1s}
            """);
        assertThat(given.effective(file).getFirst()).isEqualTo("# file test.yaml, environment local, profile tiny");
        assertThat(given.effective(file.environment("staging").profile("smoke")).getFirst())
                .isEqualTo("# file test.yaml, environment staging, profile smoke");
    }

    @Test
    void aHostTakesThePlaceOfThePortThatItSays() throws IOException {
        TestFile file = given.file("host: localhost\nport: 8080\ntls: true\n"
                + SHOP.replace("http:\n  baseUrl: http://localhost:8080\n", "") + USERS);
        assertThat(given.plan(file).http().baseUrl()).isEqualTo("https://localhost:8080");
        assertThat(given.plan(file.set("host", "other")).http().baseUrl()).isEqualTo("https://other:8080");
        assertThat(given.plan(file.set("host", "other:9090")).http().baseUrl()).isEqualTo("https://other:9090");
        assertThat(given.plan(file.set("host", "http://other")).http().baseUrl())
                .isEqualTo("http://other");
        assertThat(given.plan(file.set("host", "'[::1]:9090'")).http().baseUrl())
                .isEqualTo("https://[::1]:9090");
        assertThat(given.plan(file.set("host", "http://other:9090").set("port", "9090"))
                        .http()
                        .baseUrl())
                .isEqualTo("http://other:9090");
    }

    @Test
    void aLoadTakesThePlaceOfOneInAnotherForm() throws IOException {
        TestFile file = given.file(SHOP + """
            phases:
              - {duration: 10, arrivalRate: 5}
            profiles:
              closed: {users: 3, duration: 5s}
              slow: {spawnRate: 1}
            """);
        assertThat(loads(given.plan(file))).startsWith("visitor: open load: 5/s, hold 10s,");
        assertThat(loads(given.plan(file.profile("closed")))).startsWith("visitor: closed load: 3 users, hold 5s,");
        assertThat(loads(given.plan(file.profile("smoke").set("spawnRate", "1"))))
                .startsWith("visitor: closed load: 0 users, ramp to 5 over 5s, hold 1m55s,");
    }

    @Test
    void aLoadForAllTakesThePlaceOfThoseOfScenarios() throws IOException {
        TestFile file = given.file("""
            scenarios:
              one: {vus: 10, duration: 1h, flow: [get: "http://localhost/"]}
              two: {vus: 10, duration: 1h, flow: [get: "http://localhost/"]}
            profiles:
              one: {scenarios: {one: {vus: 1}}}
            """);
        assertThat(loads(given.plan(file.profile("smoke")))).isEqualTo("""
            one: closed load: 0 users, ramp to 5 over 10s, hold 1m50s, weight 1
            two: closed load: 0 users, ramp to 5 over 10s, hold 1m50s, weight 1\
            """);
        assertThat(loads(given.plan(file.profile("one")))).isEqualTo("""
            one: closed load: 1 user, hold 1h
            two: closed load: 10 users, hold 1h\
            """);
    }

    @Test
    void loadsAreScaled() throws IOException {
        TestFile file = given.file(SHOP + "users: 100\nrampUp: 1m\nduration: 10m\nscale: 0.1\ntimeScale: 0.01\n");
        assertThat(loads(given.plan(file)))
                .startsWith("visitor: closed load: 0 users, ramp to 10 over 600ms, hold 5.4s,");
    }

    @Test
    void anEnvironmentHasAnotherAddress() throws IOException {
        TestFile file = given.file(SHOP + USERS + """
            environments:
              staging: {host: staging.example, tls: true, headers: {X-Stage: staging}}
              local: {host: localhost, port: 9090}
            """);
        assertThat(given.plan(file.environment("staging")).http().baseUrl()).isEqualTo("https://staging.example");
        assertThat(given.plan(file.environment("staging")).http().headers())
                .extracting(header -> header.name() + ": " + header.value())
                .containsExactly("X-Stage: staging");
        assertThat(given.plan(file.environment("local")).http().baseUrl()).isEqualTo("http://localhost:9090");
        assertThat(given.plan(file.environment("local").set("http.baseUrl", "http://other"))
                        .http()
                        .baseUrl())
                .isEqualTo("http://other");
    }

    @Test
    void thresholdsOfAProfileJoinThoseOfTheFile() throws IOException {
        TestFile file = given.file(SHOP + USERS + """
            thresholds:
              http_req_duration: ['p(95)<500']
              http_req_failed: rate<0.01
            profiles:
              calm: {thresholds: {http_req_duration: ['p(95)<100']}}
            """);
        assertThat(given.plan(file.profile("calm")).thresholds())
                .extracting(ThresholdRule::expression)
                .containsExactly("http_req_duration: p(95) < 100ms", "http_req_failed: rate < 0.01");
    }

    @Test
    void variablesOfTheEnvironmentAreFilledInWhereTheyAreUsed() throws IOException {
        TestFile file = given.file(SHOP + """
            users: ${USERS}
            duration: 1m
            environments:
              other: {users: "${OTHER_USERS}"}
            """);
        given.environment.put("USERS", "7");
        assertThat(loads(given.plan(file))).contains("7 users");
        assertThat(given.refused(file.environment("other"))).isEqualTo("""
            test.yaml:14:18: users: the environment variable OTHER_USERS is not set; set it, or write \
            ${OTHER_USERS:-default}
                14 |   other: {users: "${OTHER_USERS}"}
                   |                  ^^^^^^^^^^^^^^^^\
            """);
    }

    @Test
    void allMistakesAreToldAtOnce() throws IOException {
        assertThat(given.refused(given.file("""
            usrs: 5
            scenarios:
              - name: visitor
                flow:
                  - gett: /products
                  - get: {url: /, expect: [{statusCode: 999}]}
            profiles:
              smoke: {users: many}
            """))).isEqualTo("""
                4 mistakes
                test.yaml:1:1: usrs: no key of a test; did you mean "users"?
                    1 | usrs: 5
                      | ^^^^
                test.yaml:5:9: scenarios.visitor.flow[0].gett: no key of a step; did you mean "get"?
                    5 |       - gett: /products
                      |         ^^^^
                test.yaml:6:45: scenarios.visitor.flow[1].get.expect[0].statusCode: a whole number from 100 to \
                599 is expected here, got the value "999"
                    6 |       - get: {url: /, expect: [{statusCode: 999}]}
                      |                                             ^^^
                test.yaml:8:18: profiles.smoke.users: a whole number from 1 to 2147483647 is expected here, got \
                the value "many"
                    8 |   smoke: {users: many}
                      |                  ^^^^\
                """);
    }

    @Test
    void whatHasNoLoadOrNoStepsIsRefused() throws IOException {
        String noLoad = """
            test.yaml:1:1: no load is put on "visitor", "buyer"; give "users" and "duration", "phases", "stages" or \
            another load, here or there, or choose a profile such as smoke
            """;
        assertThat(given.refused(given.file(SHOP))).startsWith(noLoad);
        String noSteps = """
            test.yaml:1:1: it says not what users do: "scenarios" with a "flow" are missing; or name the Java test that it \
            configures: java: com.example.ShopLoadTest
            """;
        assertThat(given.refused(given.file("users: 1\nduration: 1s\n"))).startsWith(noSteps);
        assertThat(given.refused(given.file(""))).startsWith(noSteps);
        assertThat(given.refused(given.file("users: 1\nduration: 1s\nscenarios:\n  one: {weight: 2}\n")))
                .isEqualTo("""
                    test.yaml:4:8: scenarios.one: "flow" is missing: what its users do, step by step; or name a Java test with \
                    "java" at the root of the file
                        4 |   one: {weight: 2}
                          |        ^\
                    """);
    }

    @Test
    void unknownEnvironmentsAndProfilesAreRefused() throws IOException {
        TestFile file = given.file(SHOP + USERS + "environments:\n  staging: {users: 1}\n");
        assertThat(given.refused(file.environment("stagin").profile("smke"))).isEqualTo("""
            2 mistakes
            --env stagin: there is no environment "stagin"; did you mean "staging"? known are staging
            --profile smke: there is no profile "smke"; did you mean "smoke"? known are smoke, development, staging, \
            production, stress, soak, spike\
            """);
        assertThat(given.refused(given.file(SHOP + USERS).environment("staging")))
                .isEqualTo("--env staging: there is no environment \"staging\"; the file has no \"environments\"");
        assertThat(given.refused(file.set("usrs", "1").set("duration", "soon"))).isEqualTo("""
            2 mistakes
            --set duration: a duration such as 30s, 1m30s or 2h, or a number of seconds is expected here, got the value \
            "soon"
            --set usrs: no key of a test; did you mean "users"?\
            """);
    }

    @Test
    void aTestIsMadeAgainElsewhere() throws IOException {
        given.environment.put("USERS", "7");
        ConfiguredTest configured = given.configured(given.file(SHOP + "users: ${USERS}\nduration: 1m\n"), null);
        var arguments = Objects.requireNonNull(configured.plan().origin()).arguments();
        TestPlan again = ConfiguredTest.remade(String.valueOf(arguments.get(0)), String.valueOf(arguments.get(1)))
                .plan();
        assertThat(loads(again)).isEqualTo(loads(configured.plan()));
        assertThat(again.location()).isEqualTo(configured.plan().location());
        assertThat(again.workloads().getFirst().load().location())
                .isEqualTo(configured.plan().workloads().getFirst().load().location());
    }
}
