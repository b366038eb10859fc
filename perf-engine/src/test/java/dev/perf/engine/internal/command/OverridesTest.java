package dev.perf.engine.internal.command;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.mix;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.share;
import static dev.perf.Perf.users;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.LoadTest;
import dev.perf.load.LoadProfile;
import dev.perf.plan.Mix;
import dev.perf.plan.TestPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverridesTest {

    private static LoadTest test(LoadProfile... loads) {
        LoadTest test = loadTest("t");
        for (int i = 0; i < loads.length; i++) {
            test = test.run(scenario("s" + i).exec(exec("work", user -> {})), loads[i]);
        }
        return test;
    }

    private static List<String> changed(LoadTest test, String... flags) {
        TestPlan plan = Overrides.apply(Flags.parse(List.of(flags)), test.plan());
        return plan.workloads().stream()
                .map(workload -> workload.load().toString())
                .toList();
    }

    @Test
    void chooseScenariosByOneFlagOrByMany() {
        LoadTest test = test(users(10).during(ofSeconds(10)), users(30).during(ofSeconds(10)), users(5).iterations(2));
        assertThat(changed(test, "--scenario", "s1")).containsExactly("closed load: 30 users, hold 10s");
        assertThat(changed(test, "--scenario", "s2, s0"))
                .containsExactly(
                        "closed load: 10 users, hold 10s", "closed load: 5 users, 2 iterations each, at most 10m");
        assertThat(changed(test, "--scenario=s0", "--scenario=s1", "--users=80"))
                .containsExactly("closed load: 20 users, hold 10s", "closed load: 60 users, hold 10s");
        LoadTest comma = loadTest("t").run(scenario("a,b").exec(exec("work", user -> {})), users(1).iterations(1));
        assertThat(changed(comma, "--scenario", "a,b")).hasSize(1);

        assertThatThrownBy(() -> changed(test, "--scenario", "s1,s7"))
                .isInstanceOf(UsageException.class)
                .hasMessage("--scenario: the test has no scenario \"s7\"; did you mean \"s0\"? Its scenarios are"
                        + " s0, s1, s2");
        assertThatThrownBy(() -> changed(test, "--scenario", "checkout"))
                .hasMessage("--scenario: the test has no scenario \"checkout\"; its scenarios are s0, s1, s2");
    }

    @Test
    void addThresholdsAndNameTheBaseline(@TempDir Path folder) throws Exception {
        Path summary = Files.writeString(folder.resolve("summary.json"), "{}");
        TestPlan plan = Overrides.apply(
                Flags.parse(
                        List.of("--baseline=" + folder, "--threshold", "checks:rate>0.9", "--threshold=vus: max < 9")),
                test(users(1).iterations(1)).threshold("vus: min > 0").plan());

        assertThat(plan.thresholds())
                .extracting(TestPlan.ThresholdRule::expression)
                .containsExactly("vus: min > 0", "checks: rate > 0.9", "vus: max < 9");
        assertThat(plan.baseline()).isNotNull();
        assertThat(plan.baseline().path()).isEqualTo(folder);
        assertThat(plan.baseline().required()).isTrue();
        assertThat(Flags.parse(List.of("--baseline", summary.toString())).baseline)
                .isEqualTo(summary);
    }

    @Test
    void countALoadThatClassesShareOnce() {
        Mix classes = mix(
                share(3, scenario("reader").exec(exec("work", user -> {}))),
                share(1, scenario("writer").exec(exec("work", user -> {}))));
        assertThat(changed(loadTest("t").run(classes, users(100).during(ofSeconds(10))), "--users", "50"))
                .containsExactly("closed load: 50 users, hold 10s", "closed load: 50 users, hold 10s");
    }

    @Test
    void changeTheUsersOfANumberOfIterations() {
        assertThat(changed(test(users(10).iterations(5)), "--users", "20"))
                .containsExactly("closed load: 20 users, 5 iterations each, at most 10m");
        assertThat(changed(test(users(10).sharedIterations(500), users(30).during(ofSeconds(10))), "--users", "20"))
                .containsExactly(
                        "closed load: 5 users, 500 iterations shared, at most 10m", "closed load: 15 users, hold 10s");
    }

    @Test
    void stretchOnlyWhatHasALength() {
        assertThat(changed(test(users(10).iterations(5), users(30).during(ofSeconds(10))), "--duration", "5s"))
                .containsExactly(
                        "closed load: 10 users, 5 iterations each, at most 10m", "closed load: 30 users, hold 5s");
        assertThatThrownBy(() -> changed(test(users(10).iterations(5)), "--duration", "5s"))
                .isInstanceOf(UsageException.class)
                .hasMessage("--duration 5s: the test has no load with a length to stretch; a number of iterations lasts"
                        + " as long as it takes, and what starts at once takes no time");
    }

    @Test
    void refuseAShapeForWhatHasNone() {
        assertThatThrownBy(() -> changed(test(users(10).iterations(5)), "--shape", "stress"))
                .isInstanceOf(UsageException.class)
                .hasMessage("--shape stress: \"closed load: 10 users, 5 iterations each, at most 10m\" is a number of"
                        + " iterations, which has no length to shape; give the scenario a load with stages");
        assertThatThrownBy(() -> changed(test(arrivals().atOnce(5)), "--shape", "smoke"))
                .isInstanceOf(UsageException.class)
                .hasMessage("--shape smoke: \"open load: 0/s, 5 at once\" has no rate for the shape to reach; give it"
                        + " a stage with a rate");
        assertThatThrownBy(() -> changed(test(users(10).iterations(5)), "--rate", "5"))
                .isInstanceOf(UsageException.class)
                .hasMessage("--rate 5/s: the test has no open load to scale; use --users");
    }

    @Test
    void scaleCurves() {
        assertThat(changed(
                        test(arrivals(perSecond(10))
                                .sine(perSecond(5))
                                .period(ofSeconds(10))
                                .over(ofSeconds(10))),
                        "--rate",
                        "30"))
                .containsExactly("open load: 20/s, sine of 10/s +/- 5/s with period 10s x 2 over 10s");
    }

    @Test
    void areDrawnBeforeTheRun() {
        assertThat(DryRun.describe(test(users(10).sharedIterations(500)).plan()))
                .contains("    starts 500 iterations, as fast as 10 users go through them");
        List<String> burst = DryRun.describe(test(arrivals().atOnce(500)).plan());
        assertThat(burst)
                .contains("    starts 500 iterations, at most 100,000 at once")
                .anyMatch(line -> line.strip().startsWith("▲") && line.endsWith("500 at once"));
        assertThat(DryRun.describe(
                        test(arrivals(perSecond(7)).during(ofSeconds(9)).poisson())
                                .plan()))
                .contains("    starts about 63 iterations, at most 100,000 at once");
    }
}
