package dev.perf.engine.internal.run;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.measure.LedgerCounter.Outcome;
import dev.perf.engine.internal.measure.Measurement;
import dev.perf.engine.internal.measure.Phase;
import dev.perf.engine.internal.script.CompiledScenario;
import dev.perf.engine.internal.script.IterationRunner;
import dev.perf.engine.internal.script.VirtualUser;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A user of the closed model: iteration after iteration, with pauses between them as think time and pacing ask.
 *
 * <p>It gives up its thread for a longer pause, and gets another one for the next iteration. Ten thousand users
 * with five seconds between their requests then hold ten thousand connections, but only the stacks of the few that are
 * waiting for a response.
 */
final class LoopingUser implements Crew.Stretch {

    /** A new thread costs more time than a short wait on the old one, and saves no memory for long. */
    private static final long WORTH_LEAVING_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /**
     * What the users of a workload share.
     *
     * @param time the time in which users think between iterations
     * @param startNanos start of the load, in load time
     * @param stages the phases of the load
     * @param iterations how many iterations there are to begin
     * @param earlier to be called when a user thinks that is to go on before all others, and when the last iteration
     *     has begun
     * @param gone to be called when a user has ended of itself, and is retired
     */
    record Surroundings(
            CompiledScenario scenario,
            Measurement measurement,
            Measurement.Accounts accounts,
            Clock clock,
            LoadTime time,
            Crew crew,
            long seed,
            long startNanos,
            StageClock stages,
            Iterations iterations,
            Runnable earlier,
            Consumer<VirtualUser> gone) {

        /** Returns the phase at a moment, in real time, that is not before the latest resumption. */
        Phase phaseAt(long nanos) {
            return stages.isOne() ? Phase.LOAD : stages.at(time.of(nanos) - startNanos);
        }
    }

    private final Surroundings surroundings;
    private final long id;
    private final Crew.Newcomer self;
    private @Nullable IterationRunner runner;
    private long number;
    private long intended;
    private long thinksUntil;

    LoopingUser(long id, UserLife life, Surroundings surroundings) {
        this.surroundings = surroundings;
        this.id = id;
        this.self = new Crew.Newcomer(life, surroundings.scenario().name() + "-" + id, this);
    }

    /** Returns what starts this user. */
    Crew.Newcomer newcomer() {
        return self;
    }

    @Override
    public boolean live() {
        IterationRunner known = runner;
        if (known == null) {
            return begin();
        }
        intended = thinksUntil + surroundings.time().shift();
        return goOn(known, surroundings.clock().nanos());
    }

    private boolean begin() {
        VirtualUser made = new VirtualUser(
                id,
                surroundings.scenario(),
                surroundings.measurement(),
                surroundings.clock(),
                surroundings.seed(),
                true);
        made.endsWhen(self.life()::isRetired);
        var own = new IterationRunner(made);
        runner = own;
        surroundings.measurement().userStarted();
        intended = surroundings.clock().nanos();
        return goOn(own, intended);
    }

    private boolean goOn(IterationRunner own, long start) {
        boolean ended = true;
        try {
            if (number > 0 || own.drawRecords(surroundings.phaseAt(start))) {
                ended = iterate(own, start);
            }
            if (ended && own.isOver()) {
                self.life().retire();
                surroundings.gone().accept(own.user());
            }
        } catch (InterruptedException cutOff) {
            Thread.currentThread().interrupt();
        } finally {
            if (ended) {
                own.user().close();
                surroundings.measurement().userEnded();
            }
        }
        return ended;
    }

    /** Returns whether the user has ended; otherwise somebody else may have it on another thread already. */
    private boolean iterate(IterationRunner own, long firstStart) throws InterruptedException {
        UserLife life = self.life();
        Clock clock = surroundings.clock();
        long start = firstStart;
        while (true) {
            Phase phase = surroundings.phaseAt(intended);
            if (!surroundings.iterations().take(number)) {
                break;
            }
            if (!life.begin(surroundings.accounts().of(phase))) {
                surroundings.iterations().giveBack();
                if (!life.isHeld()) {
                    break;
                }
                awaitRelease(own);
                start = clock.nanos();
                intended = start;
                continue;
            }
            if (surroundings.iterations().begun()) {
                surroundings.earlier().run();
            }
            Outcome outcome = Outcome.FAILED;
            try {
                outcome = own.iterate(number, intended, start, phase);
            } catch (InterruptedException cutOff) {
                outcome = Outcome.INTERRUPTED;
                throw cutOff;
            } finally {
                life.end(outcome);
            }
            number++;
            if (own.user().standing().hasLeft()) {
                surroundings.iterations().forgo(number);
                break;
            }
            if (own.user().isOutOfData() || !surroundings.iterations().hasNext(number)) {
                break;
            }
            intended = own.nextStart(intended);
            long pause = intended - own.endNanos();
            if (pause > 0) {
                own.user().rest();
                if (pause >= WORTH_LEAVING_NANOS && !life.isRetired()) {
                    thinksUntil = surroundings.time().of(own.endNanos()) + pause;
                    if (surroundings.crew().goOnAt(thinksUntil, id, self)) {
                        surroundings.earlier().run();
                    }
                    return false;
                }
                clock.awaitUntil(intended, life::isRetired);
            }
            start = pause > 0 ? clock.nanos() : intended;
        }
        if (number > 0) {
            own.stop();
        }
        return true;
    }

    /** The load is paused. What the user was late for has no meaning any more: its next iteration is due when it ends. */
    private void awaitRelease(IterationRunner own) throws InterruptedException {
        own.user().rest();
        surroundings.clock().await(() -> !self.life().isHeld());
    }
}
