package dev.perf.engine.internal.script;

import dev.perf.engine.internal.measure.LedgerCounter.Outcome;
import dev.perf.engine.internal.measure.Phase;
import dev.perf.engine.internal.trace.Trace;

/**
 * Takes one user through its life: it draws the records that it keeps, does iteration after iteration, and the steps
 * with which it ends. Belongs to the user's thread.
 */
public final class IterationRunner {

    private final VirtualUser user;
    private final CompiledScenario scenario;
    private boolean prepared;
    private long endNanos;

    /** Creates the runner of {@code user}, who has done nothing yet. */
    public IterationRunner(VirtualUser user) {
        this.user = user;
        this.scenario = user.compiled();
    }

    /** Returns whom it takes through its life. */
    public VirtualUser user() {
        return user;
    }

    /**
     * Draws the records that the user keeps for life; returns false, having counted the error, where there is none
     * left.
     */
    public boolean drawRecords(Phase phase) throws InterruptedException {
        user.samples().belongTo(phase);
        try {
            return scenario.feeds().isEmpty() || user.records().drawForLife(scenario.feeds());
        } catch (RuntimeException | Error thrown) {
            user.fault(thrown);
            return false;
        }
    }

    /**
     * Runs one iteration and records it. It fails by a fault of the engine too, which would otherwise take the user and
     * its load away without a word.
     *
     * @param number number of the user's iteration, from 0
     * @param intended when an ideal generator would have begun it
     * @param start when it begins; {@code intended} where it follows the one before it at once
     * @return how it ended
     * @throws InterruptedException if the run wants the user to stop; the iteration is to be counted as interrupted
     */
    public Outcome iterate(long number, long intended, long start, Phase phase) throws InterruptedException {
        user.iterationBegins(number, intended, phase);
        if (start > intended) {
            user.recordLag(start - intended);
        }
        try {
            if (!prepared) {
                scenario.prepare(user);
                prepared = true;
            }
            scenario.iterate(user);
        } catch (StepsEndedException ended) {
            user.standing().endedBy(ended);
        } catch (InterruptedException cutOff) {
            if (start <= intended) {
                user.recordLag(0);
            }
            user.endsRecords(true);
            throw cutOff;
        } catch (RuntimeException | Error thrown) {
            user.fault(thrown);
        }
        user.endsRecords(false);
        endNanos = user.clock().nanos();
        try {
            user.iterationEnded();
            scenario.recordIteration(user, endNanos - start, start <= intended);
        } catch (RuntimeException | Error thrown) {
            user.fault(thrown);
        }
        boolean failed = user.standing().hasFailed();
        Trace told = user.trace();
        if (told != null) {
            told.iterationEnded(number, failed, user.session()::values);
        }
        return failed ? Outcome.FAILED : Outcome.COMPLETED;
    }

    /** Returns when the latest iteration ended. */
    public long endNanos() {
        return endNanos;
    }

    /**
     * Returns when the next iteration is to begin: when the user has thought, and its pacing has passed.
     *
     * @param began when the last one was meant to begin
     */
    public long nextStart(long began) {
        return scenario.rhythm().nextStart(user, endNanos, began);
    }

    /** Does the steps that end the user's life. */
    public void stop() throws InterruptedException {
        try {
            user.stepEnded(user.clock().nanos());
            scenario.stop(user);
        } catch (StepsEndedException ended) {
            user.standing().endedBy(ended);
        } catch (RuntimeException | Error thrown) {
            user.fault(thrown);
        }
    }

    /** Tells whether the user is to do no further iteration: a step has ended its life, or its data has. */
    public boolean isOver() {
        return user.isOutOfData() || user.standing().hasLeft();
    }
}
