package dev.perf.engine.internal.command;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.engine.internal.settings.ConfiguredTest;
import dev.perf.engine.internal.settings.run.ReportSettings;
import dev.perf.fleet.Fleet;
import dev.perf.plan.InvalidTestFileException;
import dev.perf.plan.TestFile;
import dev.perf.plan.TestPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a file says, and what flags change of it, with a reader that knows all files by heart. */
class TestDraftTest {

    private static final TestPlan JAVA = test("java", 10);
    private static final TestPlan FROM_FILE = test("file", 20);
    private static final FileChoice NOTHING = new FileChoice(Map.of(), Map.of());
    private static final ReportSettings WITH_PAGE = new ReportSettings(null, true, null, null, null, null, "0");

    private final List<Read> reads = new ArrayList<>();

    private record Read(TestFile file, @Nullable TestPlan plan) {}

    private static TestPlan test(String name, int rate) {
        return loadTest(name)
                .run(
                        scenario("s").exec(exec("work", user -> {})),
                        arrivals(perSecond(rate)).during(ofSeconds(10)))
                .threshold("iterations: count > 0")
                .plan();
    }

    private TestSubject subject(@Nullable TestPlan plan, @Nullable TestFile file, String... flags) {
        var configured = new ConfiguredTest(
                FROM_FILE,
                Fleet.local(3),
                ReportSettings.DEFAULTS,
                List.of("--settings", "opaque"),
                List.of("shop.yaml:3: report.theme: Perf has one theme"),
                List.of());
        return subject(configured, plan, file, flags);
    }

    private TestSubject subject(
            ConfiguredTest configured, @Nullable TestPlan plan, @Nullable TestFile file, String... flags) {
        var draft = new TestDraft(plan, file, NOTHING, (read, given) -> {
            reads.add(new Read(read, given));
            return configured;
        });
        return draft.with(Flags.parse(List.of(flags)));
    }

    @Test
    void aTestWithoutAFileIsReadByNobody() {
        TestSubject subject = subject(JAVA, null, "--rate", "5", "--fleet", "local:2");

        assertThat(reads).isEmpty();
        assertThat(subject.plan().name()).isEqualTo("java");
        assertThat(subject.fleet()).isEqualTo(Fleet.local(2));
        assertThat(subject.changes()).containsExactly("--rate", "5");
        assertThat(subject.notes()).isEmpty();
    }

    @Test
    void theFileConfiguresTheTestFirstAndFlagsChangeWhatCameOfIt() {
        TestSubject subject =
                subject(JAVA, null, "--config=shop.yaml", "--rate=5", "--threshold", "iterations: count > 1");

        assertThat(reads).containsExactly(new Read(TestFile.at("shop.yaml"), JAVA));
        assertThat(subject.plan().name()).isEqualTo("file");
        assertThat(subject.plan().workloads())
                .extracting(each -> each.load().peak())
                .containsExactly(5.0);
        assertThat(subject.plan().thresholds())
                .extracting(TestPlan.ThresholdRule::expression)
                .containsExactly("iterations: count > 0", "iterations: count > 1");
    }

    @Test
    void agentsAreToldOfTheFileBeforeTheFlags() {
        assertThat(subject(JAVA, null, "--rate=5", "--config=shop.yaml").changes())
                .containsExactly("--settings", "opaque", "--rate", "5");
    }

    @Test
    void theFleetOfTheFileIsUsedUnlessAFlagNamesAnother() {
        assertThat(subject(null, TestFile.at("shop.yaml")).fleet()).isEqualTo(Fleet.local(3));
        assertThat(subject(null, TestFile.at("shop.yaml"), "--fleet=local:2").fleet())
                .isEqualTo(Fleet.local(2));
    }

    @Test
    void aFileThatIsTheTestNeedsNoPlan() {
        TestSubject subject = subject(null, TestFile.at("shop.yaml"), "--env=staging", "--set=users=5");

        assertThat(reads)
                .containsExactly(
                        new Read(TestFile.at("shop.yaml").environment("staging").set("users", "5"), null));
        assertThat(subject.notes()).containsExactly("shop.yaml:3: report.theme: Perf has one theme");
    }

    @Test
    void theLivePageThatTheFileAsksForIsAskedFor() {
        var configured = new ConfiguredTest(FROM_FILE, null, WITH_PAGE, List.of(), List.of(), List.of());

        assertThatThrownBy(() -> subject(configured, JAVA, TestFile.at("shop.yaml")))
                .isInstanceOf(UsageException.class)
                .hasMessage("--live: nothing on the class path serves a live page; add the dependency"
                        + " dev.perf:perf-report");
    }

    @Test
    void helpNamesTheTestAndReadsNoFile() {
        TestDraft.Reading broken = (file, plan) -> {
            throw new InvalidTestFileException("shop.yaml:1: broken");
        };

        assertThat(new TestDraft(null, TestFile.at("shop.yaml"), NOTHING, broken).help())
                .startsWith("Runs the load test \"shop.yaml\".\n")
                .contains("--config FILE", "--set KEY=VALUE", "--print-config", "--html FILE", "--csv PREFIX")
                .doesNotContain("--settings");
        assertThat(new TestDraft(JAVA, null, NOTHING, broken).help()).startsWith("Runs the load test \"java\".\n");
        assertThatThrownBy(() -> new TestDraft(null, TestFile.at("shop.yaml"), NOTHING, broken)
                        .with(Flags.parse(List.of("--users=5"))))
                .isInstanceOf(InvalidTestFileException.class);
    }
}
