package dev.perf.engine.internal.run;

import dev.perf.engine.internal.measure.LedgerCounter.Outcome;
import dev.perf.engine.internal.measure.Phase;
import dev.perf.engine.internal.plan.ArrivalSchedule;
import dev.perf.engine.internal.plan.OwnArrivals;
import dev.perf.engine.internal.plan.Part;
import dev.perf.engine.internal.plan.Slice;
import dev.perf.engine.internal.run.CompiledTest.CompiledWorkload;
import dev.perf.engine.internal.script.IterationRunner;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.load.OpenLoad;
import java.util.ArrayList;
import java.util.List;
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

    private static final double HIGH_RATE = 5_000;
    private static final long RELEASE_NANOS = TimeUnit.MICROSECONDS.toNanos(900);

    /** How far an agent looks ahead among the arrivals of all; changes of the load are told a little before they come. */
    private static final long LOOK_AHEAD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final OpenLoad load;
    private final OwnArrivals arrivals;
    private final boolean divided;

    /** The profile, or what has taken its place. */
    private volatile ArrivalSchedule schedule;

    /** The next start, since the start of the profile, or when to look for it. */
    private long due = OwnArrivals.NEVER;

    /** Name of the stage of the profile that the next start is in. */
    private @Nullable String stage;

    /** The part of the starts that is this scenario's. */
    private volatile Slice share;

    /** The part of those that is this process's. */
    private volatile Part own;

    private int maxUsers;
    private long now;
    private long released;
    private long shift;

    OpenRunner(CompiledWorkload workload, OpenLoad load, Common common) {
        super(workload, common);
        this.load = load;
        this.share = slice;
        this.own = part;
        this.divided = !part.isWhole();
        this.maxUsers = maxUsers(part);
        this.schedule = ArrivalSchedule.of(load);
        this.arrivals = new OwnArrivals(schedule, common.seed().of(slice.seedName(scenario.name())), slice, part);
    }

    private int maxUsers(Part of) {
        return Math.max(1, of.users(slice.users(load.maxUsers())));
    }

    @Override
    void offer() throws InterruptedException {
        released = startNanos;
        List<Crew.Newcomer> arriving = new ArrayList<>();
        now = startNanos;
        long end = schedule.end();
        obey();
        advance();
        while (true) {
            if (changed) {
                release(arriving);
                if (!adaptToChanges()) {
                    return;
                }
            }
            boolean over = due == OwnArrivals.NEVER;
            long alone = startNanos + (over ? end : due);
            if (alone > now) {
                now = time.now();
            }
            if (alone > now) {
                release(arriving);
                long together = Math.max(alone, Math.min(released + RELEASE_NANOS, startNanos + end));
                long moment = over || schedule.rateAt(due) * own.fraction() < HIGH_RATE ? alone : together;
                clock.awaitUntil(moment + shift, () -> changed);
                now = time.now();
                released = now;
                if (now < moment && time.isPaused()) {
                    changed = true; // whoever told of the pause before may come to tell of its beginning a little later
                }
            } else if (over) {
                release(arriving);
                return;
            } else {
                if (arrivals.isOwn()) {
                    arrive(arrivals.number(), alone + shift, arriving);
                }
                advance();
            }
        }
    }

    /** Goes on to the next start that is this scenario's and this process's. */
    private void advance() {
        due = arrivals.next(divided ? now - startNanos + LOOK_AHEAD_NANOS : OwnArrivals.NEVER);
        stage = arrivals.stage();
        if (arrivals.schedule() != schedule) {
            schedule = arrivals.schedule();
            share = arrivals.slice();
        }
        if (divided) {
            notePart();
        }
    }

    private void notePart() {
        Part next = arrivals.part();
        if (next != own) {
            own = next;
            maxUsers = maxUsers(next);
        }
        long missed = arrivals.takeMissed();
        if (missed > 0) {
            drop(missed, stages.at(now - startNanos, stage), 0);
        }
    }

    /** Returns false if the run has been stopped. */
    private boolean adaptToChanges() throws InterruptedException {
        changed = false;
        clock.await(() -> stopped || !time.isPaused());
        shift = time.shift();
        now = time.now();
        if (obey()) {
            advance();
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
        life.begin(accounts.of(phase));
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

    /**
     * Replaces what is left of the profile by a rate, in starts per second over all agents; to be called from any thread,
     * one at a time.
     *
     * @param from load time since the start of the run, from which it holds
     */
    void setRate(double perSecond, long from) {
        order(() -> arrivals.setRate(perSecond, Math.max(0, sinceProfile(from)), elapsed()));
    }

    @Override
    void share(Part next, long from) {
        order(() -> arrivals.share(next, sinceProfile(from), elapsed()));
    }

    @Override
    double offeredAt(long at) {
        return time.isPaused() || hasExited() ? 0 : schedule.rateAt(at) * share.fraction() * own.fraction();
    }
}
