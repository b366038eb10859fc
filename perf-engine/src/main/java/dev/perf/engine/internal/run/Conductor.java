package dev.perf.engine.internal.run;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.journal.RunFacts;
import dev.perf.engine.internal.mask.Masks;
import dev.perf.engine.internal.measure.Aggregator;
import dev.perf.engine.internal.measure.Totals;
import dev.perf.engine.internal.run.LoadRun.Stop;
import dev.perf.engine.internal.trace.FirstFailure;
import dev.perf.fleet.FleetException;
import dev.perf.plan.TestPlan;
import dev.perf.result.PlannedLoad;
import dev.perf.result.RunEvent.Type;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.result.Verdict;
import dev.perf.spi.Run;
import dev.perf.spi.RunOptions;
import dev.perf.threshold.Threshold;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Conducts a run on one thread, wherever its load is put on: begins it, takes each interval that has ended, tells those
 * who watch, stops the run for a threshold, and makes the result and the report.
 */
final class Conductor {

    private static final Logger LOG = LoggerFactory.getLogger(Conductor.class);

    /** How long users may take to end when the engine is broken. */
    private static final long SALVAGE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final CompiledTest test;
    private final TestPlan plan;
    private final RunOptions options;
    private final Clock clock;
    private final @Nullable FirstFailure failure;
    private final long checkpointBytes;
    private final Ending ending;
    private final LocalLoad.Stopper stopper;
    private final RunFolder folder;
    private final RunLog log;
    private final PlanListener planListener;
    private final RunOutputs outputs;
    private final Listeners listeners;
    private final List<String> dataWarnings;
    private final CompletableFuture<RunResult> result = new CompletableFuture<>();

    /** Of the conductor; null until there is one. */
    private @Nullable RunJournal journal;

    /** Of the conductor; null until the load begins. */
    private @Nullable Measured measured;

    private volatile @Nullable Snapshot latest;
    private volatile @Nullable Path report;

    /** What is measured of the load. */
    private record Measured(RunFacts facts, Aggregator aggregator, RunJournal journal) {}

    /**
     * Creates the conductor of a run, and makes its folder.
     *
     * @param failure who keeps what the first failing iteration did; null for nobody
     * @param checkpointBytes by how much the journal grows before it is made short again
     * @param stopper ends the run
     */
    Conductor(
            CompiledTest test,
            RunOptions options,
            Clock clock,
            @Nullable FirstFailure failure,
            long checkpointBytes,
            Ending ending,
            LocalLoad.Stopper stopper) {
        this.test = test;
        this.plan = test.plan();
        this.options = options;
        this.clock = clock;
        this.failure = failure;
        this.checkpointBytes = checkpointBytes;
        this.ending = ending;
        this.stopper = stopper;
        this.planListener = new PlanListener(plan.observation());
        this.outputs = new RunOutputs(plan, options.command());
        this.folder = RunFolder.make(options.reports(), plan.name(), clock.instant());
        this.log = RunLog.in(folder, clock, Masks.of(plan.http().masked()));
        this.listeners =
                new Listeners(Stream.concat(Stream.of(log, planListener, outputs), options.listeners().stream())
                        .toList());
        this.dataWarnings = RecordsNeeded.of(plan, test.feeds()).stream()
                .map(RecordsNeeded::warning)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Returns the name of the run. */
    String runId() {
        return folder.runId();
    }

    /** Returns what comes of the run. */
    CompletableFuture<RunResult> result() {
        return result;
    }

    /** Returns the state at the end of the last interval; null before the first one has ended. */
    @Nullable
    Snapshot latest() {
        return latest;
    }

    /** Returns the folder of a report that was made although the engine failed; null where there is none. */
    @Nullable
    Path report() {
        return report;
    }

    /**
     * Conducts the run; to be called once, on the thread that is the conductor's.
     *
     * @param run the handle of the run
     */
    void conduct(Run run, RunLoad load) {
        try {
            listeners.started(run, plan);
            dataWarnings.forEach(Warnings.LOG::warn);
            dataWarnings.forEach(listeners::warned);
            RunJournal written = RunJournal.in(folder, checkpointBytes);
            journal = written;
            tell(folder.trouble());
            tell(written.newTrouble());
            RunFacts facts = PlanFacts.of(test, runId(), clock.instant());
            outputs.open(runId(), load.planned(), run).forEach(listeners::noted);
            load.prepare();
            setUp(load);
            long startNanos = load.begin();
            Instant startedAt = clock.instant().plusNanos(startNanos - clock.nanos());
            outputs.begin(startedAt);
            RunFacts begun = facts.startedAt(startedAt);
            written.begin(begun);
            log.begin(load.planned());
            var what = new Measured(begun, load.measure(written, listeners.wantDetail()), written);
            measured = what;
            observe(what, load);
            RunResult made = finish(what, load);
            Throwable thrown = load.fault();
            load.close();
            if (thrown == null) {
                log.close();
                result.complete(made);
            } else {
                LOG.error(
                        "the load of run {} of \"{}\" ended with a fault of the engine", runId(), plan.name(), thrown);
                log.fault(thrown);
                report = made.report();
                log.close();
                result.completeExceptionally(thrown);
            }
        } catch (FleetException impossible) {
            log.fault(impossible);
            load.abort();
            result.completeExceptionally(impossible);
        } catch (Throwable thrown) {
            LOG.error("run {} of \"{}\" ended with a fault of the engine", runId(), plan.name(), thrown);
            log.fault(thrown);
            salvage(thrown, load);
            log.close();
            result.completeExceptionally(thrown);
        } finally {
            outputs.close();
            load.close();
            test.close();
            if (journal != null) {
                journal.abandon();
            }
            log.close();
            folder.deleteIfEmpty();
        }
    }

    /** Says what will be missing; it changes nothing of the numbers, so it is no warning of the result. */
    private void tell(@Nullable String trouble) {
        if (trouble != null) {
            Warnings.LOG.warn(trouble);
            listeners.warned(trouble);
        }
    }

    /** A run whose setup fails goes on without load, so that it has a teardown and a result. */
    private void setUp(RunLoad load) throws InterruptedException {
        String failed = load.setUp();
        if (failed != null) {
            stopper.stop(new Stop("the setup failed: " + failed, Verdict.FAILED), Type.STOP, "perf");
        }
    }

    /** Takes intervals until the load is over. */
    private void observe(Measured what, RunLoad load) throws InterruptedException {
        Aggregator aggregator = what.aggregator();
        for (Snapshot ended = load.awaitInterval(); ended != null; ended = load.awaitInterval()) {
            latest = ended;
            List<PlannedLoad> planned = load.planned();
            what.journal()
                    .interval(ended.elapsed(), ended.events(), planned, load.checks(), warnings(load), firstFailure());
            tell(what.journal().newTrouble());
            log.interval(
                    ended,
                    planned,
                    aggregator.newlyBreached(),
                    test.measurement().errors());
            listeners.snapshot(ended);
            outputs.takeNews().forEach(listeners::warned);
            Threshold breached = aggregator.breached();
            if (breached != null && !load.isOver()) {
                stopper.stop(
                        new Stop(
                                "threshold \"" + breached.expression() + "\" was broken and asks to abort",
                                Verdict.FAILED),
                        Type.STOP,
                        "threshold");
            }
        }
    }

    private RunResult finish(Measured what, RunLoad load) throws InterruptedException {
        Outcome outcome = end(load);
        Totals totals = what.aggregator().totals();
        what.journal().end(outcome, load.control().takeNews(), firstFailure());
        return report(ResultMaker.make(what.facts(), totals, outcome), what.journal());
    }

    /** Nothing is measured any more; returns what has come of the run. */
    private Outcome end(RunLoad load) throws InterruptedException {
        load.ended();
        var warnings = new ArrayList<>(warnings(load));
        String failed = load.tearDown();
        if (failed != null) {
            warnings.add("The teardown failed: " + failed);
        }
        return new Outcome(
                load.planned(),
                load.checks(),
                ending.reason(),
                null,
                load.setupErrors(),
                load.control().acts(),
                load.control().omittedActs(),
                load.leftBehind(),
                warnings);
    }

    /** Returns what is to be known of the run so far, besides how it was measured. */
    private List<String> warnings(RunLoad load) {
        var warnings = new ArrayList<>(load.warnings());
        warnings.addAll(dataWarnings);
        warnings.addAll(planListener.warnings());
        return warnings;
    }

    private @Nullable String firstFailure() {
        return failure == null ? null : failure.text();
    }

    private RunResult report(RunResult made, RunJournal kept) {
        RunResult complete = made.withWarnings(outputs.end(made));
        ReportFolder.Written written = ReportFolder.write(complete, options.reports(), firstFailure());
        RunResult reported = written.result();
        if (written.isComplete()) {
            kept.delete();
        } else {
            reported = reported.withWarnings(kept.remains());
        }
        reported = KeptHistory.add(reported, options.history(), listeners::noted);
        RunResult told = reported.withWarnings(planListener.ended(reported));
        listeners.ended(told);
        outputs.linger(ending::isHurried, listeners::noted);
        outputs.close();
        return told;
    }

    /**
     * The engine is broken: what was measured until then still gets a report. The journal has only whole intervals; where
     * there is none, what the aggregation holds is taken as it is.
     */
    private void salvage(Throwable thrown, RunLoad load) {
        ending.stop(new Stop("the engine failed: " + thrown, Verdict.ABORTED));
        load.abort();
        Measured what = measured;
        if (what == null) {
            return;
        }
        try {
            load.awaitEnd(SALVAGE_NANOS);
            if (what.journal().isUsable()) {
                what.journal().end(end(load), load.control().takeNews(), firstFailure());
                report = report(Rebuild.result(what.journal().folder()), what.journal())
                        .report();
            } else {
                report = finish(what, load).report();
            }
        } catch (Throwable again) {
            thrown.addSuppressed(again);
        }
    }
}
