package dev.perf.engine.internal.run;

import dev.perf.feed.Feeder;
import dev.perf.feed.Feeder.AtEnd;
import dev.perf.feed.Source;
import dev.perf.plan.TestPlan;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether an agent may join the run of a plan when the load has been divided among others already. */
public final class LateAgents {

    private LateAgents() {}

    /**
     * Returns why no agent may join a run of {@code plan} late, as the rest of a sentence; null where any may. Records
     * that are handed out once are divided for good at the start, and a meeting needs agents whose users do not become
     * fewer.
     */
    public static @Nullable String whyNot(TestPlan plan) {
        for (TestPlan.Workload workload : plan.workloads()) {
            Scenario scenario = workload.scenario();
            for (Feeder feeder : FeedersOf.scenario(scenario)) {
                if (isUsedUp(feeder)) {
                    return "feeder " + feeder.name() + " of scenario \"" + scenario.name() + "\" is " + order(feeder)
                            + ", and its records were divided among the agents at the start";
                }
            }
            Step.Rendezvous meeting = meeting(Stream.of(scenario.onStart(), scenario.steps(), scenario.onStop())
                    .flatMap(List::stream)
                    .toList());
            if (meeting != null) {
                return "users of scenario \"" + scenario.name() + "\" meet at rendezvous \"" + meeting.name()
                        + "\", each within their agent, and the others would have fewer of them";
            }
        }
        return null;
    }

    private static boolean isUsedUp(Feeder feeder) {
        if (feeder.source() instanceof Source.Generated || feeder.atEnd() == AtEnd.RECYCLE) {
            return false;
        }
        return switch (feeder.strategy()) {
            case QUEUE, UNIQUE, SHUFFLE, PER_USER -> true;
            case CIRCULAR, RANDOM -> false;
        };
    }

    private static String order(Feeder feeder) {
        return feeder.strategy() == Feeder.Strategy.PER_USER
                ? "perUser()"
                : feeder.strategy().name().toLowerCase(Locale.ROOT) + "()";
    }

    private static Step.@Nullable Rendezvous meeting(List<? extends Step> steps) {
        for (Step step : steps) {
            Step.Rendezvous found = step instanceof Step.Rendezvous here ? here : meeting(step.parts());
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
