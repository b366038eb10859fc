package dev.perf.engine.internal.command;

import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.engine.internal.run.LoadRun;
import dev.perf.plan.TestPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputFlagsTest {

    private static final TestPlan PLAN = loadTest("t")
            .run(scenario("s").exec(exec("work", user -> {})), users(1).iterations(1))
            .plan();

    private static TestPlan changed(String... flags) {
        return Overrides.apply(Flags.parse(List.of(flags)), PLAN);
    }

    @Test
    void addOutputsByName() {
        TestPlan plan = changed("--out", "noting=a?b=c", "--out=noting=d");

        assertThat(plan.observation().outputs().stream()
                        .map(located -> located.output().name()))
                .containsExactly("noting a?b=c", "noting d");
        assertThat(DryRun.describe(plan)).contains("  output      noting a?b=c", "  output      noting d");
    }

    @Test
    void refuseANameThatIsNoOutput() {
        assertThatThrownBy(() -> changed("--out", "notin=x"))
                .isInstanceOf(UsageException.class)
                .hasMessage("--out notin: there is no such output; did you mean \"noting\"? There are noting=ADDRESS");
        assertThatThrownBy(() -> changed("--out", "graphite"))
                .isInstanceOf(UsageException.class)
                .hasMessage("--out graphite: there is no such output; there are noting=ADDRESS");
        assertThatThrownBy(() -> changed("--out"))
                .isInstanceOf(UsageException.class)
                .hasMessage("--out needs a value");
    }

    @Test
    void mistakesInAnAddressAreThoseOfThePlan() {
        assertThatThrownBy(() -> LoadRun.validate(changed("--out=noting"), new SimulatedClock()))
                .hasMessage(
                        "test \"t\" has 1 mistake\n" + "  command line: output noting : it has no address; name one");
    }

    @Test
    void aLivePageThatIsNotOnTheClassPathIsAMistake() {
        assertThatThrownBy(() -> changed("--live"))
                .isInstanceOf(UsageException.class)
                .hasMessage("--live: nothing on the class path serves a live page; add the dependency"
                        + " dev.perf:perf-report");
    }

    @Test
    void theRunOfACommandSaysSo() {
        NotingProvider.RUNS.clear();

        int code = Command.run(PLAN, List.of("--out=noting=x", "--quiet", "--no-report"));

        assertThat(code).isZero();
        assertThat(NotingProvider.RUNS).singleElement().asString().matches("x: true, \\d+");
    }

    @Test
    void theHelpNamesThoseOnTheClassPath() {
        assertThat(TestDraft.of(PLAN, null).help())
                .contains("  --out NAME[=TO]    send the numbers of each interval somewhere while the run goes on:"
                        + " noting;\n");
    }
}
