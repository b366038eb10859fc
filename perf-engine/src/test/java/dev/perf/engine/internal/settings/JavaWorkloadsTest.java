package dev.perf.engine.internal.settings;

import static dev.perf.engine.internal.settings.Given.loads;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.Perf;
import dev.perf.http.Http;
import dev.perf.load.LoadProfile;
import dev.perf.plan.TestPlan;
import dev.perf.plan.TestPlan.ThresholdRule;
import dev.perf.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java tests that files configure. */
class JavaWorkloadsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @SuppressWarnings("NullAway.Init") // made before each test
    private Given given;

    @BeforeEach
    void inAFolder(@TempDir Path folder) throws IOException {
        given = new Given(folder);
    }

    private static Scenario scenario(String name) {
        return Perf.scenario(name).exec(Http.http("home").get("http://localhost/"));
    }

    private static LoadProfile users(int count) {
        return Perf.users(count).during(MINUTE);
    }

    /** A test of the class path, which files may name. */
    static LoadTest shop() {
        return Perf.loadTest("shop").run(scenario("shopper"), users(30));
    }

    private static final TestPlan TWO = Perf.loadTest("java")
            .http(http -> http.baseUrl("http://localhost:1").header("A", "1"))
            .run(scenario("shopper"), users(30))
            .run(scenario("admin"), users(10))
            .threshold("http_req_duration: p(95) < 1s")
            .threshold("http_req_failed: rate < 0.1")
            .plan();

    private TestPlan configured(String text, TestPlan test) throws IOException {
        return given.configured(given.file(text), test).plan();
    }

    @Test
    void whatTheFileDoesNotSayStays() throws IOException {
        TestPlan plan = configured("http: {headers: {B: 2}}\n", TWO);
        assertThat(loads(plan)).isEqualTo(loads(TWO));
        assertThat(plan.http().baseUrl()).isEqualTo("http://localhost:1");
        assertThat(plan.http().headers()).hasSize(2);
        assertThat(plan.thresholds()).isEqualTo(TWO.thresholds());
    }

    @Test
    void scenariosShareALoadAsTheyDidTheirs() throws IOException {
        assertThat(loads(configured("users: 8\nduration: 10s\n", TWO))).isEqualTo("""
            shopper: closed load: 8 users, hold 10s, weight 30
            admin: closed load: 8 users, hold 10s, weight 10\
            """);
        TestPlan mixed = Perf.loadTest("mixed")
                .run(Perf.mix(Perf.share(3, scenario("a")), Perf.share(1, scenario("b"))), users(40))
                .run(scenario("c"), users(40))
                .plan();
        assertThat(loads(configured("users: 8\nduration: 10s\n", mixed))).isEqualTo("""
            a: closed load: 8 users, hold 10s, weight 30
            b: closed load: 8 users, hold 10s, weight 10
            c: closed load: 8 users, hold 10s, weight 40\
            """);
    }

    @Test
    void loadsOfTheOtherModelGrowAlike() throws IOException {
        TestPlan both = Perf.loadTest("both")
                .run(scenario("shopper"), users(30))
                .run(scenario("poll"), Perf.arrivals(Perf.perSecond(3)).during(MINUTE))
                .plan();
        assertThat(loads(configured("users: 10\nduration: 30s\n", both))).isEqualTo("""
            shopper: closed load: 10 users, hold 30s
            poll: open load: 1/s, hold 30s\
            """);
        assertThat(loads(configured("phases: [{duration: 10, arrivalRate: 6}]\n", both)))
                .isEqualTo("""
                    poll: open load: 6/s, hold 10s
                    shopper: closed load: 60 users, hold 10s\
                    """);
    }

    @Test
    void aTestOfTheOtherModelGetsTheLoadOfTheFile() throws IOException {
        assertThat(loads(configured("phases: [{duration: 10, arrivalRate: 6}]\n", TWO)))
                .isEqualTo("""
                    shopper: open load: 6/s, hold 10s, weight 30
                    admin: open load: 6/s, hold 10s, weight 10\
                    """);
    }

    @Test
    void scenariosAreMeantByNameOrByExec() throws IOException {
        assertThat(loads(configured("""
            scenarios:
              admin: {vus: 1, duration: 5s}
              rush: {executor: constant-arrival-rate, rate: 9, duration: 5s, startTime: 2s, exec: shopper}
            """, TWO))).isEqualTo("""
                admin: closed load: 1 user, hold 5s
                rush: open load: 9/s, hold 5s, after 2s\
                """);
    }

    @Test
    void theOnlyScenarioIsMeantWhateverItsName() throws IOException {
        assertThat(loads(configured("""
            scenarios:
              smoke: {executor: constant-vus, vus: 1, duration: 1m}
              load: {executor: ramping-vus, startVUs: 0, stages: [{duration: 5m, target: 100}]}
            """, shop().plan()))).isEqualTo("""
                smoke: closed load: 1 user, hold 1m
                load: closed load: 0 users, ramp to 100 over 5m\
                """);
    }

    @Test
    void scenariosThatNobodyKnowsAreRefused() throws IOException {
        assertThat(given.refused(given.file("scenarios:\n  shoper: {vus: 1, duration: 5s}\n"), TWO))
                .isEqualTo("""
                    test.yaml:2:11: scenarios.shoper: the test has no scenario of that name; give "exec" with one of shopper, admin, \
                    or a "flow"
                        2 |   shoper: {vus: 1, duration: 5s}
                          |           ^\
                    """);
    }

    @Test
    void aFileMayAddAScenario() throws IOException {
        assertThat(loads(configured("""
            scenarios:
              probe: {vus: 1, duration: 5s, flow: [get: /health]}
            """, TWO))).isEqualTo(loads(TWO) + "\nprobe: closed load: 1 user, hold 5s");
    }

    @Test
    void thresholdsOnTheSameMetricTakeThePlaceOfThoseOfTheTest() throws IOException {
        TestPlan plan = configured("""
            thresholds: {http_req_duration: ['p(95)<200', 'p(99)<400'], 'http_req_duration{name:home}': 'max<1000'}
            """, TWO);
        assertThat(plan.thresholds())
                .extracting(ThresholdRule::expression)
                .containsExactly(
                        "http_req_failed: rate < 0.1",
                        "http_req_duration: p(95) < 200ms",
                        "http_req_duration: p(99) < 400ms",
                        "http_req_duration{name:home}: max < 1000ms");
    }

    @Test
    void aFileMayNameTheJavaTest() throws IOException {
        String name = JavaWorkloadsTest.class.getName();
        TestPlan plan = given.plan(given.file("java: " + name + "\nusers: 2\nduration: 1s\n"));
        assertThat(plan.name()).isEqualTo("shop");
        assertThat(loads(plan)).isEqualTo("shopper: closed load: 2 users, hold 1s");
        assertThat(loads(given.plan(given.file("java: " + name + "::shop\n")))).isEqualTo(loads(shop().plan()));
    }

    @Test
    void javaTestsThatAreNotThereAreRefused() throws IOException {
        String name = JavaWorkloadsTest.class.getName();
        assertThat(given.refused(given.file("java: com.example.Nobody\n"))).isEqualTo("""
            test.yaml:1:7: java: there is no class com.example.Nobody; say where it is, with its package: --class-path \
            target/test-classes
                1 | java: com.example.Nobody
                  |       ^^^^^^^^^^^^^^^^^^\
            """);
        assertThat(given.refused(given.file("java: " + name + "::shopp\n"))).startsWith("""
            test.yaml:1:7: java: dev.perf.engine.internal.settings.JavaWorkloadsTest has no method shopp; did you mean "shop"? Its \
            tests are dev.perf.engine.internal.settings.JavaWorkloadsTest::shop
            """);
        assertThat(given.refused(given.file("java: java.lang.String\n"))).startsWith("""
            test.yaml:1:7: java: java.lang.String makes no test: it needs a static method without parameters that returns a \
            LoadTest, such as
              public static LoadTest test() { return loadTest("shop").run(...); }
            """);
    }

    @Test
    void agentsMakeTheSameOfTheTest() throws IOException {
        ConfiguredTest configured = given.configured(given.file("users: 8\nduration: 10s\n"), TWO);
        assertThat(configured.changes()).hasSize(2).first().isEqualTo(ConfiguredTest.FLAG);
        assertThat(loads(ConfiguredTest.remade(TWO, configured.changes().get(1))))
                .isEqualTo(loads(configured.plan()));
    }
}
