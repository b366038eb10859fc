package dev.perf.distributed.internal.coordinator;

import dev.perf.distributed.internal.loop.Loop;
import dev.perf.fleet.FleetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who waits for agents: runs for those that have room, others for agents to be there at all. All state is the loop's. */
final class Reservations {

    /** Begins runs. */
    @FunctionalInterface
    interface Beginning {

        /**
         * A run has its agents.
         *
         * @param ready is told of the run when it is ready
         */
        void begin(RunRequest request, List<RemoteAgent> agents, CompletableFuture<FleetRun> ready);
    }

    /** What came of waiting; no text if all is well. */
    record Gathered(@Nullable String text) {}

    private final Loop loop;
    private final String starting;
    private final Collection<RemoteAgent> agents;
    private final Admission admission;
    private final Beginning beginning;
    private final List<Reservation> reservations = new ArrayList<>();
    private final List<Gathering> gatherings = new ArrayList<>();
    private @Nullable String over;

    /**
     * Creates what nobody waits for yet.
     *
     * @param starting how people start agents; empty where they need not
     * @param agents those that are there, now and later
     */
    Reservations(Loop loop, String starting, Collection<RemoteAgent> agents, Admission admission, Beginning beginning) {
        this.loop = loop;
        this.starting = starting;
        this.agents = agents;
        this.admission = admission;
        this.beginning = beginning;
    }

    /** Has a run begun as soon as all of the agents have room that it needs. */
    void reserve(RunRequest request, CompletableFuture<FleetRun> ready) {
        if (over != null) {
            ready.completeExceptionally(new FleetException(over));
            return;
        }
        var reservation = new Reservation(request, ready);
        reservations.add(reservation);
        reservation.deadline = loop.after(request.limits().join(), () -> reservation.fail(shortage(request)));
        seat();
    }

    /** Has a result completed as soon as so many agents are there, busy or not. */
    void gather(int count, Map<String, String> labels, Duration time, CompletableFuture<Gathered> result) {
        if (over != null) {
            result.complete(new Gathered(over));
            return;
        }
        var gathering = new Gathering(count, labels, result);
        gatherings.add(gathering);
        gathering.deadline = loop.after(
                time, () -> gathering.end(shortage(count, labels, time, agent -> Fitness.unfit(agent, labels))));
        gathering.endIfComplete();
    }

    /** An agent has come. */
    void joined() {
        List.copyOf(gatherings).forEach(Gathering::endIfComplete);
        seat();
    }

    /** Gives agents to those runs that now have enough. */
    void seat() {
        for (Reservation reservation : List.copyOf(reservations)) {
            RunRequest request = reservation.request;
            List<RemoteAgent> fitting = agents.stream()
                    .filter(agent -> Fitness.misfit(agent, request) == null)
                    .sorted(Comparator.<RemoteAgent>comparingInt(agent -> agent.runs.size())
                            .thenComparing(agent -> agent.node.name()))
                    .limit(request.mostAgents())
                    .toList();
            if (fitting.size() < request.agents()) {
                continue;
            }
            String lacking = Fitness.lackingCapacity(fitting, request);
            if (lacking != null) {
                reservation.fail(new FleetException(lacking));
                continue;
            }
            reservation.end();
            beginning.begin(request, fitting, reservation.ready);
        }
    }

    void giveUp(RunRequest request) {
        List.copyOf(reservations).stream()
                .filter(reservation -> reservation.request == request)
                .forEach(reservation -> reservation.fail(new FleetException("the run was given up")));
    }

    /** Nobody gets an agent any more. */
    void end(String reason) {
        over = reason;
        List.copyOf(reservations).forEach(reservation -> reservation.fail(new FleetException(reason)));
        List.copyOf(gatherings).forEach(gathering -> gathering.end(reason));
    }

    private UnpreparedException shortage(RunRequest request) {
        Map<String, String> causes = new LinkedHashMap<>();
        for (String name : request.names()) {
            causes.put(name, "is not there");
        }
        for (RemoteAgent agent : agents) {
            String misfit = Fitness.misfit(agent, request);
            if (misfit == null) {
                causes.remove(agent.node.name());
            } else {
                causes.replace(agent.node.name(), misfit);
            }
        }
        Duration time = request.limits().join();
        return new UnpreparedException(
                shortage(request.agents(), request.labels(), time, agent -> Fitness.misfit(agent, request)), causes);
    }

    private String shortage(
            int count, Map<String, String> labels, Duration time, Function<RemoteAgent, @Nullable String> unfit) {
        List<String> there = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (RemoteAgent agent : agents) {
            String misfit = unfit.apply(agent);
            if (misfit == null) {
                there.add(agent.title());
            } else {
                others.add(agent.title() + " " + misfit);
            }
        }
        admission.reasons().forEach((title, reason) -> others.add(title + " does not come: " + reason));
        if (agents.size() + admission.refused() < count && !starting.isEmpty()) {
            others.add(starting);
        }
        String labelled =
                labels.entrySet().stream().map(Map.Entry::toString).sorted().collect(Collectors.joining(" and "));
        return Figures.count(count, "agent")
                + (labelled.isEmpty() ? "" : " with " + labelled)
                + (count == 1 ? " was" : " were")
                + " expected within " + Figures.seconds(time) + ", "
                + (there.isEmpty()
                        ? "none is there"
                        : there.size()
                                + (there.size() == 1 ? " is there: " : " are there: ")
                                + String.join(", ", there))
                + (others.isEmpty() ? "" : "; " + String.join("; ", others));
    }

    /** Somebody waits for agents to be there, and not for their work. */
    private final class Gathering {

        private final int count;
        private final Map<String, String> labels;
        private final CompletableFuture<Gathered> result;
        private Loop.@Nullable Timer deadline;

        Gathering(int count, Map<String, String> labels, CompletableFuture<Gathered> result) {
            this.count = count;
            this.labels = labels;
            this.result = result;
        }

        void endIfComplete() {
            long there = agents.stream()
                    .filter(agent -> Fitness.unfit(agent, labels) == null)
                    .count();
            if (there >= count) {
                end(null);
            }
        }

        void end(@Nullable String text) {
            gatherings.remove(this);
            if (deadline != null) {
                deadline.cancel();
            }
            result.complete(new Gathered(text));
        }
    }

    /** Somebody waits for agents to do a run. */
    private final class Reservation {

        private final RunRequest request;
        private final CompletableFuture<FleetRun> ready;
        private Loop.@Nullable Timer deadline;

        Reservation(RunRequest request, CompletableFuture<FleetRun> ready) {
            this.request = request;
            this.ready = ready;
        }

        void fail(FleetException why) {
            end();
            ready.completeExceptionally(why);
        }

        void end() {
            reservations.remove(this);
            if (deadline != null) {
                deadline.cancel();
            }
        }
    }
}
