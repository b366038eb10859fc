package dev.perf.engine.internal.run;

import static dev.perf.Perf.afterFinished;
import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.generated;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.mix;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.records;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.share;
import static dev.perf.Perf.startingAfter;
import static dev.perf.Perf.users;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.fleet.Share;
import dev.perf.engine.internal.run.PlanSums.Divided;
import dev.perf.engine.internal.run.PlanSums.Due;
import dev.perf.engine.internal.run.PlanSums.Peak;
import dev.perf.plan.TestPlan;
import dev.perf.scenario.Scenario;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlanSumsTest {

    private static final TestPlan BOTH = loadTest("t")
            .run(scenario("open"), arrivals(perSecond(10)).during(ofSeconds(60)))
            .run(scenario("closed"), users(12).during(ofSeconds(50)), startingAfter(ofSeconds(10)))
            .plan();

    private static Due due(TestPlan plan, int agent, long from, long to, Divided... divisions) {
        return PlanSums.due(plan, agent, List.of(divisions), ofSeconds(from), ofSeconds(to));
    }

    private static Divided divided(long from, Integer... weights) {
        return new Divided(List.of(weights), ofSeconds(from));
    }

    @Test
    void tellsWhatWasDueForALostAgent() {
        assertThat(due(BOTH, 1, 20, 22, divided(0, 3, 1))).isEqualTo(new Due(5, 6));
        assertThat(due(BOTH, 0, 20, 22, divided(0, 3, 1))).isEqualTo(new Due(15, 18));
        assertThat(due(BOTH, 0, 5, 11, divided(0, 1, 1))).isEqualTo(new Due(30, 6));
        assertThat(due(BOTH, 0, 70, 80, divided(0, 1, 1))).isEqualTo(new Due(0, 0));
    }

    @Test
    void knowsTheDivisionsOverTime() {
        Due due = due(BOTH, 1, 20, 30, divided(0, 1, 1), divided(25, 1, 0));
        assertThat(due).isEqualTo(new Due(25, 30));
    }

    @Test
    void agentsAddUpForPoissonArrivalsAndMixes() {
        TestPlan plan = loadTest("t")
                .seed(3)
                .run(
                        mix(share(2, scenario("a")), share(1, scenario("b"))),
                        arrivals(perSecond(20)).during(ofSeconds(60)).poisson())
                .plan();
        long whole = due(plan, 0, 10, 20, divided(0, 1)).iterations();
        assertThat(whole).isBetween(150L, 250L);
        long sum = 0;
        for (int agent = 0; agent < 3; agent++) {
            sum += due(plan, agent, 10, 20, divided(0, 5, 2, 2)).iterations();
        }
        assertThat(sum).isEqualTo(whole);
    }

    @Test
    void tellsAnAgentsPartOfNumbersOfIterations() {
        TestPlan plan = loadTest("t")
                .run(scenario("each"), users(5).iterations(10))
                .run(scenario("shared"), users(5).sharedIterations(100))
                .plan();
        assertThat(PlanSums.iterations(plan, new Share(0, List.of(1, 1)))).isEqualTo(30 + 60);
        assertThat(PlanSums.iterations(plan, new Share(1, List.of(1, 1)))).isEqualTo(20 + 40);
    }

    @Test
    void findsThePeakOfLoadsTogether() {
        assertThat(PlanSums.peak(BOTH)).isEqualTo(new Peak(10, 12));
        TestPlan overlapping = loadTest("t")
                .run(
                        scenario("a"),
                        arrivals(perSecond(0)).rampTo(perSecond(100)).over(ofSeconds(10)))
                .run(
                        scenario("b"),
                        arrivals(perSecond(80)).rampTo(perSecond(0)).over(ofSeconds(10)),
                        startingAfter(ofSeconds(5)))
                .run(scenario("c"), users().rampTo(7).over(ofSeconds(3)))
                .run(scenario("d"), users(4).iterations(1), afterFinished("c"))
                .plan();
        // At second 10 the first has 100, the second 40.
        assertThat(PlanSums.peak(overlapping).perSecond()).isBetween(139.9, 140.1);
        assertThat(PlanSums.peak(overlapping).users()).isEqualTo(7);
    }

    @Test
    void tellsWhyAnAgentMayNotJoinLate() {
        assertThat(LateAgents.whyNot(BOTH)).isNull();
        var feeder = records(List.of(Map.of("a", 1), Map.of("a", 2)));
        assertThat(whyNot(scenario("s").feed(feeder.circular()))).isNull();
        assertThat(whyNot(scenario("s").feed(feeder.random()))).isNull();
        assertThat(whyNot(scenario("s").feed(feeder.thenRecycle()))).isNull();
        assertThat(whyNot(scenario("s").feed(generated((number, random) -> Map.of("a", number)))))
                .isNull();
        assertThat(whyNot(scenario("s").feed(feeder)))
                .endsWith("of scenario \"s\" is queue(), and its records were divided among the agents at the start");
        assertThat(whyNot(scenario("s").feed(feeder.perUser()))).contains("\"s\" is perUser(), and its");
        assertThat(whyNot(scenario("s").rendezvous("door", 3)))
                .isEqualTo(
                        "users of scenario \"s\" meet at rendezvous \"door\", each within their agent, and the others"
                                + " would have fewer of them");
    }

    private static @Nullable String whyNot(Scenario scenario) {
        return LateAgents.whyNot(
                loadTest("t").run(scenario, users(3).during(ofSeconds(5))).plan());
    }
}
