package dev.perf.engine.internal.run;

import dev.perf.load.LoadStart;
import dev.perf.plan.TestPlan;
import dev.perf.plan.TestPlan.ThresholdRule;
import dev.perf.plan.TestPlan.Workload;
import dev.perf.text.Nearest;
import dev.perf.threshold.InvalidThresholdException;
import dev.perf.threshold.Threshold;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A plan as if it had only some of its scenarios. Each keeps the load it has in the whole test, a class of a mix its
 * share. The first of them begins at once, and the others as long after it as they would. Thresholds that name a
 * scenario, request or stage of the others are left out.
 */
public final class ChosenScenarios {

    private final TestPlan whole;
    private final TestPlan rest;
    private final Set<String> names;

    private ChosenScenarios(TestPlan whole, Collection<String> names) {
        this.whole = whole;
        this.names = Set.copyOf(names);
        List<Workload> chosen = whole.workloads().stream()
                .filter(workload -> isChosen(workload.scenario().name()))
                .toList();
        Duration first =
                chosen.stream().map(whole::startOf).min(Duration::compareTo).orElse(Duration.ZERO);
        this.rest = whole.withWorkloads(chosen.stream()
                .map(workload -> workload.withStart(start(workload, first)))
                .toList());
    }

    /**
     * Returns the plan with the scenarios of these names only.
     *
     * @throws IllegalArgumentException if it has none of one of the names
     */
    public static TestPlan of(TestPlan plan, Collection<String> names) {
        require(plan, names);
        var chosen = new ChosenScenarios(plan, names);
        return chosen.rest.withThresholds(
                plan.thresholds().stream().filter(chosen::keeps).toList());
    }

    /**
     * Looks whether a plan has scenarios of these names.
     *
     * @throws IllegalArgumentException if it has none of one of them
     */
    public static void require(TestPlan plan, Collection<String> names) {
        List<String> known = scenarios(plan);
        for (String name : names) {
            if (!known.contains(name)) {
                String nearest = Nearest.to(name, known);
                throw new IllegalArgumentException("the test has no scenario \"" + name + "\""
                        + (nearest == null ? "" : "; did you mean \"" + nearest + "\"?")
                        + (nearest == null ? "; its scenarios are " : " Its scenarios are ")
                        + String.join(", ", known));
            }
        }
    }

    private boolean isChosen(String scenario) {
        return names.contains(scenario);
    }

    /** What waits for one that is left out begins when it would be planned to. */
    private LoadStart start(Workload workload, Duration first) {
        String awaited = workload.start().awaited();
        return awaited != null && isChosen(awaited)
                ? workload.start()
                : new LoadStart.AtTime(
                        whole.startOf(workload).minus(first), workload.start().location());
    }

    private boolean keeps(ThresholdRule rule) {
        Map<String, String> tags;
        try {
            tags = Threshold.parse(rule.expression()).tags();
        } catch (InvalidThresholdException malformed) {
            return true; // to be told with the other mistakes
        }
        return !isOfOthers(tags.get("scenario"), ChosenScenarios::scenarios)
                && !isOfOthers(tags.get("name"), plan -> StepNames.of(plan).names())
                && !isOfOthers(tags.get("stage"), StageNames::of);
    }

    private boolean isOfOthers(@Nullable String value, Function<TestPlan, Collection<String>> named) {
        return value != null
                && named.apply(whole).contains(value)
                && !named.apply(rest).contains(value);
    }

    private static List<String> scenarios(TestPlan plan) {
        return plan.workloads().stream()
                .map(workload -> workload.scenario().name())
                .toList();
    }
}
