package dev.perf.engine.internal.run;

import dev.perf.load.OpenLoad;
import dev.perf.load.Throttle;
import dev.perf.plan.Problem;
import dev.perf.plan.TestPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds mistakes in the throttles of a plan. */
final class ThrottleCheck {

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
                if (constant.rate().perSecond() == 0 || !RateCheck.isPossible(constant.rate())) {
                    problem("rate must be above 0 and at most 10,000,000/s, got " + constant.rate());
                }
            }
            case Throttle.Shape shape -> check(shape.profile());
        }
    }

    private void check(OpenLoad profile) {
        RateCheck.check(
                profile,
                this::problem,
                (stage, burst) -> problem(
                        stage + ": " + burst.count() + " at once mean nothing in a throttle; remove the stage"));
        if (profile.endRate().perSecond() == 0) {
            problem("it ends with a rate of 0/s, and no request could be sent from then on; end it above zero");
        }
    }

    private void problem(String message) {
        problems.add(new Problem(throttle.location(), where, message));
    }
}
