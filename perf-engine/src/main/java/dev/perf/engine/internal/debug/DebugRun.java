package dev.perf.engine.internal.debug;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.mask.Masks;
import dev.perf.engine.internal.measure.LedgerCounter.Outcome;
import dev.perf.engine.internal.measure.Measurement;
import dev.perf.engine.internal.measure.Phase;
import dev.perf.engine.internal.run.ChosenScenarios;
import dev.perf.engine.internal.run.CompiledTest;
import dev.perf.engine.internal.run.PlanCompiler;
import dev.perf.engine.internal.script.CompiledScenario;
import dev.perf.engine.internal.script.Exits;
import dev.perf.engine.internal.script.IterationRunner;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.engine.internal.trace.Trace;
import dev.perf.engine.internal.trace.TraceLines;
import dev.perf.engine.internal.trace.TraceLines.Kind;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.TestPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lets one user of each scenario do once what a run would let many do: onStart, one iteration, onStop. Tells every step
 * of it. No load, no thresholds, no report; pauses are left out.
 */
public final class DebugRun {

    private final TestPlan plan;
    private final CompiledTest test;
    private final Clock clock;
    private final TraceLines lines;

    private DebugRun(TestPlan plan, CompiledTest test, Clock clock, TraceLines lines) {
        this.plan = plan;
        this.test = test;
        this.clock = clock;
        this.lines = lines;
    }

    /**
     * Does it, one scenario after the other.
     *
     * @param scenarios names of those to do; empty for all
     * @return whether nothing has failed
     * @throws InvalidPlanException if the plan has mistakes; nothing was sent then
     * @throws IllegalArgumentException if there is no scenario of one of the names
     */
    public static boolean of(TestPlan plan, List<String> scenarios, Clock real, TraceLines lines)
            throws InterruptedException {
        ChosenScenarios.require(plan, scenarios);
        Clock clock = new SkippingClock(real);
        Masks masks = Masks.of(plan.http().masked());
        CompiledTest test = PlanCompiler.compile(plan, clock, 1, (scenario, user) -> new Trace(lines, masks, true));
        try {
            return new DebugRun(plan, test, clock, lines).all(scenarios);
        } finally {
            test.close();
        }
    }

    private boolean all(List<String> scenarios) throws InterruptedException {
        lines.line(Kind.PLAIN, "debugging \"" + plan.name() + "\": one user per scenario, one iteration, no load");
        long now = clock.nanos();
        test.measurement().begin(now);
        var failed = new ArrayList<String>();
        CompiledTest.Fixture fixture = test.fixture();
        IterationRunner fixed = fixture == null ? null : user(fixture.scenario(), fixture.measurement(), now);
        if (fixed != null && !plan.course().setup().isEmpty()) {
            lines.line(Kind.PLAIN, "");
            if (!alive("setup", () -> setsUp(fixed))) {
                failed.add("setup");
            }
        }
        if (failed.isEmpty()) {
            scenarios(
                    scenarios, fixed == null ? Map.of() : fixed.user().session().values(), now, failed);
        }
        if (fixed != null) {
            boolean isTold = !plan.course().teardown().isEmpty();
            if (isTold) {
                lines.line(Kind.PLAIN, "");
            }
            if (!alive("teardown", () -> ends(fixed, isTold))) {
                failed.add("teardown");
            }
        }
        lines.line(Kind.PLAIN, "");
        if (failed.isEmpty()) {
            lines.line(Kind.GOOD, "nothing failed");
        } else {
            lines.line(Kind.BAD, "failed: " + String.join(", ", failed));
        }
        return failed.isEmpty();
    }

    private void scenarios(List<String> wanted, Map<String, Object> values, long now, List<String> failed)
            throws InterruptedException {
        for (CompiledTest.CompiledWorkload workload : test.workloads()) {
            CompiledScenario scenario = workload.scenario();
            if (wanted.isEmpty() || wanted.contains(scenario.name())) {
                lines.line(Kind.PLAIN, "");
                scenario.beginsWith(values);
                if (!alive(scenario.name() + "-0", () -> live(scenario, now))) {
                    failed.add("\"" + scenario.name() + "\"");
                }
            }
        }
    }

    /** What a user does on its thread; returns whether nothing has failed. */
    private interface Part {
        boolean succeeds() throws InterruptedException;
    }

    private boolean alive(String name, Part part) throws InterruptedException {
        var outcome = new AtomicReference<@Nullable Boolean>();
        var fault = new AtomicReference<@Nullable Throwable>();
        Thread life = clock.startUser(name, () -> {
            try {
                outcome.set(part.succeeds());
            } catch (InterruptedException cutOff) {
                outcome.set(false);
            } catch (RuntimeException | Error thrown) {
                fault.set(thrown);
            }
        });
        try {
            life.join();
        } catch (InterruptedException stop) {
            clock.interrupt(life);
            life.join();
            throw stop;
        }
        switch (fault.get()) {
            case null -> {}
            case RuntimeException exception -> throw exception;
            case Error error -> throw error;
            case Throwable other -> throw new IllegalStateException(other);
        }
        return Boolean.TRUE.equals(outcome.get());
    }

    private IterationRunner user(CompiledScenario scenario, Measurement measurement, long runStart) {
        scenario.begin(runStart, clock.nanos());
        scenario.endedBy(new Exits() {
            @Override
            public void exitScenario(String reason) {
                lines.line(Kind.PLAIN, "  the scenario would end here: " + reason);
            }

            @Override
            public void exitRun(String reason) {
                lines.line(Kind.PLAIN, "  the run would end here: " + reason);
            }

            @Override
            public void endRun(String reason) {
                exitRun(reason);
            }
        });
        VirtualUser user = new VirtualUser(0, scenario, measurement, clock, plan.seed(), true);
        scenario.stopping(clock); // nobody else will come to where users wait for each other
        var passes = new AtomicInteger();
        user.endsWhen(() -> passes.getAndIncrement() > 0); // loops without an end are passed once
        return new IterationRunner(user);
    }

    private boolean live(CompiledScenario scenario, long runStart) throws InterruptedException {
        IterationRunner runner = user(scenario, test.measurement(), runStart);
        VirtualUser user = runner.user();
        try {
            boolean completed = iterates("scenario \"" + scenario.name() + "\"", runner);
            runner.stop();
            endSection(user, completed);
            return completed && !user.standing().hasFailed();
        } finally {
            user.close();
        }
    }

    /** Begins a section of the trace, and leaves it open. */
    private boolean iterates(String title, IterationRunner runner) throws InterruptedException {
        Trace trace = runner.user().trace();
        if (trace != null) {
            trace.begin(title);
        }
        if (!runner.drawRecords(Phase.LOAD)) {
            return false;
        }
        long now = clock.nanos();
        return runner.iterate(0, now, now, Phase.LOAD) == Outcome.COMPLETED;
    }

    /** Ends the section with what is in the session now; of a user that failed that has been told already. */
    private static void endSection(VirtualUser user, boolean completed) {
        Trace trace = user.trace();
        if (trace != null) {
            if (completed) {
                trace.session(user.session().values());
            }
            trace.end();
        }
    }

    /** What is in the session at the end is what the scenarios' users begin with. */
    private boolean setsUp(IterationRunner runner) throws InterruptedException {
        boolean completed = iterates("setup", runner);
        endSection(runner.user(), completed);
        return completed;
    }

    private static boolean ends(IterationRunner runner, boolean isTold) throws InterruptedException {
        VirtualUser user = runner.user();
        try {
            Trace trace = user.trace();
            if (isTold && trace != null) {
                trace.begin("teardown");
            }
            user.standing().forgive();
            runner.stop();
            return !user.standing().hasFailed();
        } finally {
            user.close();
        }
    }
}
