package dev.perf.engine.internal.run;

import dev.perf.engine.fleet.Share;
import dev.perf.engine.internal.plan.ArrivalSchedule;
import dev.perf.engine.internal.plan.ClosedSchedule;
import dev.perf.engine.internal.plan.OwnArrivals;
import dev.perf.engine.internal.plan.OwnUsers;
import dev.perf.engine.internal.plan.Part;
import dev.perf.engine.internal.plan.Slice;
import dev.perf.load.ClosedLoad;
import dev.perf.load.IterationLoad;
import dev.perf.load.OpenLoad;
import dev.perf.plan.TestPlan;
import dev.perf.plan.TestPlan.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the load of a plan without mistakes comes to, by its arithmetic: for whoever divides it among agents. Times are
 * load times since the start of the run, so pauses are left out.
 */
public final class PlanSums {

    /**
     * A division of the load among agents.
     *
     * @param weights by the places of the agents
     * @param from when it begins to hold; the first one holds from the start
     */
    public record Divided(List<Integer> weights, Duration from) {
        public Divided {
            weights = List.copyOf(weights);
        }
    }

    /**
     * What an agent was to do in a stretch of time.
     *
     * @param iterations arrivals of open loads that were due
     * @param userSeconds time that users of closed loads were to be there, over all of them
     */
    public record Due(long iterations, double userSeconds) {

        private Due plus(Due other) {
            return new Due(iterations + other.iterations, userSeconds + other.userSeconds);
        }
    }

    /**
     * The most that a plan asks for at a time.
     *
     * @param perSecond arrivals of all open loads together; what starts at once is not in it
     * @param users users of all closed loads and numbers of iterations together
     */
    public record Peak(double perSecond, int users) {}

    private PlanSums() {}

    /**
     * Returns what was due for an agent: missing, where it was lost at {@code from} and the others took over at {@code
     * to}. A number of iterations is not in it; of that, an agent's part is {@link #iterations}.
     *
     * @param agent place of the agent
     * @param divisions all until then, in their order; at least the one at the start
     * @param from begin of the stretch
     * @param to its end, which is not in it
     */
    public static Due due(TestPlan plan, int agent, List<Divided> divisions, Duration from, Duration to) {
        return plan.workloads().stream()
                .map(workload -> new Held(plan, workload, plan.startOf(workload).toNanos(), agent, divisions, List.of())
                        .due(from.toNanos(), to.toNanos()))
                .reduce(new Due(0, 0), Due::plus);
    }

    /**
     * A rate that was set while the run was under way, in starts per second over all agents.
     *
     * @param from load time since the start of the run, from which it holds
     */
    record Level(double perSecond, Duration from) {}

    /**
     * A workload, and what an agent has of it. Times that are given to it are load times since the start of the run.
     *
     * @param start when it begins
     * @param divisions all so far, in their order; at least the one at the start
     * @param levels all rates that were set so far, in their order
     */
    record Held(TestPlan plan, Workload workload, long start, int agent, List<Divided> divisions, List<Level> levels) {

        Due due(long from, long to) {
            return switch (workload.load()) {
                case OpenLoad open -> new Due(arrivals(open, from - start, to - start), 0);
                case ClosedLoad closed -> new Due(0, userSeconds(closed, Math.max(0, from - start), to - start));
                case IterationLoad ignored -> new Due(0, 0);
            };
        }

        /** Returns the agent's part of the number of iterations of the load; 0 where it has no such number. */
        long iterations() {
            Divided division = divisions.getFirst();
            for (Divided later : divisions) {
                division = later.from().toNanos() <= start ? later : division;
            }
            return PlanSums.iterations(workload, new Share(agent, division.weights()));
        }

        private Part part(Divided division) {
            return Part.of(new Share(agent, division.weights()));
        }

        private long arrivals(OpenLoad load, long from, long to) {
            Slice slice = Slice.of(workload.portion());
            long seed = new RunSeed(plan.seed())
                    .of(slice.seedName(workload.scenario().name()));
            var arrivals = new OwnArrivals(ArrivalSchedule.of(load), seed, slice, part(divisions.getFirst()));
            for (Divided later : divisions.subList(1, divisions.size())) {
                arrivals.share(part(later), later.from().toNanos() - start, 0);
            }
            for (Level level : levels) {
                arrivals.setRate(level.perSecond(), Math.max(0, level.from().toNanos() - start), 0);
            }
            long count = 0;
            for (long due = arrivals.next(to - 1); arrivals.isOwn(); due = arrivals.next(to - 1)) {
                count += due >= from ? 1 : 0;
            }
            return count;
        }

        private double userSeconds(ClosedLoad load, long from, long to) {
            OwnUsers users =
                    OwnUsers.of(ClosedSchedule.of(load), Slice.of(workload.portion()), part(divisions.getFirst()));
            for (Divided later : divisions.subList(1, divisions.size())) {
                users = users.shared(part(later), later.from().toNanos() - start);
            }
            double sum = 0;
            for (long time = from; time < to; ) {
                long next = Math.min(to, users.nextChange(time));
                sum += users.at(time) * ((next - time) / 1e9);
                time = next;
            }
            return sum;
        }
    }

    /** Returns an agent's part of the numbers of iterations in a plan, which it has from when their loads begin. */
    public static long iterations(TestPlan plan, Share share) {
        return plan.workloads().stream()
                .mapToLong(workload -> iterations(workload, share))
                .sum();
    }

    /** Returns an agent's part of the number of iterations of a load; 0 where it has no such number. */
    static long iterations(Workload workload, Share share) {
        return workload.load() instanceof IterationLoad load
                ? Part.of(share).of(Slice.of(workload.portion()).of(load)).total()
                : 0;
    }

    /** Returns the most that a plan asks for at a time. */
    public static Peak peak(TestPlan plan) {
        var corners = new TreeSet<Long>();
        List<Course> courses = plan.workloads().stream()
                .map(workload -> Course.of(plan, workload))
                .toList();
        for (Course course : courses) {
            course.addCorners(corners);
        }
        double rate = 0;
        long users = 0;
        for (long corner : corners) {
            for (long time = corner - 1; time <= corner; time++) {
                double rates = 0;
                long all = 0;
                for (Course course : courses) {
                    rates += course.rateAt(time);
                    all += course.usersAt(time);
                }
                rate = Math.max(rate, rates);
                users = Math.max(users, all);
            }
        }
        return new Peak(rate, Math.toIntExact(users));
    }

    /** A load as it goes over the time of the run. */
    private sealed interface Course {

        /** Adds the times between which it follows straight lines. */
        void addCorners(Set<Long> corners);

        double rateAt(long time);

        int usersAt(long time);

        static Course of(TestPlan plan, Workload workload) {
            Slice slice = Slice.of(workload.portion());
            long start = plan.startOf(workload).toNanos();
            return switch (workload.load()) {
                case OpenLoad load -> new Open(load, ArrivalSchedule.of(load), slice, start);
                case ClosedLoad load -> new Closed(load, ClosedSchedule.of(load), slice, start);
                case IterationLoad load -> new Counted(load, slice, start);
            };
        }
    }

    private record Open(OpenLoad load, ArrivalSchedule schedule, Slice slice, long start) implements Course {
        @Override
        public void addCorners(Set<Long> corners) {
            long time = start;
            corners.add(time);
            for (OpenLoad.Piece piece : load.pieces()) {
                time += piece.duration().toNanos();
                corners.add(time);
            }
        }

        @Override
        public double rateAt(long time) {
            return schedule.rateAt(time - start) * slice.fraction();
        }

        @Override
        public int usersAt(long time) {
            return 0;
        }
    }

    private record Closed(ClosedLoad load, ClosedSchedule schedule, Slice slice, long start) implements Course {
        @Override
        public void addCorners(Set<Long> corners) {
            long time = start;
            corners.add(time);
            for (ClosedLoad.Stage stage : load.stages()) {
                time += stage.duration().toNanos();
                corners.add(time);
            }
        }

        @Override
        public double rateAt(long time) {
            return 0;
        }

        /** The last user of a ramp comes at its very end, which may be that of the load. */
        @Override
        public int usersAt(long time) {
            long at = time - start;
            return slice.users(at == schedule.end() - 1 ? schedule.usersAtEnd() : schedule.usersAt(at));
        }
    }

    private record Counted(IterationLoad load, Slice slice, long start) implements Course {
        @Override
        public void addCorners(Set<Long> corners) {
            corners.add(start);
        }

        @Override
        public double rateAt(long time) {
            return 0;
        }

        @Override
        public int usersAt(long time) {
            boolean isOn = time >= start && time - start < load.maxDuration().toNanos();
            return isOn ? slice.of(load).users() : 0;
        }
    }
}
