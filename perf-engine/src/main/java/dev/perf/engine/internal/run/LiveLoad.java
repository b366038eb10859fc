package dev.perf.engine.internal.run;

import dev.perf.load.Rate;
import java.util.ArrayList;
import java.util.List;

/** Finds the load that somebody wants to control, and what is wrong with the wish. Immutable. */
final class LiveLoad {

    private static final double HIGHEST_RATE = 1e7;

    private static final String NUMBER_OF_ITERATIONS =
            "a number of iterations, which cannot be changed while it runs; pause, resume, stop or abort the run, or"
                    + " give the scenario a load that lasts for a time";

    /**
     * A load that is controlled.
     *
     * @param runner what puts it on
     */
    record Found<R extends WorkloadRunner>(WorkloadTurn turn, R runner) {

        String quoted() {
            return quote(turn);
        }
    }

    private final List<WorkloadTurn> turns;

    /** Creates the choice among {@code turns}, which are in the plan's order. */
    LiveLoad(List<WorkloadTurn> turns) {
        this.turns = List.copyOf(turns);
    }

    /** Returns the only open load. */
    Found<OpenRunner> onlyOpen() {
        return only(OpenRunner.class, "open", "setRate");
    }

    /** Returns the only closed load. */
    Found<ClosedRunner> onlyClosed() {
        return only(ClosedRunner.class, "closed", "setUsers");
    }

    private <R extends WorkloadRunner> Found<R> only(Class<R> model, String name, String method) {
        List<WorkloadTurn> found =
                turns.stream().filter(turn -> model.isInstance(turn.runner())).toList();
        if (found.size() == 1) {
            return new Found<>(found.getFirst(), model.cast(found.getFirst().runner()));
        }
        if (turns.size() == 1 && turns.getFirst().runner() instanceof IterationRunner) {
            throw new IllegalArgumentException(
                    method + ": scenario " + quote(turns.getFirst()) + " has " + NUMBER_OF_ITERATIONS);
        }
        throw new IllegalArgumentException(
                found.isEmpty()
                        ? method + ": the test has no " + name + " scenario; it has " + described()
                        : method + ": the test has " + found.size() + " " + name + " scenarios; name one of "
                                + found.stream().map(LiveLoad::quote).toList());
    }

    /** Returns the open load of a scenario. */
    Found<OpenRunner> open(String scenario) {
        WorkloadTurn turn = find(scenario, "setRate");
        return switch (turn.runner()) {
            case OpenRunner open -> new Found<>(turn, open);
            case ClosedRunner closed ->
                throw refused("setRate", turn, "a closed load, which has users and no rate; use setUsers");
            case IterationRunner iterations -> throw refused("setRate", turn, NUMBER_OF_ITERATIONS);
        };
    }

    /** Returns the closed load of a scenario. */
    Found<ClosedRunner> closed(String scenario) {
        WorkloadTurn turn = find(scenario, "setUsers");
        return switch (turn.runner()) {
            case ClosedRunner closed -> new Found<>(turn, closed);
            case OpenRunner open ->
                throw refused(
                        "setUsers", turn, "an open load, which has a rate and no set number of users; use setRate");
            case IterationRunner iterations -> throw refused("setUsers", turn, NUMBER_OF_ITERATIONS);
        };
    }

    private static IllegalArgumentException refused(String method, WorkloadTurn turn, String what) {
        return new IllegalArgumentException(method + ": scenario " + quote(turn) + " has " + what);
    }

    private WorkloadTurn find(String scenario, String method) {
        return turns.stream()
                .filter(turn -> turn.name().equals(scenario))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        method + ": the test has no scenario \"" + scenario + "\"; it has " + described()));
    }

    private static String quote(WorkloadTurn turn) {
        return "\"" + turn.name() + "\"";
    }

    private String described() {
        var models = new ArrayList<String>();
        for (WorkloadTurn turn : turns) {
            String model = switch (turn.runner()) {
                case OpenRunner open -> "open";
                case ClosedRunner closed -> "closed";
                case IterationRunner iterations -> "iterations";
            };
            models.add(quote(turn) + " (" + model + ")");
        }
        return String.join(", ", models);
    }

    /** Refuses a rate that no profile could have. */
    static void check(Rate rate) {
        if (!(rate.perSecond() >= 0 && rate.perSecond() <= HIGHEST_RATE)) {
            throw new IllegalArgumentException("setRate: rate must be from 0 to 10,000,000/s, got " + rate);
        }
    }

    /** Refuses a number of users that no profile could have. */
    static void check(int users) {
        if (!LoadCheck.arePossible(users)) {
            throw new IllegalArgumentException("setUsers: number of users must be from 0 to 10,000,000, got " + users);
        }
    }
}
