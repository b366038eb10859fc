package dev.perf.engine.internal.run;

import dev.perf.load.OpenLoad;
import dev.perf.load.Rate;
import dev.perf.load.Throttle;
import dev.perf.plan.Problem;
import dev.perf.plan.TestPlan;
import dev.perf.text.DurationText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds mistakes in the throttles of a plan. */
final class ThrottleCheck {

    private static final double HIGHEST_RATE = 1e7;

    private final Throttle throttle;
    private final String where;
    private final List<Problem> problems;

    private ThrottleCheck(Throttle throttle, String where, List<Problem> problems) {
        this.throttle = throttle;
        this.where = where;
        this.problems = problems;
    }

    /** Notes the mistakes in the throttles of the test and its scenarios. */
    static void check(TestPlan plan, List<Problem> problems) {
        check(plan.throttle(), "throttle", problems);
        for (TestPlan.Workload workload : plan.workloads()) {
            check(
                    workload.scenario().throttle(),
                    "scenario \"" + workload.scenario().name() + "\", throttle",
                    problems);
        }
    }

    private static void check(@Nullable Throttle throttle, String where, List<Problem> problems) {
        if (throttle != null) {
            new ThrottleCheck(throttle, where, problems).check();
        }
    }

    private void check() {
        switch (throttle) {
            case Throttle.Constant constant -> {
                if (!(constant.rate().perSecond() > 0 && constant.rate().perSecond() <= HIGHEST_RATE)) {
                    problem("rate must be above 0 and at most 10,000,000/s, got " + constant.rate());
                }
            }
            case Throttle.Shape shape -> check(shape.profile());
        }
    }

    private void check(OpenLoad profile) {
        Rate reached = profile.startRate();
        checkRate("start", reached);
        for (int i = 0; i < profile.stages().size(); i++) {
            OpenLoad.Stage stage = profile.stages().get(i);
            check("stage " + (i + 1), stage, reached);
            reached = stage instanceof OpenLoad.Line line ? line.rate() : reached;
        }
        if (profile.endRate().perSecond() == 0) {
            problem("it ends with a rate of 0/s, and no request could be sent from then on; end it above zero");
        }
    }

    private void check(String called, OpenLoad.Stage stage, Rate before) {
        switch (stage) {
            case OpenLoad.Line line -> {
                if (!line.rate().equals(before)) { // a mistake that stays is told once
                    checkRate(called, line.rate());
                }
            }
            case OpenLoad.Curve curve -> curve.rates().forEach(rate -> checkRate(called, rate));
            case OpenLoad.AtOnce burst ->
                problem(called + ": " + burst.count() + " at once mean nothing in a throttle; remove the stage");
        }
        if (stage.duration().isNegative()) {
            problem(called + ": duration must not be negative, got " + DurationText.of(stage.duration()));
        }
    }

    private void checkRate(String called, Rate rate) {
        if (!(rate.perSecond() >= 0 && rate.perSecond() <= HIGHEST_RATE)) {
            problem(called + ": rate must be from 0 to 10,000,000/s, got " + rate);
        }
    }

    private void problem(String message) {
        problems.add(new Problem(throttle.location(), where, message));
    }
}
