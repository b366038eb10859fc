package dev.perf.engine.internal.run;

import dev.perf.engine.fleet.FleetLoad;
import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.clock.SystemClock;
import dev.perf.engine.internal.health.Sampler;
import dev.perf.engine.internal.health.Vitals;
import dev.perf.engine.internal.jmx.RunBean;
import dev.perf.engine.internal.journal.Journal;
import dev.perf.engine.internal.mask.Masks;
import dev.perf.engine.internal.plan.Shares;
import dev.perf.engine.internal.trace.FirstFailure;
import dev.perf.fleet.FleetException;
import dev.perf.load.Rate;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.TestPlan;
import dev.perf.result.RunEvent.Type;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.result.Verdict;
import dev.perf.spi.Run;
import dev.perf.spi.RunOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A run of a plan: the handle of whoever began it. */
public final class LoadRun implements Run {

    private final TestPlan plan;
    private final Clock clock;
    private final Ending ending = new Ending();
    private final Conductor conductor;
    private final RunLoad load;
    private final LiveControl control;

    /**
     * Why a run ends early.
     *
     * @param verdict what it has come to then; null where the plan means it to end like that, and its thresholds decide
     */
    record Stop(String reason, @Nullable Verdict verdict) {

        static Stop atEnd(String reason) {
            return new Stop(reason, null);
        }
    }

    /** Has agents put on the load, which are ready. */
    private LoadRun(CompiledTest test, RunOptions options, Clock clock, FleetLoad fleet, Runnable over) {
        this.plan = test.plan();
        this.clock = clock;
        this.conductor = new Conductor(test, options, clock, null, Journal.CHECKPOINT_BYTES, ending, this::stop);
        this.load = new AgentsLoad(test, clock, fleet, over, ending, this::stop);
        this.control = load.control();
    }

    private LoadRun(
            CompiledTest test,
            RunOptions options,
            Clock clock,
            Vitals vitals,
            Consumer<BooleanSupplier> rehearsal,
            @Nullable FirstFailure failure,
            long checkpointBytes) {
        this.plan = test.plan();
        this.clock = clock;
        this.conductor = new Conductor(test, options, clock, failure, checkpointBytes, ending, this::stop);
        this.load = new LocalLoad(test, clock, vitals, ending, this::stop, rehearsal);
        this.control = load.control();
    }

    /**
     * Validates a plan and begins to run it, on a generator of which only the times of the run are watched.
     *
     * @throws InvalidPlanException if it has mistakes
     */
    public static LoadRun start(TestPlan plan, RunOptions options, Clock clock) {
        return start(plan, options, clock, Vitals.NONE);
    }

    /**
     * Validates a plan and begins to run it in real time, on a generator that has rehearsed where it has to be fast at
     * once, and that is watched each second.
     *
     * @throws InvalidPlanException if it has mistakes
     */
    public static LoadRun startRehearsed(TestPlan plan, RunOptions options) {
        Clock clock = new SystemClock();
        Vitals vitals = Sampler.ofThisProcess();
        RunBean bean = RunBean.isWanted() ? new RunBean(plan.name()) : null;
        Consumer<BooleanSupplier> rehearsal = Rehearsal.of(plan, () -> {
            vitals.prepare();
            if (bean != null) {
                bean.register();
            }
        });
        LoadRun run = start(
                plan,
                bean == null ? options : options.listener(bean),
                clock,
                vitals,
                rehearsal,
                Journal.CHECKPOINT_BYTES);
        if (bean != null) {
            // A fault of the engine is told to nobody else.
            var unused = run.conductor.result().whenComplete((made, fault) -> bean.close());
        }
        return run;
    }

    /** Begins to run a plan on a generator of which {@code vitals} are read. */
    static LoadRun start(TestPlan plan, RunOptions options, Clock clock, Vitals vitals) {
        return start(plan, options, clock, vitals, Journal.CHECKPOINT_BYTES);
    }

    /**
     * Begins to run a plan.
     *
     * @param checkpointBytes by how much the journal grows before it is made short again
     */
    static LoadRun start(TestPlan plan, RunOptions options, Clock clock, Vitals vitals, long checkpointBytes) {
        return start(plan, options, clock, vitals, over -> {}, checkpointBytes);
    }

    private static LoadRun start(
            TestPlan plan,
            RunOptions options,
            Clock clock,
            Vitals vitals,
            Consumer<BooleanSupplier> rehearsal,
            long checkpointBytes) {
        FirstFailure failure = options.tracesFirstFailure()
                ? new FirstFailure(Masks.of(plan.http().masked()))
                : null;
        CompiledTest test =
                PlanCompiler.compile(plan, clock, Runtime.getRuntime().availableProcessors(), failure);
        LoadRun run = new LoadRun(test, options, clock, vitals, rehearsal, failure, checkpointBytes);
        run.begin();
        return run;
    }

    /**
     * Finds the mistakes of a plan without running it.
     *
     * @throws InvalidPlanException if it has mistakes
     */
    public static void validate(TestPlan plan, Clock clock) {
        PlanCompiler.compile(plan, clock, 1, null).close();
    }

    /**
     * Finds the mistakes of a plan without running it, whichever agents will put on its load.
     *
     * @throws InvalidPlanException if it has mistakes
     */
    public static void validateForFleet(TestPlan plan) {
        PlanCompiler.compile(plan, new SystemClock(), 1, null, Place.agent(Shares.whole(), null))
                .close();
    }

    /**
     * Finds the mistakes of a plan without running it, and returns a line for each of its feeders: how many records there
     * are, and how many are needed as far as that is known.
     *
     * @throws InvalidPlanException if it has mistakes
     */
    public static List<String> recordsNeeded(TestPlan plan, Clock clock) {
        CompiledTest test = PlanCompiler.compile(plan, clock, 1, null);
        try {
            return RecordsNeeded.of(plan, test.feeds()).stream()
                    .map(RecordsNeeded::line)
                    .toList();
        } finally {
            test.close();
        }
    }

    /**
     * Begins to conduct a run whose load comes from agents.
     *
     * @param fleet the agents, ready; given back when the run has ended, and when it cannot begin
     * @param over is called when the run has ended, and when it cannot begin
     * @throws InvalidPlanException if the plan has mistakes
     */
    public static LoadRun conduct(TestPlan plan, RunOptions options, FleetLoad fleet, Runnable over) {
        return conduct(plan, options, fleet, over, new SystemClock());
    }

    static LoadRun conduct(TestPlan plan, RunOptions options, FleetLoad fleet, Runnable over, Clock clock) {
        List<String> names = fleet.agents().stream().map(FleetLoad.Agent::name).toList();
        try {
            CompiledTest test = PlanCompiler.compile(plan, clock, 1, null, Place.coordinator(names));
            var run = new LoadRun(test, options, clock, fleet, over);
            run.begin();
            return run;
        } catch (RuntimeException | Error impossible) {
            fleet.close();
            over.run();
            throw impossible;
        }
    }

    private void begin() {
        clock.startTimer("perf-" + plan.name(), () -> conductor.conduct(this, load));
    }

    @Override
    public RunResult await() throws InterruptedException {
        try {
            return conductor.result().get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof FleetException lost) {
                throw lost;
            }
            Path report = conductor.report();
            throw new CompletionException(
                    "the run of \"" + plan.name() + "\" ended with a fault of the engine"
                            + (report == null ? "" : "; what was measured before it is in " + report),
                    failure.getCause());
        }
    }

    @Override
    public void stop(String reason) {
        ending.hurry();
        stop(
                new Stop(reason, Verdict.ABORTED),
                Type.STOP,
                Thread.currentThread().getName());
    }

    @Override
    public void abort(String reason) {
        ending.hurry();
        boolean first = endEarly(
                new Stop(reason, Verdict.ABORTED),
                Type.ABORT,
                Thread.currentThread().getName());
        if (ending.abort() && !first && !load.isOver()) {
            control.note(Type.ABORT, "aborted: " + reason);
        }
        load.abort();
    }

    private void stop(Stop why, Type type, String by) {
        var unused = endEarly(why, type, by);
    }

    /** Returns whether nobody has ended the run before. */
    private boolean endEarly(Stop why, Type type, String by) {
        if (!ending.stop(why)) {
            return false;
        }
        if (!load.isOver()) {
            control.note(type, (type == Type.ABORT ? "aborted: " : "stopped: ") + why.reason(), by);
        }
        load.stop();
        return true;
    }

    @Override
    public String id() {
        return conductor.runId();
    }

    @Override
    public State state() {
        if (load.isOver() || conductor.result().isDone()) {
            return State.ENDED;
        }
        if (control.isOver()) {
            return State.STOPPING;
        }
        if (!control.hasBegun()) {
            return State.STARTING;
        }
        return control.isPaused() ? State.PAUSED : State.RUNNING;
    }

    @Override
    public @Nullable Snapshot snapshot() {
        return conductor.latest();
    }

    @Override
    public void mark(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("mark: the text must not be blank; say what happens at this moment");
        }
        if (state() != State.ENDED) {
            control.note(Type.MARK, text);
        }
    }

    @Override
    public void pause() {
        control.pause();
        load.wake();
    }

    @Override
    public void resume() {
        control.resume();
        load.wake();
    }

    @Override
    public void setRate(Rate rate) {
        control.setRate(rate);
    }

    @Override
    public void setRate(String scenario, Rate rate) {
        control.setRate(scenario, rate);
    }

    @Override
    public void setUsers(int users) {
        control.setUsers(users);
    }

    @Override
    public void setUsers(String scenario, int users) {
        control.setUsers(scenario, users);
    }
}
