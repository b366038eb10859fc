package dev.perf.engine.internal.run;

import dev.perf.load.ClosedLoad;
import dev.perf.load.IterationLoad;
import dev.perf.load.LoadProfile;
import dev.perf.load.OpenLoad;
import dev.perf.load.Rate;
import dev.perf.plan.TestPlan;
import dev.perf.plan.TestPlan.Workload;
import java.util.ArrayList;
import java.util.List;

/** Finds the workload that somebody wants to control, and what is wrong with the wish. Immutable. */
final class LiveLoad {

    private static final String NUMBER_OF_ITERATIONS = "a number of iterations, which cannot be changed while it runs";

    private static final double HIGHEST_RATE = 1e7;

    private final List<Workload> workloads;

    LiveLoad(TestPlan plan) {
        this.workloads = plan.workloads();
    }

    /** Returns the place in the plan of the only open scenario. */
    int onlyOpen() {
        return only(OpenLoad.class, "open", "setRate");
    }

    /** Returns the place in the plan of the only closed scenario. */
    int onlyClosed() {
        return only(ClosedLoad.class, "closed", "setUsers");
    }

    private int only(Class<? extends LoadProfile> model, String name, String method) {
        var found = new ArrayList<Integer>();
        for (int i = 0; i < workloads.size(); i++) {
            if (model.isInstance(workloads.get(i).load())) {
                found.add(i);
            }
        }
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new IllegalArgumentException(
                found.isEmpty()
                        ? method + ": the test has no " + name + " scenario; it has " + described()
                        : method + ": the test has " + found.size() + " " + name + " scenarios; name one of "
                                + found.stream().map(this::quoted).toList());
    }

    /** Returns the place in the plan of an open scenario. */
    int open(String scenario) {
        int index = find(scenario, "setRate");
        if (workloads.get(index).load() instanceof OpenLoad) {
            return index;
        }
        throw new IllegalArgumentException("setRate: scenario " + quoted(index) + " has "
                + (workloads.get(index).load() instanceof ClosedLoad
                        ? "a closed load, which has users and no rate; use setUsers"
                        : NUMBER_OF_ITERATIONS));
    }

    /** Returns the place in the plan of a closed scenario. */
    int closed(String scenario) {
        int index = find(scenario, "setUsers");
        if (workloads.get(index).load() instanceof ClosedLoad) {
            return index;
        }
        throw new IllegalArgumentException("setUsers: scenario " + quoted(index) + " has "
                + (workloads.get(index).load() instanceof OpenLoad
                        ? "an open load, which has a rate and no set number of users; use setRate"
                        : NUMBER_OF_ITERATIONS));
    }

    private int find(String scenario, String method) {
        for (int i = 0; i < workloads.size(); i++) {
            if (name(i).equals(scenario)) {
                return i;
            }
        }
        throw new IllegalArgumentException(
                method + ": the test has no scenario \"" + scenario + "\"; it has " + described());
    }

    String name(int index) {
        return workloads.get(index).scenario().name();
    }

    String quoted(int index) {
        return "\"" + name(index) + "\"";
    }

    private String described() {
        var names = new ArrayList<String>();
        for (int i = 0; i < workloads.size(); i++) {
            String model = switch (workloads.get(i).load()) {
                case OpenLoad open -> "open";
                case ClosedLoad closed -> "closed";
                case IterationLoad iterations -> "iterations";
            };
            names.add(quoted(i) + " (" + model + ")");
        }
        return String.join(", ", names);
    }

    /** Refuses a rate that no profile could have. */
    static void check(Rate rate) {
        if (!(rate.perSecond() >= 0 && rate.perSecond() <= HIGHEST_RATE)) {
            throw new IllegalArgumentException("setRate: rate must be from 0 to 10,000,000/s, got " + rate);
        }
    }

    /** Refuses a number of users that no profile could have. */
    static void check(int users) {
        if (users < 0) {
            throw new IllegalArgumentException("setUsers: number of users must not be negative, got " + users);
        }
    }
}
