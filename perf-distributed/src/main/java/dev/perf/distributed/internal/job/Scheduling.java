package dev.perf.distributed.internal.job;

import dev.perf.distributed.internal.job.JobFleet.AgentView;
import dev.perf.distributed.internal.job.Placing.Room;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides which of the waiting tests begin at a moment, and where. Answers from what it is given alone, but for what the
 * {@link Placing} remembers.
 *
 * <p>Tests are taken by {@linkplain #rank rank}. One that needs several agents begins when all of them have room at once.
 * The first one that cannot begin, though the fleet has the agents for it, is the head: from its requirements and the ends
 * of what runs follow the agents that it will get, and when. Those behind it may begin where that does not delay it: on
 * other agents, on room of those that it does not need, or if they end before. This is EASY back-filling (Lifka, The
 * ANL/IBM SP Scheduling System, 1995). That the rank of a test never changes while younger ones come behind it makes
 * each of them the head one day, so none starves.
 */
public final class Scheduling {

    /**
     * A test that waits.
     *
     * @param id its name
     * @param rank where it stands among the others; the earliest is the first
     * @param sequence decides where ranks are the same; unique
     * @param required labels that its agents must carry
     * @param least how many agents it needs
     * @param most how many it takes where there is room
     * @param avoided agents that it takes only if there are not enough others
     * @param shortest how long it is expected to need its agents at least
     * @param longest how long it is expected to need its agents at most
     * @param notBefore when it may begin
     */
    public record Waiting(
            String id,
            Instant rank,
            long sequence,
            Map<String, String> required,
            int least,
            int most,
            Set<String> avoided,
            Duration shortest,
            Duration longest,
            Instant notBefore)
            implements Comparable<Waiting> {

        private static final Comparator<Waiting> ORDER =
                Comparator.comparing(Waiting::rank).thenComparingLong(Waiting::sequence);

        /** Copies the collections. */
        public Waiting {
            required = Map.copyOf(required);
            avoided = Set.copyOf(avoided);
        }

        @Override
        public int compareTo(Waiting other) {
            return ORDER.compare(this, other);
        }

        private Shape shape() {
            return new Shape(required, least, avoided);
        }
    }

    /**
     * A test that runs.
     *
     * @param agents the agents that it has
     * @param end when they will be free, at the earliest
     */
    public record Busy(List<String> agents, Instant end) {

        /** Copies the agents. */
        public Busy {
            agents = List.copyOf(agents);
        }
    }

    /** A test that begins now, on these agents. */
    public record Start(String id, List<String> agents) {}

    /** What makes two tests wait for the same, but for the time that they take. */
    private record Shape(Map<String, String> required, int least, Set<String> avoided) {}

    private final Placing placing;
    private final int mostAtOnce;

    /**
     * Creates the rules.
     *
     * @param placing which agents are taken where there is a choice
     * @param mostAtOnce how many tests may run at once, on all agents together
     */
    public Scheduling(Placing placing, int mostAtOnce) {
        this.placing = placing;
        this.mostAtOnce = mostAtOnce;
    }

    /**
     * Returns where a test stands. A level of priority is worth having waited for {@code step} longer, and so no test waits
     * for ever behind others that come later, of whatever priority: that is the ageing.
     *
     * @param since when it was submitted
     * @param level its priority; higher ones are more urgent
     */
    public static Instant rank(Instant since, int level, Duration step) {
        return since.minus(step.multipliedBy(level));
    }

    /** Returns the agents that carry all required labels. */
    public static List<AgentView> fit(Collection<AgentView> agents, Map<String, String> required) {
        return agents.stream().filter(agent -> agent.has(required)).toList();
    }

    /**
     * Returns the tests that begin now, in order.
     *
     * @param waiting those that wait
     * @param busy those that run, on agents that are there or have gone
     * @param agents the agents that are there
     */
    public List<Start> decide(
            SortedSet<Waiting> waiting, Collection<Busy> busy, Collection<AgentView> agents, Instant now) {
        return new Pass(busy, agents, now).over(waiting);
    }

    /** An agent, and what it has to do. */
    private static final class Slots {

        final AgentView agent;
        final List<Instant> ends = new ArrayList<>();
        int used;

        Slots(AgentView agent) {
            this.agent = agent;
        }

        int free() {
            return agent.maxRuns() - used;
        }

        Room room() {
            return new Room(agent.name(), agent.cpu(), used, agent.maxRuns());
        }

        /** When it has room, at the earliest; runs that nobody here began, and those that are late, may end any moment. */
        Instant soonest(Instant now) {
            if (free() > 0 || ends.size() < used) {
                return now;
            }
            Instant end = ends.stream().min(Comparator.naturalOrder()).orElse(now);
            return end.isBefore(now) ? now : end;
        }
    }

    /** What the head will get. */
    private record Reservation(Set<String> agents, Instant from) {}

    /** One decision. */
    private final class Pass {

        private final Map<String, Slots> slots = new LinkedHashMap<>();
        private final List<Instant> ends = new ArrayList<>();
        private final Instant now;
        private int free;
        private @Nullable Reservation reservation;

        Pass(Collection<Busy> busy, Collection<AgentView> agents, Instant now) {
            this.now = now;
            for (AgentView agent : agents) {
                slots.put(agent.name(), new Slots(agent));
            }
            for (Busy run : busy) {
                take(run.agents(), run.end());
            }
            for (Slots each : slots.values()) {
                each.used = Math.max(each.used, each.agent.running());
                free += Math.max(0, each.free());
            }
        }

        private void take(List<String> names, Instant end) {
            ends.add(end);
            for (String name : names) {
                Slots taken = slots.get(name);
                if (taken != null) {
                    taken.used++;
                    taken.ends.add(end);
                }
            }
        }

        List<Start> over(SortedSet<Waiting> waiting) {
            var starts = new ArrayList<Start>();
            // What a test of a shape could not get, another one that takes as long cannot get either: room only
            // shrinks.
            var refused = new HashMap<Shape, Duration>();
            for (Waiting next : waiting) {
                if (free == 0 || ends.size() >= mostAtOnce) {
                    break;
                }
                if (next.notBefore().isAfter(now)) {
                    continue;
                }
                Shape shape = next.shape();
                Duration tooLong = refused.get(shape);
                if (tooLong != null && next.longest().compareTo(tooLong) >= 0) {
                    continue;
                }
                List<String> names = agentsFor(next);
                if (names.isEmpty()) {
                    refused.put(shape, next.longest());
                } else {
                    take(names, now.plus(next.shortest()));
                    free -= names.size();
                    starts.add(new Start(next.id(), names));
                }
            }
            return starts;
        }

        /** Returns the agents that a test begins on; empty if it does not begin. */
        private List<String> agentsFor(Waiting next) {
            List<Slots> usable = usable(next);
            if (usable.size() < next.least()) {
                return List.of(); // it waits for agents to join, and holds up nobody
            }
            Reservation held = reservation;
            List<Room> rooms = usable.stream()
                    .filter(each -> each.free() > 0 && (held == null || isFree(each, next, held)))
                    .map(Slots::room)
                    .toList();
            if (rooms.size() < next.least()) {
                if (held == null) {
                    reservation = reserve(next, usable);
                }
                return List.of();
            }
            if (held != null && !leavesATurn(next, held)) {
                return List.of();
            }
            return placing.choose(rooms, Math.min(rooms.size(), next.most())).stream()
                    .map(Room::name)
                    .toList();
        }

        private List<Slots> usable(Waiting next) {
            List<Slots> fit = slots.values().stream()
                    .filter(each -> each.agent.has(next.required()))
                    .toList();
            List<Slots> preferred = fit.stream()
                    .filter(each -> !next.avoided().contains(each.agent.name()))
                    .toList();
            return preferred.size() >= next.least() ? preferred : fit;
        }

        private Reservation reserve(Waiting head, List<Slots> usable) {
            List<Slots> first = usable.stream()
                    .sorted(Comparator.comparing((Slots each) -> each.soonest(now))
                            .thenComparing(each -> each.agent.name()))
                    .limit(head.least())
                    .toList();
            var names = new HashSet<String>();
            first.forEach(each -> names.add(each.agent.name()));
            return new Reservation(names, first.getLast().soonest(now));
        }

        /** Tells whether taking room of an agent leaves the head what it will get. */
        private boolean isFree(Slots each, Waiting next, Reservation held) {
            return !held.agents().contains(each.agent.name()) || each.free() > 1 || endsBefore(next, held);
        }

        private boolean endsBefore(Waiting next, Reservation held) {
            return !now.plus(next.longest()).isAfter(held.from());
        }

        /** Tells whether the head is still among those that may run at once when its agents are free. */
        private boolean leavesATurn(Waiting next, Reservation held) {
            return endsBefore(next, held)
                    || ends.stream().filter(end -> mayLastPast(end, held)).count() + 2 <= mostAtOnce;
        }

        /** What is late may end any moment, and may not. */
        private boolean mayLastPast(Instant end, Reservation held) {
            return end.isAfter(held.from()) || !end.isAfter(now);
        }
    }
}
