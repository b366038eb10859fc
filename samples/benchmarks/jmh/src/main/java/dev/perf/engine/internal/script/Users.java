package dev.perf.engine.internal.script;

import dev.perf.Perf;
import dev.perf.engine.internal.clock.SystemClock;
import dev.perf.engine.internal.measure.Measurement;
import dev.perf.engine.internal.plan.Part;
import dev.perf.engine.internal.template.Templates;
import dev.perf.plan.Problem;
import dev.perf.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Virtual users to measure, without a run around them. */
final class Users {

    private Users() {}

    /** Returns a user of {@code scenario} who sends no requests. */
    static IterationRunner of(Scenario scenario) {
        var clock = new SystemClock();
        var measurement = new Measurement(clock, Runtime.getRuntime().availableProcessors(), 1_000);
        var problems = new ArrayList<Problem>();
        var equipment = new Equipment(measurement, List.of(), new Templates(Map.of()), Part.WHOLE, null, null, null);
        CompiledScenario compiled = new StepCompiler(equipment, 1, 1, problems)
                .compile(scenario, Perf.users(1).during(Duration.ofHours(1)));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems.toString());
        }
        return new IterationRunner(new VirtualUser(0, compiled, measurement, clock, 1, true));
    }
}
