package dev.perf.engine.internal.run;

import dev.perf.output.Output;
import dev.perf.plan.Observation.LocatedOutput;
import dev.perf.plan.Problem;
import dev.perf.plan.TestPlan;
import java.util.List;

/** What outputs say of their own settings. */
final class OutputCheck {

    private OutputCheck() {}

    static void check(TestPlan plan, List<Problem> problems) {
        for (LocatedOutput located : plan.observation().outputs()) {
            Output output = located.output();
            output.problems()
                    .forEach(problem ->
                            problems.add(new Problem(located.location(), "output " + output.name(), problem)));
        }
    }
}
