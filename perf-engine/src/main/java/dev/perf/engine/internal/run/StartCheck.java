package dev.perf.engine.internal.run;

import dev.perf.plan.Problem;
import dev.perf.plan.TestPlan;
import dev.perf.plan.TestPlan.Workload;
import dev.perf.text.DurationText;
import dev.perf.text.Nearest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds mistakes in the order of the scenarios of a plan. */
final class StartCheck {

    private static final Duration LATEST = Duration.ofDays(30);

    private final Map<String, Workload> byName = new LinkedHashMap<>();
    private final List<Problem> problems;

    private StartCheck(TestPlan plan, List<Problem> problems) {
        plan.workloads()
                .forEach(workload -> byName.putIfAbsent(workload.scenario().name(), workload));
        this.problems = problems;
    }

    /** Notes the mistakes in when loads begin. */
    static void check(TestPlan plan, List<Problem> problems) {
        var check = new StartCheck(plan, problems);
        plan.workloads().forEach(check::check);
        check.checkCycles();
    }

    private void check(Workload workload) {
        Duration delay = workload.start().delay();
        if (delay.isNegative()) {
            problem(workload, "its start must not be delayed by a negative time, got " + DurationText.of(delay));
        } else if (delay.compareTo(LATEST) > 0) {
            problem(
                    workload,
                    "it begins after " + DurationText.of(delay) + "; at most " + LATEST.toDays()
                            + " days are supported");
        }
        String awaited = workload.start().awaited();
        if (awaited != null && !byName.containsKey(awaited)) {
            String nearest = Nearest.to(awaited, byName.keySet());
            problem(
                    workload,
                    "it begins after scenario \"" + awaited + "\", which the test does not run; "
                            + (nearest == null
                                    ? "it runs "
                                            + byName.keySet().stream()
                                                    .map(name -> "\"" + name + "\"")
                                                    .collect(Collectors.joining(", "))
                                    : "did you mean \"" + nearest + "\"?"));
        }
    }

    /** Each circle is told once, by the first of its scenarios. */
    private void checkCycles() {
        var told = new ArrayList<String>();
        for (Workload workload : byName.values()) {
            List<String> chain = chainFrom(workload);
            if (chain.size() > 1 && chain.getFirst().equals(chain.getLast()) && !told.contains(chain.getFirst())) {
                told.addAll(chain);
                problem(
                        workload,
                        "it would never begin: "
                                + chain.stream()
                                        .map(name -> "\"" + name + "\"")
                                        .collect(Collectors.joining(" waits for "))
                                + "; let one of them begin by itself");
            }
        }
    }

    /** The names from {@code first} to the end of the chain, or to the first that comes twice. */
    private List<String> chainFrom(Workload first) {
        var chain = new ArrayList<String>();
        Workload at = first;
        while (at != null) {
            String name = at.scenario().name();
            boolean again = chain.contains(name);
            chain.add(name);
            if (again) {
                break;
            }
            at = at.start().awaited() == null ? null : byName.get(at.start().awaited());
        }
        return chain;
    }

    private void problem(Workload workload, String message) {
        problems.add(new Problem(
                workload.start().location(),
                "load of scenario \"" + workload.scenario().name() + "\"",
                message));
    }
}
