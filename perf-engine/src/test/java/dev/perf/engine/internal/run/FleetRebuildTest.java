package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.LoadTest;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.engine.internal.journal.Journal;
import dev.perf.engine.internal.journal.JournalReader;
import dev.perf.engine.internal.measure.SeriesRegistry;
import dev.perf.result.AgentResult;
import dev.perf.result.JournalException;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.result.Verdict;
import dev.perf.spi.Run;
import dev.perf.spi.RunListener;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journals of several agents come to one report. */
class FleetRebuildTest {

    private static final LoadTest TEST = loadTest("shop")
            .seed(3)
            .run(
                    scenario("users").exec("work", user -> user.pause(ofMillis(150))),
                    arrivals(perSecond(4)).during(ofSeconds(12)))
            .threshold("step_duration: p(95) < 1s")
            .threshold("iterations: count > 60");

    @TempDir
    private Path folder;

    /** Runs the test, and returns the entries of its journal. */
    private List<byte[]> entries(LoadTest test, String name) throws Exception {
        Path kept = Files.createDirectories(folder.resolve(name)).resolve(Journal.FILE);
        Path reports = folder.resolve("reports");
        RunListener keeper = new RunListener() {
            private String id = "";

            @Override
            public void onStart(Run run) {
                id = run.id();
            }

            @Override
            public void onSnapshot(Snapshot snapshot) {
                try {
                    if (!Files.exists(kept)) {
                        Files.createLink(
                                kept, ReportFolder.of(reports, "shop", id).resolve(Journal.FILE));
                    }
                } catch (IOException unlinkable) {
                    throw new UncheckedIOException(unlinkable);
                }
            }
        };
        LoadRun.start(test.plan(), RunOptions.DEFAULTS.reportsTo(reports).listener(keeper), new SimulatedClock())
                .await();
        var entries = new ArrayList<byte[]>();
        try (JournalReader journal = JournalReader.open(kept.getParent())) {
            for (byte[] entry = journal.next(); entry != null; entry = journal.next()) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private Path journal(String name, List<byte[]> entries) throws Exception {
        Path of = Files.createDirectories(folder.resolve(name));
        Files.deleteIfExists(of.resolve(Journal.FILE));
        Journal journal = Journal.create(of, Long.MAX_VALUE);
        entries.forEach(journal::append);
        journal.close();
        return of;
    }

    @Test
    void agentsWhoseCoordinatorDiedMakeOneReport() throws Exception {
        List<byte[]> entries = entries(TEST, "a");
        Path one = journal("a", entries);
        Path other = journal("b", entries);
        RunResult alone = Rebuild.result(one);
        RunResult both = FleetRebuild.report(List.of(one, other.resolve(Journal.FILE)));

        assertThat(both.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(alone.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(both.ledger().scheduled()).isEqualTo(2 * alone.ledger().scheduled());
        assertThat(both.intervals()).hasSameSizeAs(alone.intervals());
        assertThat(both.agents()).extracting(AgentResult::name).containsExactly("a", "b");
        assertThat(both.warnings())
                .endsWith("This report was rebuilt from the journals of 2 agents, which are complete. Agents that are"
                        + " not among them are missing.");
        assertThat(one.resolve(Journal.FILE)).exists();
    }

    @Test
    void aJournalThatEndsEarlyIsAnAgentThatWasLost() throws Exception {
        List<byte[]> entries = entries(TEST, "a");
        RunResult both = FleetRebuild.report(List.of(journal("a", entries), journal("b", entries.subList(0, 5))));

        assertThat(both.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(both.reason())
                .startsWith("the coordinator and 1 of 2 agents were killed, or could write no further, after ");
        assertThat(both.agents().get(1).loss())
                .extracting("cause", "lastHeard")
                .containsExactly("its journal ends there", ofSeconds(4));
    }

    @Test
    void journalsOfDifferentRunsAreNotMixed() throws Exception {
        Path one = journal("a", entries(TEST, "a"));
        Path other = journal("b", entries(TEST.seed(4), "b"));
        assertThatThrownBy(() -> FleetRebuild.report(List.of(one, other)))
                .isInstanceOf(JournalException.class)
                .hasMessageStartingWith("the journals are of different runs: run ")
                .hasMessageEndingWith(" in " + other + "; name the folders of one run");
        assertThatThrownBy(() -> FleetRebuild.report(List.of(one, one)))
                .isInstanceOf(JournalException.class)
                .hasMessage("a folder is named twice: every agent's journal counts once");
        assertThatThrownBy(() -> FleetRebuild.report(List.of(one, folder.resolve("none"))))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(" is no folder; ");
    }

    @Test
    void onlyAgentsOfTheRunMayBeAskedFor() {
        var series = new SeriesRegistry(10);
        Map<String, String> tags = Map.of("agent", "bb");
        assertThat(new TagCheck(TEST.plan(), series, AgentNames.NONE).mistakes(tags))
                .containsExactly("samples carry the tag agent only in runs on agents, and this run is local; leave"
                        + " agent:bb out");
        assertThat(new TagCheck(TEST.plan(), series, AgentNames.of(List.of("a", "b"))).mistakes(tags))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("no agent of the run is named \"bb\"; ");
        assertThat(new TagCheck(TEST.plan(), series, AgentNames.of(List.of("bb"))).mistakes(tags))
                .isEmpty();
        assertThat(new TagCheck(TEST.plan(), series, AgentNames.ANY).mistakes(tags))
                .isEmpty();
    }
}
