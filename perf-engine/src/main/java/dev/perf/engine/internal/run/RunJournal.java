package dev.perf.engine.internal.run;

import dev.perf.engine.internal.health.Vitals;
import dev.perf.engine.internal.health.VitalsTape;
import dev.perf.engine.internal.journal.EntryKind;
import dev.perf.engine.internal.journal.Journal;
import dev.perf.engine.internal.journal.RunEnd;
import dev.perf.engine.internal.journal.RunFacts;
import dev.perf.engine.internal.journal.RunNews;
import dev.perf.engine.internal.measure.Aggregator;
import dev.perf.engine.internal.measure.IntervalWriter;
import dev.perf.engine.internal.measure.LoadView;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.PlannedLoad;
import dev.perf.result.RunEvent;
import dev.perf.result.ThresholdResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what a run measures while it goes. A run without a folder has a journal that writes nothing. Belongs to
 * one thread.
 */
final class RunJournal {

    private final @Nullable Path folder;
    private final @Nullable Journal journal;
    private @Nullable String trouble;
    private boolean told;
    private boolean ended;
    private @Nullable IntervalWriter writer;
    private List<PlannedLoad> planned = List.of();
    private List<ThresholdResult> checks = List.of();
    private List<String> warnings = List.of();

    private RunJournal(@Nullable Path folder, @Nullable Journal journal, @Nullable String trouble) {
        this.folder = folder;
        this.journal = journal;
        this.trouble = trouble;
    }

    /** Begins a journal in the folder of a run; where there is none, or it cannot be made, one that writes nothing. */
    static RunJournal in(RunFolder folder) {
        Path path = folder.path();
        if (path == null) {
            return new RunJournal(null, null, null);
        }
        try {
            return new RunJournal(path, Journal.create(path), null);
        } catch (IOException | RuntimeException unwritable) {
            return new RunJournal(path, null, String.valueOf(unwritable));
        }
    }

    /** The load has begun. */
    void begin(RunFacts facts) {
        if (journal != null) {
            ByteOutput out = entry(EntryKind.FACTS);
            facts.write(out);
            journal.append(out.toBytes());
        }
    }

    /**
     * Creates the aggregation of the run, whose intervals are written down.
     *
     * @param detailed whether snapshots are to have their detail
     */
    Aggregator aggregation(CompiledTest test, LoadView load, Vitals vitals, boolean detailed) {
        if (journal == null) {
            return new Aggregator(
                    test.measurement(), load, test.thresholds(), test.plan().slos(), vitals, detailed);
        }
        var tape = new VitalsTape(vitals);
        writer = new IntervalWriter(test.measurement(), tape);
        return new Aggregator(
                test.measurement(), load, test.thresholds(), test.plan().slos(), tape, detailed, writer);
    }

    /** An interval has ended. */
    void interval(
            List<RunEvent> events,
            List<PlannedLoad> plannedNow,
            List<ThresholdResult> checksNow,
            List<String> warningsNow) {
        if (journal != null && writer != null) {
            ByteOutput out = entry(EntryKind.INTERVAL);
            out.raw(writer.take());
            news(events, plannedNow, checksNow, warningsNow).write(out);
            journal.append(out.toBytes());
        }
    }

    /**
     * The run has ended, and nothing is written any more.
     *
     * @param outcome what has come of it
     * @param events what was done to it since the last interval
     */
    void end(Outcome outcome, List<RunEvent> events) throws InterruptedException {
        if (journal == null) {
            return;
        }
        ended = true;
        if (writer != null) {
            ByteOutput out = entry(EntryKind.END);
            out.raw(writer.takeEnd());
            news(events, outcome.planned(), outcome.checks(), outcome.warnings())
                    .write(out);
            LoadRun.Stop stop = outcome.stop();
            new RunEnd(
                            stop == null ? null : stop.reason(),
                            stop == null ? null : stop.verdict(),
                            outcome.leftBehind(),
                            outcome.setupErrors())
                    .write(out);
            journal.append(out.toBytes());
        }
        journal.close();
    }

    private RunNews news(
            List<RunEvent> events,
            List<PlannedLoad> plannedNow,
            List<ThresholdResult> checksNow,
            List<String> warningsNow) {
        RunNews news = new RunNews(
                events,
                plannedNow.equals(planned) ? null : plannedNow,
                checksNow.equals(checks) ? null : checksNow,
                warningsNow.equals(warnings) ? null : warningsNow);
        planned = plannedNow;
        checks = checksNow;
        warnings = warningsNow;
        return news;
    }

    private static ByteOutput entry(EntryKind kind) {
        var out = new ByteOutput();
        out.constant(kind);
        return out;
    }

    /** Returns a warning the first time after the journal could not be written; null otherwise. */
    @Nullable
    String newTrouble() {
        if (trouble == null && journal != null) {
            trouble = journal.trouble();
        }
        if (trouble == null || told) {
            return null;
        }
        told = true;
        if (writer != null) {
            writer.stop();
        }
        return "The journal in " + folder + " cannot be written: " + trouble
                + ". The run goes on; if the generator dies, what it measures from now on is lost.";
    }

    /** Tells whether a report can be made of the journal. */
    boolean isUsable() {
        return journal != null && writer != null && journal.trouble() == null;
    }

    /** Returns the folder of the run. */
    Path folder() {
        return Objects.requireNonNull(folder, "a journal that is not usable has no folder");
    }

    /** Returns what is to be said of the journal where the report is not complete. */
    List<String> remains() {
        return isUsable()
                ? List.of("What was measured is kept in " + folder + ": when its files can be written again, make them"
                        + " with perf report --rebuild " + folder)
                : List.of();
    }

    /** Nothing is written any more, however the run has ended; a journal of no load is no use to anybody. */
    void abandon() {
        if (journal == null || ended) {
            return;
        }
        ended = true;
        try {
            journal.close();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        if (writer == null) {
            delete();
        }
    }

    /** The report is complete: nobody needs the journal any more. */
    void delete() {
        if (journal != null && folder != null) {
            Journal.delete(folder);
        }
    }
}
