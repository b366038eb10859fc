package dev.perf.engine.internal.search;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.clock.SystemClock;
import dev.perf.engine.internal.run.LoadRun;
import dev.perf.engine.internal.run.ReportFolder;
import dev.perf.engine.internal.run.RunId;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.TestPlan;
import dev.perf.result.RunResult;
import dev.perf.search.CapacityResult;
import dev.perf.search.CapacityResult.Conclusion;
import dev.perf.search.CapacityStep;
import dev.perf.search.CapacityStep.Outcome;
import dev.perf.search.SearchPlan;
import dev.perf.spi.CapacityWriter;
import dev.perf.spi.RunOptions;
import dev.perf.spi.Search;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One search: a thread of its own that runs one step after the other and asks the {@link Climb} for the next. */
public final class CapacitySearch implements Search {

    private static final Logger LOG = LoggerFactory.getLogger(CapacitySearch.class);

    private final SearchPlan plan;
    private final Clock clock;
    private final BiFunction<TestPlan, RunOptions, LoadRun> launcher;
    private final RunOptions options;
    private final SearchListener listener;
    private final Instant startedAt;
    private final String runId;
    private final @Nullable Path folder;
    private final Climb climb;
    private final List<CapacityStep> steps = new ArrayList<>();
    private final CompletableFuture<CapacityResult> result = new CompletableFuture<>();
    private final AtomicReference<@Nullable String> stopped = new AtomicReference<>();
    private volatile @Nullable LoadRun current;
    private volatile boolean aborted;

    private CapacitySearch(
            SearchPlan plan,
            RunOptions options,
            SearchListener listener,
            Clock clock,
            BiFunction<TestPlan, RunOptions, LoadRun> launcher) {
        this.plan = plan;
        this.clock = clock;
        this.launcher = launcher;
        this.options = options.withoutReport().withoutHistory();
        this.listener = listener;
        this.startedAt = clock.instant();
        this.runId = RunId.next(startedAt);
        Path reports = options.reports();
        this.folder =
                reports == null ? null : ReportFolder.of(reports, plan.test().name(), runId);
        this.climb = new Climb(plan);
    }

    /**
     * Validates a search and begins it.
     *
     * @throws InvalidPlanException if it has mistakes
     */
    public static CapacitySearch start(SearchPlan plan, RunOptions options, SearchListener listener, Clock clock) {
        return start(plan, options, listener, clock, (test, quiet) -> LoadRun.start(test, quiet, clock));
    }

    /**
     * Validates a search and begins it in real time.
     *
     * @throws InvalidPlanException if it has mistakes
     */
    public static CapacitySearch start(SearchPlan plan, RunOptions options, SearchListener listener) {
        return start(plan, options, listener, new SystemClock(), LoadRun::startRehearsed);
    }

    private static CapacitySearch start(
            SearchPlan plan,
            RunOptions options,
            SearchListener listener,
            Clock clock,
            BiFunction<TestPlan, RunOptions, LoadRun> launcher) {
        SearchCheck.check(plan, clock);
        var search = new CapacitySearch(plan, options, listener, clock, launcher);
        Thread.ofPlatform().name("perf-search-" + plan.test().name()).daemon().start(search::conduct);
        return search;
    }

    /**
     * Finds the mistakes of a search without beginning it.
     *
     * @throws InvalidPlanException if it has mistakes
     */
    public static void validate(SearchPlan plan) {
        SearchCheck.check(plan, new SystemClock());
    }

    @Override
    public CapacityResult await() throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException failure) {
            throw new CompletionException(
                    "the search of \"" + plan.test().name() + "\" ended with a fault of the engine",
                    failure.getCause());
        }
    }

    @Override
    public void stop(String reason) {
        stopped.compareAndSet(null, reason);
        LoadRun run = current;
        if (run != null) {
            run.stop(reason);
        }
    }

    @Override
    public void abort(String reason) {
        aborted = true;
        stopped.compareAndSet(null, reason);
        LoadRun run = current;
        if (run != null) {
            run.abort(reason);
        }
    }

    private void conduct() {
        try {
            listener.onStart(plan, runId);
            long start = clock.nanos();
            Conclusion conclusion = climb(start);
            CapacityResult made = new Findings(plan, climb, steps, stopped.get())
                    .result(conclusion, runId, startedAt, Duration.ofNanos(clock.nanos() - start));
            CapacityResult reported = folder == null ? made : CapacityReport.write(made, folder);
            listener.onEnd(reported);
            result.complete(reported);
        } catch (Throwable thrown) {
            LOG.error(
                    "search {} of \"{}\" ended with a fault of the engine",
                    runId,
                    plan.test().name(),
                    thrown);
            result.completeExceptionally(thrown);
        }
    }

    private Conclusion climb(long start) throws InterruptedException {
        for (Climb.Next next = climb.next(); next != null; next = climb.next()) {
            Duration elapsed = Duration.ofNanos(clock.nanos() - start);
            if (stopped.get() != null) {
                return Conclusion.ABORTED;
            }
            if (elapsed.plus(plan.steps().length()).compareTo(plan.budget()) > 0) {
                return Conclusion.OUT_OF_TIME;
            }
            int number = steps.size() + 1;
            listener.onStepStart(number, next.level(), next.purpose());
            CapacityStep step = StepJudge.judge(plan, number, next, elapsed, run(number, next.level()));
            steps.add(step);
            listener.onStep(step);
            if (step.outcome() == Outcome.INVALID) {
                return Conclusion.INVALID;
            }
            if (step.outcome() == Outcome.ABORTED) {
                return Conclusion.ABORTED;
            }
            climb.tried(next.level(), step.held());
        }
        return climb.conclusion();
    }

    private RunResult run(int number, double level) throws InterruptedException {
        LoadRun run = launcher.apply(plan.step(level), options);
        current = run;
        // Whoever stopped the search a moment ago did not know of this run.
        String reason = stopped.get();
        if (reason != null) {
            if (aborted) {
                run.abort(reason);
            } else {
                run.stop(reason);
            }
        }
        RunResult ended = run.await();
        current = null;
        return folder == null ? ended : ReportFolder.writeInto(ended, folder.resolve(CapacityWriter.folderOf(number)));
    }
}
