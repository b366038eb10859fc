package dev.perf.engine.internal.run;

import static dev.perf.Perf.afterFinished;
import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.mix;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.share;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.http;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.LoadTest;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.TestPlan;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.spi.RunOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChosenScenariosTest {

    private static final LoadTest TEST = loadTest("shop")
            .run(working("login"), users(1).during(ofSeconds(10)))
            .run(working("browse"), users(5).during(ofSeconds(20)), afterFinished("login"))
            .run(
                    working("buy"),
                    arrivals(perSecond(3)).during(ofSeconds(20)),
                    afterFinished("login").plus(ofSeconds(5)))
            .run(working("review"), users(2).during(ofSeconds(5)), afterFinished("browse"));

    private static Scenario working(String name) {
        return scenario(name).exec(exec("do " + name, user -> user.pause(ofSeconds(1))));
    }

    private static RunResult run(TestPlan plan) throws InterruptedException {
        return Runs.checked(LoadRun.start(plan, RunOptions.DEFAULTS.withoutReport(), new SimulatedClock())
                .await());
    }

    private static List<String> starts(TestPlan plan) {
        return plan.workloads().stream()
                .map(workload -> workload.scenario().name() + " " + workload.start())
                .toList();
    }

    @Test
    void theFirstBeginsAtOnceAndTheOthersAsLongAfterItAsTheyWould() {
        assertThat(starts(ChosenScenarios.of(TEST.plan(), List.of("browse", "buy"))))
                .containsExactly("browse at once", "buy after 5s");
        assertThat(starts(ChosenScenarios.of(TEST.plan(), List.of("review", "browse"))))
                .containsExactly("browse at once", "review when \"browse\" has finished");
        assertThat(starts(ChosenScenarios.of(TEST.plan(), List.of("login", "review"))))
                .containsExactly("login at once", "review after 30s");
    }

    @Test
    void aScenarioKeepsItsLoadAndAClassItsShare() throws Exception {
        RunResult buying = run(ChosenScenarios.of(TEST.plan(), List.of("buy")));
        assertThat(buying.ledger().started()).isEqualTo(60);
        assertThat(buying.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.name()).isEqualTo("do buy"));

        TestPlan mixed = loadTest("mixed")
                .run(mix(share(3, working("reader")), share(1, working("writer"))), users(8).during(ofSeconds(10)))
                .plan();
        RunResult writing = run(ChosenScenarios.of(mixed, List.of("writer")));
        assertThat(writing.ledger().started()).isEqualTo(20);
        assertThat(writing.intervals().getFirst().users()).isEqualTo(2);
    }

    @Test
    void mistakesOfAMixAreToldThoughItsFirstClassIsLeftOut() {
        TestPlan mixed = loadTest("mixed")
                .run(mix(share(0, working("reader")), share(1, working("writer"))), users(8).during(ofSeconds(10)))
                .plan();

        assertThatThrownBy(() -> run(ChosenScenarios.of(mixed, List.of("writer"))))
                .isInstanceOf(InvalidPlanException.class)
                .hasMessageContaining("reader");
    }

    @Test
    void thresholdsAboutTheOthersAreLeftOut() {
        TestPlan plan = loadTest("shop")
                .run(
                        scenario("browse")
                                .exec(http("list").get("/list"), http("home").get("/")),
                        users(1).during(ofSeconds(10)).named("calm"))
                .run(
                        scenario("buy")
                                .exec(http("pay").get("/pay"), http("home").get("/")),
                        users(1).during(ofSeconds(10)).named("busy"))
                .threshold("http_reqs: count > 1")
                .threshold("http_reqs{scenario:browse}: count > 1")
                .threshold("http_reqs{scenario:buy}: count > 1")
                .threshold("http_reqs{name:pay}: count > 1")
                .threshold("http_reqs{name:home}: count > 1")
                .threshold("http_reqs{name:misspelt}: count > 1")
                .threshold("http_reqs{stage:busy}: count > 1")
                .threshold("http_reqs{stage:calm}: count > 1")
                .threshold("no threshold")
                .plan();

        assertThat(ChosenScenarios.of(plan, List.of("browse")).thresholds())
                .extracting(TestPlan.ThresholdRule::expression)
                .containsExactly(
                        "http_reqs: count > 1",
                        "http_reqs{scenario:browse}: count > 1",
                        "http_reqs{name:home}: count > 1",
                        "http_reqs{name:misspelt}: count > 1",
                        "http_reqs{stage:calm}: count > 1",
                        "no threshold");
    }

    @Test
    void namesThatThereAreNotAreRefused() {
        assertThatThrownBy(() -> ChosenScenarios.of(TEST.plan(), List.of("browse", "revew")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the test has no scenario \"revew\"; did you mean \"review\"? Its scenarios are login, browse,"
                                + " buy, review");
        assertThatThrownBy(() -> ChosenScenarios.of(TEST.plan(), List.of("admin")))
                .hasMessage("the test has no scenario \"admin\"; its scenarios are login, browse, buy, review");
    }
}
