package dev.perf.engine.internal.run;

import dev.perf.engine.internal.measure.LedgerCounter.Outcome;
import dev.perf.engine.internal.measure.Phase;
import dev.perf.engine.internal.plan.ArrivalSchedule;
import dev.perf.engine.internal.plan.Slice;
import dev.perf.engine.internal.run.CompiledTest.CompiledWorkload;
import dev.perf.engine.internal.script.IterationRunner;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.load.OpenLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The open model: starts a fresh user for each arrival when it is due, whatever the others are doing.
 *
 * <p>Waking for each arrival costs more than the arrival itself at high rates, so arrivals that are due within
 * {@link #RELEASE_NANOS} of each other are released together then; their lateness is in the response time and in the
 * schedule lag.
 */
final class OpenRunner extends WorkloadRunner {

    /**
     * A rate that takes the place of what is left of the profile.
     *
     * @param from time since the start of the profile
     */
    private record Wish(long from, double perSecond) {}

    private static final double HIGH_RATE = 5_000;
    private static final long RELEASE_NANOS = TimeUnit.MICROSECONDS.toNanos(900);

    private final ArrivalSchedule.Arrivals arrivals;
    private final Queue<Wish> wishes = new ConcurrentLinkedQueue<>();

    /** The profile, or what has taken its place. */
    private volatile ArrivalSchedule schedule;

    /** The next start, since the start of the profile. */
    private long due = ArrivalSchedule.NEVER;

    /** Name of the stage of the profile that the next start is in. */
    private @Nullable String stage;

    /** The part of the starts that is this scenario's. */
    private volatile Slice share;

    private final int maxUsers;
    private long passed;
    private long ids;
    private long released;
    private long shift;

    OpenRunner(CompiledWorkload workload, OpenLoad load, Common common) {
        super(workload, common);
        this.share = slice;
        this.maxUsers = Math.max(1, slice.users(load.maxUsers()));
        this.schedule = ArrivalSchedule.of(load);
        this.arrivals = schedule.arrivals(common.seed().of(slice.seedName(scenario.name())));
    }

    @Override
    void offer() throws InterruptedException {
        released = startNanos;
        List<Crew.Newcomer> arriving = new ArrayList<>();
        long now = startNanos;
        long end = schedule.end();
        advance();
        while (true) {
            if (changed) {
                release(arriving);
                if (!adaptToChanges()) {
                    return;
                }
            }
            boolean over = due == ArrivalSchedule.NEVER;
            long alone = startNanos + (over ? end : due);
            if (alone > now) {
                now = time.now();
            }
            if (alone > now) {
                release(arriving);
                long together = Math.max(alone, Math.min(released + RELEASE_NANOS, startNanos + end));
                long moment = over || schedule.rateAt(due) < HIGH_RATE ? alone : together;
                clock.awaitUntil(moment + shift, () -> changed);
                now = time.now();
                released = now;
            } else if (over) {
                release(arriving);
                return;
            } else {
                arrive(ids++, alone + shift, arriving);
                advance();
            }
        }
    }

    /** Goes on to the next start; those of scenarios that share the load are theirs. */
    private void advance() {
        do {
            due = arrivals.next();
        } while (!share.has(passed++) && due != ArrivalSchedule.NEVER);
        stage = arrivals.stage();
    }

    /** Returns false if the run has been stopped. */
    private boolean adaptToChanges() throws InterruptedException {
        changed = false;
        clock.await(() -> stopped || !time.isPaused());
        shift = time.shift();
        Wish wish = wishes.peek();
        while (wish != null && due >= wish.from()) {
            schedule = schedule.changedAt(wish.from(), wish.perSecond());
            due = arrivals.follow(schedule);
            stage = arrivals.stage();
            share = Slice.WHOLE; // the rate is for this scenario
            wishes.remove();
            wish = wishes.peek();
        }
        if (wish != null) {
            changed = true; // what was due before the change comes first
        }
        return !stopped;
    }

    private void release(List<Crew.Newcomer> arriving) {
        if (!arriving.isEmpty()) {
            crew.startAll(List.copyOf(arriving));
            arriving.clear();
        }
    }

    private void arrive(long id, long intended, List<Crew.Newcomer> arriving) {
        Phase phase = stages.at(due, stage);
        if (crew.size() + arriving.size() >= maxUsers) {
            drop(1, phase, id);
            return;
        }
        UserLife life = new UserLife();
        life.begin(measurement.ledger(phase));
        arriving.add(new Crew.Newcomer(life, scenario.name() + "-" + id, () -> live(id, life, intended, phase)));
    }

    /** All of a user's life is one stretch. */
    private boolean live(long id, UserLife life, long intended, Phase phase) {
        VirtualUser user = new VirtualUser(id, scenario, measurement, clock, seed, false);
        user.endsWhen(life::isRetired);
        measurement.userStarted();
        try {
            iterate(new IterationRunner(user), life, intended, phase);
        } catch (InterruptedException cutOff) {
            Thread.currentThread().interrupt();
        } finally {
            user.close();
            measurement.userEnded();
        }
        return true;
    }

    private void iterate(IterationRunner runner, UserLife life, long intended, Phase phase)
            throws InterruptedException {
        Outcome outcome = Outcome.FAILED;
        try {
            if (!runner.drawRecords(phase)) {
                return;
            }
            outcome = runner.iterate(0, intended, clock.nanos(), phase);
        } catch (InterruptedException cutOff) {
            outcome = Outcome.INTERRUPTED;
            throw cutOff;
        } finally {
            life.end(outcome);
        }
        runner.stop();
    }

    /** Replaces what is left of the profile by a rate, in starts per second; to be called from any thread, one at a time. */
    void setRate(double perSecond) {
        wishes.add(new Wish(elapsed(), perSecond));
        lookAgain();
    }

    @Override
    double offeredAt(long at) {
        return time.isPaused() || hasExited() ? 0 : schedule.rateAt(at) * share.fraction();
    }
}
