package dev.perf.engine.internal.run;

import dev.perf.engine.internal.plan.Part;
import dev.perf.engine.internal.plan.Slice;
import dev.perf.load.ClosedLoad;
import dev.perf.load.IterationLoad;
import dev.perf.load.LoadProfile;
import dev.perf.load.OpenLoad;
import dev.perf.plan.Mix;
import dev.perf.plan.Problem;
import dev.perf.plan.TestPlan.Workload;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import dev.perf.text.DurationText;
import java.time.Duration;
import java.util.List;

/** Finds mistakes in load profiles. */
final class LoadCheck {

    private static final Duration LONGEST = Duration.ofDays(30);

    /** They would take about 30 GB of heap, even where all of them think. */
    private static final int MOST_USERS = 10_000_000;

    private static final long MOST_AT_ONCE = 10_000_000;
    private static final long MOST_ITERATIONS = 1_000_000_000;

    private final LoadProfile load;
    private final String where;
    private final boolean paced;
    private final List<Problem> problems;
    private final int before;

    private LoadCheck(Workload workload, List<Problem> problems) {
        this.load = workload.load();
        List<Scenario> sharing = sharing(workload);
        this.where = sharing.size() == 1
                ? "load of scenario \"" + workload.scenario().name() + "\""
                : "load of scenarios "
                        + sharing.stream()
                                .map(scenario -> "\"" + scenario.name() + "\"")
                                .toList();
        this.paced = sharing.stream().anyMatch(scenario -> scenario.pacing() != null);
        this.problems = problems;
        this.before = problems.size();
    }

    private static List<Scenario> sharing(Workload workload) {
        Mix.Portion portion = workload.portion();
        return portion == null
                ? List.of(workload.scenario())
                : portion.mix().members().stream().map(Mix.Member::scenario).toList();
    }

    /** Notes the mistakes of a workload's profile. */
    static void check(Workload workload, List<Problem> problems) {
        new LoadCheck(workload, problems).check();
    }

    /** Notes the meetings for which a load, or this process's part of it, never has enough users. */
    static void checkMeetings(
            List<Step.Rendezvous> meetings, Workload workload, Slice slice, Part part, List<Problem> problems) {
        int all = slice.users((int) mostUsers(workload.load()));
        int most = part.users(all);
        if (most == 0 && all > 0) {
            return; // nobody is to wait here for others
        }
        for (Step.Rendezvous meeting : meetings) {
            if (meeting.users() > most) {
                problems.add(new Problem(
                        meeting.location(),
                        "scenario \"" + workload.scenario().name() + "\", rendezvous \"" + meeting.name() + "\"",
                        "it waits for " + meeting.users() + " users, and "
                                + (part.isWhole() || meeting.users() > all
                                        ? "the load never has more than " + all + "; wait for fewer, or have more"
                                        : "agent " + (part.index() + 1) + " never has more than " + most + " of the "
                                                + all + " of the load, as users meet within their agent; wait for"
                                                + " fewer, have more, or take fewer agents")));
            }
        }
    }

    /** Returns how many users {@code load} has at most at a time. */
    static double mostUsers(LoadProfile load) {
        return switch (load) {
            case ClosedLoad closed -> closed.peak();
            case IterationLoad iterations -> iterations.users();
            case OpenLoad open -> open.maxUsers();
        };
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
        int before = closed.startUsers();
        checkUsers("start", before);
        var number = new StageNumbers();
        for (ClosedLoad.Stage stage : closed.stages()) {
            number.next(stage.level());
            if (stage.users() != before && !arePossible(stage.users()) && number.isNews("users")) {
                checkUsers(number.toString(), stage.users());
            }
            RateCheck.checkLength(number, stage.duration(), stage.users() == before, this::problem);
            before = stage.users();
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
        RateCheck.check(open, this::problem, this::checkBurst);
        boolean hasBursts = open.stages().stream().anyMatch(OpenLoad.AtOnce.class::isInstance);
        // A curve that is impossible might have had a rate.
        boolean starts = open.peak() != 0
                || hasBursts
                || open.stages().stream()
                        .anyMatch(stage -> stage instanceof OpenLoad.Curve curve
                                && curve.rates().isEmpty());
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
        if (load.users() <= 0 || load.users() > MOST_USERS) {
            problem("number of users must be from 1 to 10,000,000, got " + load.users() + "; begin with users(n)");
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

    private void checkBurst(String stage, OpenLoad.AtOnce burst) {
        if (burst.count() <= 0 || burst.count() > MOST_AT_ONCE) {
            problem(stage + ": number of iterations at once must be from 1 to 10,000,000, got " + burst.count());
        }
    }

    /** Tells whether a load may have so many users. */
    static boolean arePossible(int users) {
        return users >= 0 && users <= MOST_USERS;
    }

    private void checkUsers(String stage, int users) {
        if (!arePossible(users)) {
            problem(stage + ": number of users must be from 0 to 10,000,000, got " + users);
        }
    }

    /** A stage without length has been told of; that the whole lasts no time would be the same once more. */
    private void checkTotal(LoadProfile profile) {
        if (profile.duration().isZero() && problems.size() == before) {
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
