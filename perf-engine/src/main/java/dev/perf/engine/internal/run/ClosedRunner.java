package dev.perf.engine.internal.run;

import dev.perf.engine.internal.plan.ClosedSchedule;
import dev.perf.engine.internal.plan.OwnUsers;
import dev.perf.engine.internal.plan.Part;
import dev.perf.engine.internal.run.CompiledTest.CompiledWorkload;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.load.ClosedLoad;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The closed model: keeps as many users looping as the profile wants at each time. */
final class ClosedRunner extends WorkloadRunner {

    /** A user that a falling ramp took away, and when its iteration is cut off. */
    private record Retired(UserLife life, long deadline) {}

    private final ClosedLoad load;
    private final ClosedSchedule schedule;

    /** How many users this process is to have; replaced by the timer. */
    private volatile OwnUsers users;

    private final List<UserLife> active = new ArrayList<>();
    private final Deque<Retired> retired = new ArrayDeque<>();
    private long begun;

    /** A user has ended because a feeder had no record left for it. */
    private volatile boolean lacksData;

    /** A user has ended because a step of its scenario said so. */
    private volatile boolean anyLeft;

    /** Load time at which the profile was given up, for the last user had ended like that. */
    private volatile @Nullable Duration endedAt;

    ClosedRunner(CompiledWorkload workload, ClosedLoad load, Common common) {
        super(workload, common);
        this.load = load;
        this.schedule = ClosedSchedule.of(load);
        this.users = OwnUsers.of(schedule, slice, part);
    }

    @Override
    void offer() throws InterruptedException {
        LoopingUser.Surroundings surroundings = surroundings(Iterations.ENDLESS, this::gone);
        for (long at = 0; at < schedule.end() && !stopped; at = elapsed()) {
            changed = false;
            obey();
            if (isAnyGone() && active.stream().allMatch(UserLife::isRetired)) {
                endedAt = Duration.ofNanos(at);
                return;
            }
            if (time.isPaused()) {
                cutOff(clock.nanos());
                awaitChange();
            } else {
                adjust(wantedAt(at), surroundings);
                cutOff(clock.nanos());
                crew.goOn(startNanos + at);
                awaitNextAct(startNanos + users.nextChange(at));
            }
        }
        if (!stopped) {
            shrink(users.atEnd());
        }
    }

    private void gone(VirtualUser user) {
        if (user.isOutOfData()) {
            lacksData = true;
        } else {
            anyLeft = true;
        }
        lookAgain();
    }

    private boolean isAnyGone() {
        return lacksData || anyLeft;
    }

    /** Waits until something has changed, or somebody is to be cut off. */
    private void awaitChange() throws InterruptedException {
        if (retired.isEmpty()) {
            clock.await(() -> changed);
        } else {
            clock.awaitUntil(nextDeadline(), () -> changed);
        }
    }

    /**
     * Waits until somebody is to start, to go on, to end or to be cut off.
     *
     * @param change load time at which the number of users changes
     */
    private void awaitNextAct(long change) throws InterruptedException {
        long next = Math.min(change, crew.nextDue());
        long moment = Math.min(next + time.shift(), nextDeadline());
        clock.awaitUntil(moment, () -> changed || crew.nextDue() < next);
    }

    private void adjust(int wanted, LoopingUser.Surroundings surroundings) {
        if (active.size() < wanted) {
            while (active.size() < wanted) {
                UserLife life = new UserLife();
                active.add(life);
                crew.start(new LoopingUser(part.number(begun++), life, surroundings).newcomer());
            }
            holdIfPaused();
        }
        shrink(wanted);
    }

    private void shrink(int wanted) {
        while (active.size() > wanted) {
            UserLife life = takeOne();
            crew.retire(life);
            retired.add(
                    new Retired(life, clock.nanos() + load.gracefulRampDown().toNanos()));
        }
    }

    /** The newest users go first, so that the oldest keep their sessions longest; before them those that have ended. */
    private UserLife takeOne() {
        for (int i = active.size() - 1; isAnyGone() && i >= 0; i--) {
            if (active.get(i).isRetired()) {
                return active.remove(i);
            }
        }
        return active.removeLast();
    }

    private void cutOff(long now) {
        while (!retired.isEmpty() && retired.getFirst().deadline() <= now) {
            crew.interrupt(retired.removeFirst().life());
        }
    }

    /** Users that a ramp took away shortly before the end keep their deadlines, where they are the earlier ones. */
    @Override
    int awaitEnd() throws InterruptedException {
        long deadline = gracefulEnd();
        while (nextDeadline() < deadline && !crew.hasEnded(nextDeadline())) {
            cutOff(clock.nanos());
        }
        return crew.awaitEnd(deadline);
    }

    private long nextDeadline() {
        return retired.isEmpty() ? Long.MAX_VALUE : retired.getFirst().deadline();
    }

    /**
     * Replaces what is left of the profile by a number of users over all agents; to be called from any thread, one at a
     * time.
     *
     * @param from load time since the start of the run, from which it holds
     */
    void setUsers(int all, long from) {
        order(() -> users = users.set(all, sinceProfile(from)));
    }

    @Override
    void share(Part next, long from) {
        order(() -> users = users.shared(next, sinceProfile(from)));
    }

    @Override
    int wantedAt(long at) {
        if (endedAt != null || hasExited()) {
            return 0;
        }
        return users.at(at);
    }

    @Override
    @Nullable
    String warning() {
        Duration ended = endedAt;
        return ended == null ? super.warning() : endedEarly(ended, reason());
    }

    private String reason() {
        if (!anyLeft) {
            return "a feeder had no record left for any of its users; add records, or let the feeder be circular() or"
                    + " random()";
        }
        return lacksData
                ? "some of its users left with exitUser, and a feeder had no record left for the others"
                : "all of its users left with exitUser";
    }
}
