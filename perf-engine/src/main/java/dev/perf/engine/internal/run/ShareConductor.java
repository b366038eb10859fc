package dev.perf.engine.internal.run;

import dev.perf.engine.fleet.Share;
import dev.perf.engine.fleet.ShareRun;
import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.clock.SystemClock;
import dev.perf.engine.internal.health.Sampler;
import dev.perf.engine.internal.health.Vitals;
import dev.perf.engine.internal.journal.RunFacts;
import dev.perf.engine.internal.journal.RunStop;
import dev.perf.engine.internal.plan.Shares;
import dev.perf.engine.internal.run.LoadRun.Stop;
import dev.perf.engine.internal.script.Allowance;
import dev.perf.load.Rate;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.Observation;
import dev.perf.plan.TestPlan;
import dev.perf.result.RunEvent.Type;
import dev.perf.result.Snapshot;
import dev.perf.result.Verdict;
import dev.perf.soak.Soak;
import dev.perf.threshold.Threshold;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Conducts an agent's share of a run: puts on its load, and gives out what is measured, interval by interval. It judges
 * nothing and reports nothing, for it knows only its share.
 */
public final class ShareConductor implements ShareRun {

    private static final Logger LOG = LoggerFactory.getLogger(ShareConductor.class);

    /** Threads are woken that much too late, and more on a busy machine; the rest of the wait is spent looking. */
    private static final long SPIN_NANOS = TimeUnit.MICROSECONDS.toNanos(1_500);

    private final CompiledTest test;
    private final Clock clock;
    private final Allowance allowance;
    private final RunFolder folder;
    private final Ending ending = new Ending();
    private final LocalLoad load;
    private final LiveControl control;
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private final AtomicReference<@Nullable Stop> ownStop = new AtomicReference<>();
    /** What is the matter with the journal; only the thread that conducts looks at it. */
    private final List<String> troubles = new ArrayList<>();

    private volatile boolean begun;
    private volatile @Nullable Thread watcher;

    private ShareConductor(
            CompiledTest test,
            Allowance allowance,
            RunFolder folder,
            Clock clock,
            Vitals vitals,
            Consumer<BooleanSupplier> rehearsal) {
        this.test = test;
        this.allowance = allowance;
        this.clock = clock;
        this.folder = folder;
        this.load = new LocalLoad(test, clock, vitals, ending, this::stopAll, rehearsal);
        this.control = load.control();
    }

    /**
     * Compiles a plan, and makes this process fast, of which the vital signs are watched each second.
     *
     * @param judged the tags that the run is judged by, with their values
     * @param folder where the journal is kept; its name is that of the run
     * @throws InvalidPlanException if the plan has mistakes
     */
    public static ShareConductor prepare(TestPlan plan, Share share, Map<String, Set<String>> judged, Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        Vitals vitals = Sampler.ofThisProcess();
        return prepare(
                plan,
                share,
                judged,
                new RunFolder(String.valueOf(path.getFileName()), path, null),
                new SystemClock(),
                vitals,
                Rehearsal.of(plan, vitals::prepare));
    }

    /**
     * Compiles a plan, and makes this process fast.
     *
     * @param judged the tags that the run is judged by, with their values
     * @param folder where the journal is kept, and the name of the run
     * @throws InvalidPlanException if the plan has mistakes
     */
    static ShareConductor prepare(
            TestPlan plan,
            Share share,
            Map<String, Set<String>> judged,
            RunFolder folder,
            Clock clock,
            Vitals vitals,
            Consumer<BooleanSupplier> rehearsal) {
        var allowance = new Allowance(Long.MAX_VALUE);
        CompiledTest test = PlanCompiler.compile(
                sharedPart(plan),
                clock,
                Runtime.getRuntime().availableProcessors(),
                null,
                Place.agent(Shares.of(share), allowance));
        judged.forEach((tag, values) ->
                values.forEach(value -> test.measurement().series().keep(Map.of(tag, value))));
        var made = new ShareConductor(test, allowance, folder, clock, vitals, rehearsal);
        made.load.prepare();
        return made;
    }

    /** What is done for the whole run is done by whoever conducts that; what it is judged by is known there only. */
    private static TestPlan sharedPart(TestPlan plan) {
        return plan.withObservation(new Observation(
                        plan.observation().metrics(), plan.observation().onRequest(), List.of(), List.of(), List.of()))
                .withSoak(new Soak(List.of(), plan.soak().limits()))
                .withBaseline(null)
                .withThresholds(plan.thresholds().stream()
                        .filter(rule -> isJudgedAnywhere(Threshold.parse(rule.expression())))
                        .toList());
    }

    private static boolean isJudgedAnywhere(Threshold threshold) {
        return threshold.baselineLimit() == null;
    }

    @Override
    public @Nullable String setUp() throws InterruptedException {
        return load.setUp();
    }

    @Override
    public Map<String, Object> setupValues() {
        return load.setupValues();
    }

    @Override
    public void beginsWith(Map<String, Object> values) {
        load.beginsWith(values);
    }

    @Override
    public Duration begin(long startNanos, Consumer<byte[]> entries) throws InterruptedException {
        clock.awaitUntil(startNanos - SPIN_NANOS, ending::isStopped);
        while (clock.nanos() < startNanos && !ending.isStopped()) {
            clock.awaitUntil(startNanos, ending::isStopped);
        }
        Duration late = Duration.ofNanos(Math.max(0, clock.nanos() - startNanos));
        load.begin(startNanos);
        begun = true;
        clock.startTimer("perf-share-" + test.plan().name(), () -> conduct(startNanos, entries));
        clock.startTimer("perf-allowance", this::watchAllowance);
        return late;
    }

    /** What nobody allows any more is ended at once: somebody else may have its share by now. */
    private void watchAllowance() {
        watcher = Thread.currentThread();
        try {
            while (!ended.isDone() && clock.nanos() <= allowance.until()) {
                long known = allowance.until();
                clock.awaitUntil(
                        known == Long.MAX_VALUE ? known : known + 1,
                        () -> ended.isDone() || allowance.until() != known);
            }
            if (!ended.isDone()) {
                abort("nothing was heard from the coordinator any more");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void wakeWatcher() {
        Thread waiting = watcher;
        if (waiting != null) {
            clock.wake(waiting);
        }
    }

    private void conduct(long startNanos, Consumer<byte[]> entries) {
        RunJournal journal = RunJournal.ofShare(folder, entries);
        try {
            RunFacts facts = PlanFacts.of(test, folder.runId(), clock.instant().plusNanos(startNanos - clock.nanos()));
            journal.begin(facts);
            load.measure(journal, false);
            for (Snapshot ended = load.awaitInterval(); ended != null; ended = load.awaitInterval()) {
                tellStop(journal);
                journal.interval(ended.elapsed(), ended.events(), load.planned(), List.of(), warnings(journal), null);
            }
            load.ended();
            tellStop(journal);
            journal.end(outcome(journal), control.takeNews(), null);
            ended.complete(null);
        } catch (Throwable thrown) {
            LOG.error("the share of run {} ended with a fault of the engine", folder.runId(), thrown);
            load.abort();
            ended.completeExceptionally(thrown);
        } finally {
            journal.abandon();
            wakeWatcher();
        }
    }

    /** What users end, and what a fault of the engine ends, is over for all agents. */
    private void tellStop(RunJournal journal) {
        Stop why = ownStop.getAndSet(null);
        if (why != null) {
            journal.stopsAll(new RunStop(why.reason(), why.verdict()));
        }
    }

    private List<String> warnings(RunJournal journal) {
        String trouble = journal.newTrouble();
        if (trouble != null) {
            LOG.warn("{}", trouble);
            troubles.add(trouble);
        }
        List<String> all = new ArrayList<>(load.warnings());
        all.addAll(troubles);
        return all;
    }

    private Outcome outcome(RunJournal journal) {
        return new Outcome(
                load.planned(),
                List.of(),
                ending.reason(),
                null,
                List.of(),
                control.acts(),
                control.omittedActs(),
                load.leftBehind(),
                warnings(journal));
    }

    @Override
    public void share(Share share, Duration from) {
        test.shares().change(share, from);
    }

    @Override
    public void stop(String reason) {
        stop(new Stop(reason, Verdict.ABORTED));
    }

    private void stopAll(Stop why, Type type, String by) {
        if (stop(why)) {
            ownStop.set(why);
        }
    }

    private boolean stop(Stop why) {
        boolean first = ending.stop(why);
        if (first) {
            load.stop();
        }
        return first;
    }

    @Override
    public void abort(String reason) {
        stop(reason);
        ending.abort();
        load.abort();
    }

    @Override
    public void pause(Duration at) {
        control.pause(at);
        load.wake();
    }

    @Override
    public void resume(Duration at) {
        control.resume(at);
        load.wake();
    }

    @Override
    public void setRate(String scenario, Rate rate, Duration at) {
        control.setRate(scenario, rate, at);
    }

    @Override
    public void setUsers(String scenario, int users, Duration at) {
        control.setUsers(scenario, users, at);
    }

    @Override
    public void beginWorkload(int workload, Duration at) {
        control.beginWorkload(workload, at);
    }

    @Override
    public void allowedUntil(long nanos) {
        allowance.renew(nanos);
        wakeWatcher();
    }

    @Override
    public @Nullable String tearDown() throws InterruptedException {
        return load.tearDown();
    }

    @Override
    public void await() throws InterruptedException {
        try {
            ended.get();
        } catch (ExecutionException fault) {
            throw new CompletionException("the share ended with a fault of the engine", fault.getCause());
        }
    }

    @Override
    public void close() {
        if (begun && !ended.isDone()) {
            abort("it is not wanted any more");
        }
        load.close();
        test.close();
    }
}
