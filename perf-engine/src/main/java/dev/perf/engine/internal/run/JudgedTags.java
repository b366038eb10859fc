package dev.perf.engine.internal.run;

import dev.perf.plan.TestPlan;
import dev.perf.slo.Slo;
import dev.perf.threshold.Threshold;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The tags that a plan is judged by. */
public final class JudgedTags {

    private JudgedTags() {}

    /** Returns the tags that thresholds and objectives of {@code plan} ask for, with their values. */
    public static Map<String, Set<String>> of(TestPlan plan) {
        var judged = new LinkedHashMap<String, Set<String>>();
        Stream.concat(
                        plan.thresholds().stream()
                                .map(rule -> Threshold.parse(rule.expression()).tags()),
                        plan.slos().stream().map(Slo::tags))
                .forEach(tags ->
                        tags.forEach((tag, value) -> judged.computeIfAbsent(tag, ignored -> new LinkedHashSet<>())
                                .add(value)));
        return judged;
    }
}
