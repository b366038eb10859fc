package dev.perf.engine.internal.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * How many users of a closed load one agent has for one scenario at any time. Together the agents never have more than
 * the load wants: where it is divided in another way from some time on, whoever gets more users adds them over two
 * seconds, and whoever gets fewer has them at once. All times are nanoseconds since the start of the load. Immutable.
 */
public final class OwnUsers {

    /** How long it takes to have users that another agent had: they come with logins and connections. */
    static final long RAMP = 2_000_000_000L;

    /** A number of users that takes the place of what is left of the load. */
    private record Level(int users, long from) {}

    private final ClosedSchedule schedule;
    private final Slice slice;
    private final Parts parts;
    private final List<Level> levels;

    private OwnUsers(ClosedSchedule schedule, Slice slice, Parts parts, List<Level> levels) {
        this.schedule = schedule;
        this.slice = slice;
        this.parts = parts;
        this.levels = List.copyOf(levels);
    }

    /** Returns the users of a part. */
    public static OwnUsers of(ClosedSchedule schedule, Slice slice, Part part) {
        return new OwnUsers(schedule, slice, Parts.of(part), List.of());
    }

    /** Returns these users where another part holds from {@code from} on. */
    public OwnUsers shared(Part next, long from) {
        return new OwnUsers(schedule, slice, parts.changed(next, from), levels);
    }

    /** Returns these users where a number over all agents takes the place of the load from {@code from} on. */
    public OwnUsers set(int users, long from) {
        var set = new ArrayList<>(levels);
        set.removeIf(level -> level.from() >= from);
        set.add(new Level(users, from));
        return new OwnUsers(schedule, slice, parts, set);
    }

    /** Returns how many users are wanted at {@code time}; none before the start and from the end on. */
    public int at(long time) {
        return time < 0 || time >= schedule.end() ? 0 : own(all(time), time);
    }

    /** Returns how many users are wanted when the last stage has reached its target. */
    public int atEnd() {
        long end = schedule.end();
        return own(isSet(end) ? all(end) : slice.users(schedule.usersAtEnd()), end);
    }

    private int all(long time) {
        for (int i = levels.size() - 1; i >= 0; i--) {
            if (time >= levels.get(i).from()) {
                return levels.get(i).users();
            }
        }
        return slice.users(schedule.usersAt(time));
    }

    private int own(int all, long time) {
        List<Parts.Held> held = parts.held();
        int own = held.getFirst().part().users(all);
        for (int i = 1; i < held.size() && held.get(i).from() <= time; i++) {
            own = after(own, held.get(i), all, time);
        }
        return own;
    }

    private static int after(int before, Parts.Held held, int all, long time) {
        int wanted = held.part().users(all);
        long since = time - held.from();
        return wanted <= before || since >= RAMP ? wanted : before + (int) ((wanted - before) * since / RAMP);
    }

    /** Returns a time after {@code time} up to which the number stays as it is; {@link ClosedSchedule#NEVER} at the end. */
    public long nextChange(long time) {
        long next = isSet(time) ? schedule.end() : schedule.nextChange(time);
        if (time >= schedule.end()) {
            return ClosedSchedule.NEVER;
        }
        for (Level level : levels) {
            next = level.from() > time ? Math.min(next, level.from()) : next;
        }
        int all = all(time);
        List<Parts.Held> held = parts.held();
        int own = held.getFirst().part().users(all);
        for (int i = 1; i < held.size(); i++) {
            Parts.Held one = held.get(i);
            if (one.from() > time) {
                return Math.min(next, one.from());
            }
            int wanted = one.part().users(all);
            long since = time - one.from();
            if (wanted > own && since < RAMP) {
                long done = (wanted - own) * since / RAMP;
                next = Math.min(next, one.from() + Math.ceilDiv(RAMP * (done + 1), (long) (wanted - own)));
            }
            own = after(own, one, all, time);
        }
        return next;
    }

    private boolean isSet(long time) {
        return !levels.isEmpty() && levels.getFirst().from() <= time;
    }

    /** Returns the part of the whole at a time. */
    public Part partAt(long time) {
        return parts.at(time);
    }
}
