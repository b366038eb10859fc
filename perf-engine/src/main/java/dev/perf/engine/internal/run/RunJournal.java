package dev.perf.engine.internal.run;

import dev.perf.engine.internal.health.Vitals;
import dev.perf.engine.internal.health.VitalsTape;
import dev.perf.engine.internal.journal.EntryKind;
import dev.perf.engine.internal.journal.Journal;
import dev.perf.engine.internal.journal.RunEnd;
import dev.perf.engine.internal.journal.RunFacts;
import dev.perf.engine.internal.journal.RunNews;
import dev.perf.engine.internal.journal.RunSoFar;
import dev.perf.engine.internal.journal.RunStop;
import dev.perf.engine.internal.journal.WorkloadEnd;
import dev.perf.engine.internal.measure.Aggregator;
import dev.perf.engine.internal.measure.IntervalWriter;
import dev.perf.engine.internal.measure.LoadView;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.PlannedLoad;
import dev.perf.result.RunEvent;
import dev.perf.result.ThresholdResult;
import dev.perf.slo.Slo;
import dev.perf.threshold.Threshold;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what a run, or an agent's share of one, measures while it goes. A run without a folder has a journal that
 * writes nothing. Belongs to one thread.
 */
final class RunJournal {

    private final @Nullable Path folder;
    private final @Nullable Journal journal;
    private final @Nullable Consumer<byte[]> sink;
    private @Nullable String trouble;
    private boolean told;
    private boolean ended;
    private @Nullable RunFacts facts;
    private @Nullable IntervalWriter writer;
    private @Nullable Aggregator aggregator;
    private final EventLog events = new EventLog();
    private List<PlannedLoad> planned = List.of();
    private List<ThresholdResult> checks = List.of();
    private List<String> warnings = List.of();
    private @Nullable String failure;
    private @Nullable RunStop stop;

    private RunJournal(
            @Nullable Path folder,
            @Nullable Journal journal,
            @Nullable String trouble,
            @Nullable Consumer<byte[]> sink) {
        this.folder = folder;
        this.journal = journal;
        this.trouble = trouble;
        this.sink = sink;
    }

    /**
     * Begins a journal in the folder of a run; where there is none, or it cannot be made, one that writes nothing.
     *
     * @param checkpointBytes by how much it grows before it is made short again
     */
    static RunJournal in(RunFolder folder, long checkpointBytes) {
        return in(folder, checkpointBytes, null);
    }

    /**
     * Begins the journal of a share of a run in its folder. It is written from its beginning to its end, without
     * checkpoints, and judges nothing.
     *
     * @param sink gets each entry as well, also those that cannot be written
     */
    static RunJournal ofShare(RunFolder folder, Consumer<byte[]> sink) {
        return in(folder, Long.MAX_VALUE, sink);
    }

    private static RunJournal in(RunFolder folder, long checkpointBytes, @Nullable Consumer<byte[]> sink) {
        Path path = folder.path();
        if (path == null) {
            return new RunJournal(null, null, null, sink);
        }
        try {
            return new RunJournal(path, Journal.create(path, checkpointBytes), null, sink);
        } catch (IOException | RuntimeException unwritable) {
            return new RunJournal(path, null, String.valueOf(unwritable), sink);
        }
    }

    /** The load has begun. */
    void begin(RunFacts begun) {
        facts = begun;
        if (isWritten()) {
            append(entry(EntryKind.FACTS, begun::write));
        }
    }

    private boolean isWritten() {
        return journal != null || sink != null;
    }

    private void append(byte[] entry) {
        if (journal != null) {
            journal.append(entry);
        }
        if (sink != null) {
            sink.accept(entry);
        }
    }

    /**
     * Creates the aggregation of the run, whose intervals are written down.
     *
     * @param detailed whether snapshots are to have their detail
     */
    Aggregator aggregation(CompiledTest test, LoadView load, Vitals vitals, boolean detailed) {
        List<Threshold> thresholds = sink == null ? test.thresholds() : List.of();
        List<Slo> slos = sink == null ? test.plan().slos() : List.of();
        if (!isWritten()) {
            return new Aggregator(test.measurement(), load, thresholds, slos, vitals, detailed);
        }
        var tape = new VitalsTape(vitals);
        var written = new IntervalWriter(test.measurement(), tape);
        var made = new Aggregator(test.measurement(), load, thresholds, slos, tape, detailed, written);
        writer = written;
        aggregator = made;
        return made;
    }

    /**
     * An interval has ended, so long after the start of the load.
     *
     * @param firstFailure what the first failing iteration did; null where that is not known
     */
    void interval(
            Duration elapsed,
            List<RunEvent> newEvents,
            List<PlannedLoad> plannedNow,
            List<ThresholdResult> checksNow,
            List<String> warningsNow,
            @Nullable String firstFailure) {
        IntervalWriter written = writer;
        if (!isWritten() || written == null) {
            return;
        }
        append(entry(EntryKind.INTERVAL, out -> {
            out.raw(written.take());
            news(newEvents, plannedNow, checksNow, warningsNow, firstFailure).write(out);
        }));
        newEvents.forEach(events::add);
        if (journal != null && journal.wantsCheckpoint()) {
            journal.checkpoint(checkpoint(elapsed, written));
        }
    }

    private List<Supplier<byte[]>> checkpoint(Duration elapsed, IntervalWriter written) {
        List<Supplier<byte[]>> parts = written.state(Objects.requireNonNull(aggregator, "an interval has ended"));
        RunFacts of = Objects.requireNonNull(facts, "the load has begun");
        var soFar = new RunSoFar(
                elapsed,
                new RunNews(events.events(), planned, checks, warnings, failure, null),
                events.omitted(),
                parts.size());
        byte[] begin = entry(EntryKind.FACTS, of::write);
        byte[] head = entry(EntryKind.CHECKPOINT, soFar::write);
        return Stream.concat(Stream.of(() -> begin, () -> head), parts.stream().map(part ->
                        (Supplier<byte[]>) () -> entry(EntryKind.PART, out -> out.raw(part.get()))))
                .toList();
    }

    /**
     * The run has ended, and nothing is written any more.
     *
     * @param outcome what has come of it
     * @param newEvents what was done to it since the last interval
     * @param firstFailure what the first failing iteration did; null where that is not known
     */
    void end(Outcome outcome, List<RunEvent> newEvents, @Nullable String firstFailure) throws InterruptedException {
        if (!isWritten()) {
            return;
        }
        ended = true;
        IntervalWriter written = writer;
        if (written != null) {
            LoadRun.Stop stop = outcome.stop();
            var end = new RunEnd(
                    stop == null ? null : stop.reason(),
                    stop == null ? null : stop.verdict(),
                    outcome.leftBehind(),
                    outcome.setupErrors());
            append(entry(EntryKind.END, out -> {
                out.raw(written.takeEnd());
                news(newEvents, outcome.planned(), outcome.checks(), outcome.warnings(), firstFailure)
                        .write(out);
                end.write(out);
            }));
        }
        if (journal != null) {
            journal.close();
        }
    }

    /** An agent's part of a workload is over. */
    void workloadEnded(WorkloadEnd end) {
        if (isWritten()) {
            append(entry(EntryKind.WORKLOAD_END, end::write));
        }
    }

    /** The run is to end for all agents, which the next entry says. */
    void stopsAll(RunStop why) {
        stop = why;
    }

    private RunNews news(
            List<RunEvent> newEvents,
            List<PlannedLoad> plannedNow,
            List<ThresholdResult> checksNow,
            List<String> warningsNow,
            @Nullable String firstFailure) {
        RunNews news = new RunNews(
                newEvents,
                plannedNow.equals(planned) ? null : plannedNow,
                checksNow.equals(checks) ? null : checksNow,
                warningsNow.equals(warnings) ? null : warningsNow,
                Objects.equals(firstFailure, failure) ? null : firstFailure,
                stop);
        stop = null;
        planned = plannedNow;
        checks = checksNow;
        warnings = warningsNow;
        failure = firstFailure;
        return news;
    }

    private static byte[] entry(EntryKind kind, Consumer<ByteOutput> content) {
        var out = new ByteOutput();
        out.constant(kind);
        content.accept(out);
        return out.toBytes();
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
        if (writer != null && sink == null) {
            writer.stop();
        }
        return "The journal in " + folder + " cannot be written: " + trouble + ". The run goes on; if the "
                + (sink == null ? "generator" : "coordinator") + " dies, what it measures from now on is lost.";
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
