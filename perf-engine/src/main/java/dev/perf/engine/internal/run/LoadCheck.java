package dev.perf.engine.internal.run;

import dev.perf.load.ClosedLoad;
import dev.perf.load.IterationLoad;
import dev.perf.load.LoadProfile;
import dev.perf.load.OpenLoad;
import dev.perf.load.Rate;
import dev.perf.plan.Problem;
import dev.perf.plan.TestPlan.Workload;
import dev.perf.scenario.Step;
import dev.perf.text.DurationText;
import java.time.Duration;
import java.util.List;

/** Finds mistakes in load profiles. */
final class LoadCheck {

    private static final Duration LONGEST = Duration.ofDays(30);
    private static final double HIGHEST_RATE = 1e7;
    private static final long MOST_AT_ONCE = 10_000_000;
    private static final long MOST_ITERATIONS = 1_000_000_000;

    private final LoadProfile load;
    private final String where;
    private final boolean paced;
    private final List<Problem> problems;

    private LoadCheck(Workload workload, List<Problem> problems) {
        this.load = workload.load();
        this.where = "load of scenario \"" + workload.scenario().name() + "\"";
        this.paced = workload.scenario().pacing() != null;
        this.problems = problems;
    }

    /** Notes the mistakes of a workload's profile. */
    static void check(Workload workload, List<Problem> problems) {
        new LoadCheck(workload, problems).check();
    }

    /** Notes the meetings for which a load never has enough users. */
    static void checkMeetings(List<Step.Rendezvous> meetings, Workload workload, List<Problem> problems) {
        double most = switch (workload.load()) {
            case ClosedLoad closed -> closed.peak();
            case IterationLoad iterations -> iterations.users();
            case OpenLoad open -> open.maxUsers();
        };
        for (Step.Rendezvous meeting : meetings) {
            if (meeting.users() > most) {
                problems.add(new Problem(
                        meeting.location(),
                        "scenario \"" + workload.scenario().name() + "\", rendezvous \"" + meeting.name() + "\"",
                        "it waits for " + meeting.users() + " users, and the load never has more than " + (long) most
                                + "; wait for fewer, or have more"));
            }
        }
    }

    private void check() {
        switch (load) {
            case ClosedLoad closed -> checkClosed(closed);
            case OpenLoad open -> checkOpen(open);
            case IterationLoad iterations -> checkIterations(iterations);
        }
        if (load.gracefulStop().isNegative()) {
            problem("gracefulStop must not be negative, got " + DurationText.of(load.gracefulStop()));
        }
    }

    private void checkClosed(ClosedLoad closed) {
        checkUsers("start", closed.startUsers());
        for (int i = 0; i < closed.stages().size(); i++) {
            ClosedLoad.Stage stage = closed.stages().get(i);
            int before =
                    i == 0 ? closed.startUsers() : closed.stages().get(i - 1).users();
            if (stage.users() != before) {
                checkUsers("stage " + (i + 1), stage.users());
            }
            checkDuration(i, stage.duration(), stage.users() == before);
        }
        if (closed.peak() == 0) {
            problem("there is never any user; ramp to some, or begin with users(n)");
        }
        if (closed.gracefulRampDown().isNegative()) {
            problem("gracefulRampDown must not be negative, got " + DurationText.of(closed.gracefulRampDown()));
        }
        checkTotal(closed);
    }

    private void checkOpen(OpenLoad open) {
        checkRate("start", open.startRate());
        Rate before = open.startRate();
        boolean starts = open.peak() != 0;
        for (int i = 0; i < open.stages().size(); i++) {
            String where = "stage " + (i + 1);
            switch (open.stages().get(i)) {
                case OpenLoad.Line line -> {
                    boolean isHold = line.rate().equals(before);
                    if (!isHold) {
                        checkRate(where, line.rate());
                    }
                    checkDuration(i, line.duration(), isHold);
                    before = line.rate();
                }
                case OpenLoad.AtOnce burst -> {
                    starts = true;
                    checkCount(where, burst.count());
                }
                case OpenLoad.Curve curve -> {
                    checkDuration(i, curve.duration(), true);
                    checkCurve(where, curve);
                    if (curve.leaves() && !curve.rates().isEmpty()) {
                        before = curve.rates().getLast();
                    }
                }
            }
        }
        if (!starts) {
            problem("the rate is never above zero; ramp to some, or begin with arrivals(perSecond(n))");
        }
        if (open.maxUsers() <= 0) {
            problem("maxUsers must be positive, got " + open.maxUsers());
        }
        if (paced) {
            problem("the scenario has a pacing, and arrivals, each with a user that lives through one iteration, have"
                    + " no use for it; remove the pacing, or use users(n)");
        }
        if (!starts || open.peak() != 0) {
            checkTotal(open);
        }
    }

    private void checkIterations(IterationLoad load) {
        if (load.users() <= 0) {
            problem("number of users must be positive, got " + load.users() + "; begin with users(n)");
        }
        if (load.iterations() <= 0 || load.iterations() > MOST_ITERATIONS) {
            problem("number of iterations must be from 1 to 1,000,000,000, got " + load.iterations());
        } else if (load.isShared() && load.iterations() < load.users()) {
            problem(load.iterations() + " shared iterations leave " + (load.users() - load.iterations()) + " of "
                    + load.users() + " users without any; ask for more iterations or fewer users");
        }
        if (load.maxDuration().isNegative()
                || load.maxDuration().isZero()
                || load.maxDuration().compareTo(LONGEST) > 0) {
            problem("maxDuration must be positive and at most " + LONGEST.toDays() + " days, got "
                    + DurationText.of(load.maxDuration()));
        }
    }

    private void checkCount(String stage, long count) {
        if (count <= 0 || count > MOST_AT_ONCE) {
            problem(stage + ": number of iterations at once must be from 1 to 10,000,000, got " + count);
        }
    }

    /** Only the first mistake: a curve that goes wrong does so in many places. */
    private void checkCurve(String stage, OpenLoad.Curve curve) {
        List<Rate> rates = curve.rates();
        for (int i = 0; i < rates.size(); i++) {
            if (!isPossible(rates.get(i))) {
                double share = (double) i / Math.max(1, rates.size() - 1);
                Duration at = Duration.ofNanos(Math.round(curve.duration().toNanos() * share));
                checkRate(stage + ", " + curve.description() + ", at " + DurationText.of(at), rates.get(i));
                return;
            }
        }
    }

    private void checkUsers(String stage, int users) {
        if (users < 0) {
            problem(stage + ": number of users must not be negative, got " + users);
        }
    }

    private void checkRate(String stage, Rate rate) {
        if (!isPossible(rate)) {
            problem(stage + ": rate must be from 0 to 10,000,000/s, got " + rate);
        }
    }

    private static boolean isPossible(Rate rate) {
        return rate.perSecond() >= 0 && rate.perSecond() <= HIGHEST_RATE;
    }

    private void checkDuration(int index, Duration duration, boolean isHold) {
        if (duration.isNegative() || (isHold && duration.isZero())) {
            problem("stage " + (index + 1) + ": duration must be positive, got " + DurationText.of(duration)
                    + "; remove the stage or lengthen it");
        }
    }

    private void checkTotal(LoadProfile profile) {
        if (profile.duration().isZero()) {
            problem("it lasts no time; give it a stage with a duration");
        } else if (profile.duration().compareTo(LONGEST) > 0) {
            problem("it lasts " + DurationText.of(profile.duration()) + "; at most " + LONGEST.toDays()
                    + " days are supported");
        }
    }

    private void problem(String message) {
        problems.add(new Problem(load.location(), where, message));
    }
}
