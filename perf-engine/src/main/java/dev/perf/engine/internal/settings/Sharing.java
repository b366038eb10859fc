package dev.perf.engine.internal.settings;

import dev.perf.Perf;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.load.LoadProfile;
import dev.perf.load.LoadStart;
import dev.perf.plan.Mix;
import dev.perf.plan.TestPlan.Workload;
import dev.perf.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Scenarios that share one load by their weights. */
final class Sharing {

    /** One of them. */
    private record Member(Scenario scenario, int weight, LoadStart start) {}

    private final @Nullable LoadProfile load;
    private final List<Member> members = new ArrayList<>();

    /** Begins with nobody to share a load; null where there is none. */
    Sharing(@Nullable LoadProfile load) {
        this.load = load;
    }

    /**
     * Adds a scenario.
     *
     * @param fields where a mistake is noted if it cannot share the load
     */
    void add(Scenario scenario, int weight, LoadStart start, Fields fields) {
        if (ScenarioSection.hasStart(fields)) {
            fields.mistake(
                    "begins at a time of its own, so it needs a load of its own: give it \"users\" and \"duration\","
                            + " \"phases\" or another load");
            return;
        }
        members.add(new Member(scenario, weight, start));
    }

    void add(Scenario scenario, int weight, LoadStart start) {
        members.add(new Member(scenario, weight, start));
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    /** Returns the names of those that share it. */
    String names() {
        return members.stream()
                .map(member -> "\"" + member.scenario().name() + "\"")
                .collect(Collectors.joining(", "));
    }

    /** Returns what is run; nothing where there is no load. */
    List<Workload> workloads() {
        if (load == null || members.isEmpty()) {
            return List.of();
        }
        LoadStart start = members.getFirst().start();
        if (members.size() == 1) {
            return List.of(new Workload(members.getFirst().scenario(), load, start));
        }
        List<Mix.Member> shares = members.stream()
                .<Mix.Member>map(member -> Perf.share(member.weight(), member.scenario()))
                .toList();
        Mix mix = Perf.mix(shares.getFirst(), shares.subList(1, shares.size()).toArray(Mix.Member[]::new));
        var workloads = new ArrayList<Workload>();
        for (int i = 0; i < members.size(); i++) {
            workloads.add(new Workload(members.get(i).scenario(), load, start, new Mix.Portion(mix, i)));
        }
        return workloads;
    }
}
