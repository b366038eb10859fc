package dev.perf.report.history;

import dev.perf.report.compare.BaselineComparison;
import dev.perf.report.compare.Change;
import dev.perf.report.compare.Judgement;
import dev.perf.report.compare.RunComparison;
import dev.perf.report.compare.RunComparison.Outcome;
import dev.perf.report.compare.StoredRun;
import dev.perf.report.compare.StoredRunException;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a run compared with an earlier one when it was added to the history: with the baseline that its test names, else with
 * the run before on its {@link PastRun.Line} whose report is still there.
 *
 * @param runId name of the earlier run
 * @param outcome what came of it
 * @param worse the changes for the worse, in words; at most ten
 * @param better the changes for the better, in words; at most ten
 */
public record PastComparison(String runId, Outcome outcome, List<String> worse, List<String> better) {

    private static final int MOST_CHANGES = 10;

    /** Copies the lists. */
    public PastComparison {
        worse = List.copyOf(worse);
        better = List.copyOf(better);
    }

    static @Nullable PastComparison of(RunResult result, PastRun.Line line, List<PastRun> before, Path folder) {
        BaselineComparison baseline = BaselineComparison.of(result);
        RunComparison pinned = baseline == null ? null : baseline.comparison();
        if (pinned != null) {
            return of(pinned);
        }
        return before.reversed().stream()
                .filter(run -> run.line().equals(line))
                .filter(run -> run.verdict() != Verdict.INVALID && run.verdict() != Verdict.ABORTED)
                .map(run -> report(run, folder))
                .filter(Objects::nonNull)
                .findFirst()
                .map(report -> with(report, result))
                .orElse(null);
    }

    private static @Nullable Path report(PastRun run, Path folder) {
        String report = run.report();
        Path path = report == null ? null : HistoryFile.within(folder, report);
        return path != null && Files.exists(path.resolve("histograms.hlog")) ? path : null;
    }

    private static @Nullable PastComparison with(Path report, RunResult result) {
        try {
            return of(RunComparison.of(StoredRun.read(report), StoredRun.of(result)));
        } catch (StoredRunException unusable) {
            return null;
        }
    }

    private static PastComparison of(RunComparison comparison) {
        return new PastComparison(
                comparison.baseline().runId(),
                comparison.outcome(),
                changes(comparison, Judgement.WORSE),
                changes(comparison, Judgement.BETTER));
    }

    private static List<String> changes(RunComparison comparison, Judgement judgement) {
        return comparison.changes(judgement).stream()
                .limit(MOST_CHANGES)
                .map(Change::describe)
                .toList();
    }
}
