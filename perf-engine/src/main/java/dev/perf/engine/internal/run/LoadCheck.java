package dev.perf.engine.internal.run;

import dev.perf.load.ClosedLoad;
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
        for (int i = 0; i < open.stages().size(); i++) {
            OpenLoad.Stage stage = open.stages().get(i);
            Rate before = i == 0 ? open.startRate() : open.stages().get(i - 1).rate();
            if (!stage.rate().equals(before)) {
                checkRate("stage " + (i + 1), stage.rate());
            }
            checkDuration(i, stage.duration(), stage.rate().equals(before));
        }
        if (open.peak() == 0) {
            problem("the rate is never above zero; ramp to some, or begin with arrivals(perSecond(n))");
        }
        if (open.maxUsers() <= 0) {
            problem("maxUsers must be positive, got " + open.maxUsers());
        }
        if (paced) {
            problem("the scenario has a pacing, and arrivals, each with a user that lives through one iteration, have"
                    + " no use for it; remove the pacing, or use users(n)");
        }
        checkTotal(open);
    }

    private void checkUsers(String stage, int users) {
        if (users < 0) {
            problem(stage + ": number of users must not be negative, got " + users);
        }
    }

    private void checkRate(String stage, Rate rate) {
        if (!(rate.perSecond() >= 0 && rate.perSecond() <= HIGHEST_RATE)) {
            problem(stage + ": rate must be from 0 to 10,000,000/s, got " + rate);
        }
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
