package dev.perf.engine.internal.run;

import dev.perf.engine.internal.plan.Part;
import dev.perf.engine.internal.run.CompiledTest.CompiledWorkload;
import dev.perf.load.IterationLoad;
import dev.perf.result.Snapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * A number of iterations: starts all users at once, and ends when the last iteration has. When that has begun, users
 * that think or wait for another one are sent away.
 *
 * <p>Agents have their users and iterations from the division that holds when the load begins. Those of an agent that is
 * lost later are not taken over, for the users of the others may have ended long ago: they are missing, and counted as
 * such by whoever conducts the run.
 */
final class IterationRunner extends WorkloadRunner {

    private final IterationLoad whole;
    private volatile IterationLoad load;
    private volatile Iterations iterations;
    private volatile boolean ended;

    IterationRunner(CompiledWorkload workload, IterationLoad load, Common common) {
        super(workload, common);
        this.whole = load;
        this.load = part.of(load);
        this.iterations = iterations(this.load);
    }

    private static Iterations iterations(IterationLoad load) {
        return Iterations.of(load.total(), load.isShared() ? Long.MAX_VALUE : load.iterations());
    }

    @Override
    void share(Part next, long from) {
        order(() -> {
            if (sinceProfile(from) <= 0) {
                load = next.of(whole);
                iterations = iterations(load);
            }
        });
    }

    @Override
    void offer() throws InterruptedException {
        obey();
        startUsers();
        boolean allEnded = false;
        while (!allEnded && !stopped && iterations.left() > 0 && time.now() < last()) {
            changed = false;
            if (time.isPaused()) {
                clock.await(() -> changed);
                continue;
            }
            crew.goOn(time.now());
            long next = Math.min(last(), crew.nextDue());
            allEnded = crew.hasEnded(
                    next + time.shift(), () -> changed || iterations.left() == 0 || crew.nextDue() < next);
        }
    }

    private void startUsers() {
        if (stopped) {
            return;
        }
        LoopingUser.Surroundings surroundings = surroundings(iterations, user -> {});
        List<Crew.Newcomer> newcomers = new ArrayList<>();
        for (int i = 0; i < load.users(); i++) {
            newcomers.add(new LoopingUser(part.number(i), new UserLife(), surroundings).newcomer());
        }
        crew.startAll(newcomers);
        holdIfPaused();
    }

    /** Returns when maxDuration has passed, in load time. */
    private long last() {
        return startNanos + load.maxDuration().toNanos();
    }

    /** What a stopped run leaves undone was not due; what maxDuration or a user without records leaves undone was. */
    @Override
    int awaitEnd() throws InterruptedException {
        boolean isCutShort = stopped;
        if (iterations.left() == 0 && !isCutShort) {
            awaitLastIterations();
        }
        ended = true;
        int leftBehind = crew.awaitEnd(gracefulEnd());
        if (iterations.left() > 0 && !isCutShort) {
            drop(iterations.left(), stages.at(elapsed()), 0);
        }
        return leftBehind;
    }

    /** They may take until maxDuration has passed, which stands still in a pause. */
    private void awaitLastIterations() throws InterruptedException {
        boolean allEnded = false;
        while (!allEnded && !stopped && time.now() < last()) {
            changed = false;
            long moment = time.isPaused() ? Long.MAX_VALUE : last() + time.shift();
            allEnded = crew.hasEnded(moment, () -> changed);
        }
    }

    @Override
    int wantedAt(long at) {
        return ended ? 0 : load.users();
    }

    @Override
    Snapshot.Iterations iterations() {
        long due = load.total() - iterations.forgone();
        return new Snapshot.Iterations(due - iterations.left(), due);
    }
}
