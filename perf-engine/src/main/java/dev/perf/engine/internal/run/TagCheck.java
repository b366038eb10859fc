package dev.perf.engine.internal.run;

import dev.perf.engine.internal.measure.SeriesRegistry;
import dev.perf.plan.TestPlan;
import dev.perf.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds tags that no sample of a test can have, whatever happens. */
final class TagCheck {

    private final Set<String> keys;
    private final StepNames steps;
    private final SortedSet<String> scenarios;
    private final AgentNames agents;

    /**
     * Creates the check of a test.
     *
     * @param agents who puts on its load
     */
    TagCheck(TestPlan plan, SeriesRegistry series, AgentNames agents) {
        this.agents = agents;
        this.keys = series.all().stream()
                .flatMap(one -> one.tags().values().keySet().stream())
                .collect(Collectors.toSet());
        this.steps = StepNames.of(plan);
        this.scenarios = plan.workloads().stream()
                .map(workload -> workload.scenario().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns what is wrong with tags that samples must carry; nothing where some may. */
    List<String> mistakes(Map<String, String> tags) {
        var mistakes = new ArrayList<String>();
        String name = tags.get("name");
        if (name != null
                && steps.areComplete()
                && !steps.names().isEmpty()
                && !steps.names().contains(name)) {
            mistakes.add(unknown("no step of the test is named", name, steps.names()));
        }
        String scenario = tags.get("scenario");
        if (scenario != null && !scenarios.isEmpty() && !scenarios.contains(scenario)) {
            mistakes.add(unknown("no scenario of the test is named", scenario, scenarios));
        }
        String agent = tags.get(SeriesRegistry.AGENT);
        if (agent != null && !keys.contains(SeriesRegistry.AGENT)) { // which else may be one of the user's own
            checkAgent(agent, mistakes);
        }
        return mistakes;
    }

    private void checkAgent(String agent, List<String> mistakes) {
        SortedSet<String> names = agents.names();
        if (names == null) {
            return;
        }
        if (names.isEmpty()) {
            mistakes.add("samples carry the tag agent only in runs on agents, and this run is local; leave agent:"
                    + agent + " out");
        } else if (!names.contains(agent)) {
            mistakes.add(unknown("no agent of the run is named", agent, names));
        }
    }

    /** Says that there is nothing of a name, and what there is. */
    static String unknown(String mistake, String name, SortedSet<String> known) {
        String nearest = Nearest.to(name, known);
        return mistake + " \"" + name + "\"; "
                + (nearest == null ? "there are " + String.join(", ", known) : "did you mean " + nearest + "?");
    }
}
