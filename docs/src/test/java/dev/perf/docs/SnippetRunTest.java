package dev.perf.docs;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.constant;
import static dev.perf.Perf.csv;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.perf.LoadTest;
import dev.perf.load.LoadProfile;
import dev.perf.plan.TestPlan;
import dev.perf.plan.TestPlan.Workload;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import dev.perf.samples.shop.DemoShop;
import dev.perf.scenario.Scenario;
import dev.perf.spi.RunOptions;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs what the guide shows against the demo shop, briefly. */
class SnippetRunTest {

    private static DemoShop shop;

    @BeforeAll
    static void startShop() {
        shop = DemoShop.start();
    }

    @AfterAll
    static void stopShop() {
        shop.close();
    }

    static Stream<Scenario> scenarios() {
        return Stream.of(
                WritingScenarios.SHOPPER.thinkTime(constant(Duration.ofMillis(10))),
                WritingScenarios.STEPS,
                WritingScenarios.BUYER,
                WritingScenarios.REPORTS,
                WritingScenarios.SALE,
                TemplateSnippets.VALUES,
                TemplateSnippets.ONCE,
                TemplateSnippets.TYPED,
                scenario("functions").exec(TemplateSnippets.ORDER),
                HttpFeatures.BROWSER,
                HttpFeatures.WITH_COOKIES,
                Data.BUYERS,
                Streams.WATCHER,
                Streams.READER,
                MetricSnippets.java(),
                MetricSnippets.steps(),
                MetricSnippets.tags(),
                scenario("besides").exec(HttpFeatures.CACHED, HttpFeatures.SIGNED),
                scenario("checks")
                        .onStart(WritingScenarios.LOGIN)
                        .feed(csv("users.csv"))
                        .exec(Checks.SAVING));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyScenarioOfTheGuideRunsWithoutErrors(Scenario scenario) throws InterruptedException {
        RunResult result = loadTest("guide")
                .http(http -> http.baseUrl(shop.url()))
                .run(scenario, arrivals(perSecond(10)).during(Duration.ofMillis(500)))
                .run(RunOptions.DEFAULTS.withoutReport());

        assertThat(result.errors()).isEmpty();
        assertThat(result.ledger().balanced()).isTrue();
        assertThat(result.ledger().failed()).isZero();
    }

    @Test
    void theFirstTestPasses() throws InterruptedException {
        LoadTest test = LoadTest.of(shortened(GettingStarted.test(shop.url()).plan(), 0.02));

        RunResult result = test.run(RunOptions.DEFAULTS.withoutReport());

        assertThat(result.errors()).isEmpty();
        assertThat(result.ledger().failed()).isZero();
        // On a machine that is too busy the answer times, and so the verdict, are the machine's.
        assumeThat(result.generator().state()).isNotIn(GeneratorHealth.State.WARNING, GeneratorHealth.State.INVALID);
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void theLoadProfilesOfTheGuideAreValid() throws InterruptedException {
        for (LoadProfile load :
                List.of(LoadProfiles.CONSTANT, LoadProfiles.RAMPS, LoadProfiles.STEADY, LoadProfiles.MORNING)) {
            RunResult result = loadTest("profile")
                    .run(
                            scenario("nothing").exec("rest", user -> user.pause(Duration.ofMillis(5))),
                            load.stretchedBy(0.0002))
                    .run(RunOptions.DEFAULTS.withoutReport());
            assertThat(result.ledger().balanced()).isTrue();
        }
    }

    @Test
    void thePacedScenarioOfTheGuideRuns() throws InterruptedException {
        RunResult result = loadTest("guide")
                .http(http -> http.baseUrl(shop.url()))
                .run(WritingScenarios.PACED, users(2).during(Duration.ofMillis(500)))
                .run(RunOptions.DEFAULTS.withoutReport());

        // A user comes by at 0, 0.5, 1, 1.5 and 2 s, or less often where the machine is slow.
        assertThat(result.ledger().completed()).isEqualTo(2);
        assertThat(result.request("health").count()).isBetween(2L, 10L);
    }

    @Test
    void theThrottleOfTheGuideRuns() throws InterruptedException {
        TestPlan plan = LoadProfiles.throttled().plan();
        // Each of 100 users would wait for its turn.
        TestPlan small = shortened(withLoads(plan, load -> load.scaledBy(0.1)), 0.001);
        LoadTest test = LoadTest.of(small).http(http -> http.baseUrl(shop.url()));

        assertThat(test.run(RunOptions.DEFAULTS.withoutReport()).ledger().balanced())
                .isTrue();
    }

    @Test
    void theOrderOfTheGuideRuns() throws InterruptedException {
        LoadTest test =
                LoadTest.of(shortened(LoadProfiles.inOrder().plan(), 0.001)).http(http -> http.baseUrl(shop.url()));

        RunResult result = test.run(RunOptions.DEFAULTS.withoutReport());

        assertThat(result.ledger().balanced()).isTrue();
        assertThat(result.plannedLoad()).hasSize(4);
    }

    private static TestPlan withLoads(TestPlan plan, UnaryOperator<LoadProfile> change) {
        return plan.withWorkloads(plan.workloads().stream()
                .map(workload -> new Workload(workload.scenario(), change.apply(workload.load()), workload.start()))
                .toList());
    }

    private static TestPlan shortened(TestPlan plan, double factor) {
        return plan.withWorkloads(plan.workloads().stream()
                .map(workload -> new Workload(
                        workload.scenario(),
                        workload.load().stretchedBy(factor),
                        workload.start().stretchedBy(factor)))
                .toList());
    }
}
