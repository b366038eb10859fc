package dev.perf.distributed.internal.job;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Which of the agents that could run a test do. May remember what it chose; not thread-safe. */
public interface Placing {

    /**
     * An agent with room.
     *
     * @param name its name
     * @param cpu part of its processors that is busy; negative where that is unknown
     * @param running how many tests it has
     * @param maxRuns how many it takes
     */
    record Room(String name, double cpu, int running, int maxRuns) {

        double load() {
            return (double) running / maxRuns;
        }
    }

    /** Chooses {@code count} of the agents; there are at least as many. */
    List<Room> choose(List<Room> rooms, int count);

    /** Returns the choice of those with the fewest tests for their limit, then with the least busy processors. */
    static Placing leastLoaded() {
        Comparator<Room> order = Comparator.comparingDouble(Room::load)
                .thenComparingDouble(room -> Math.max(0, room.cpu()))
                .thenComparing(Room::name);
        return (rooms, count) -> rooms.stream().sorted(order).limit(count).toList();
    }

    /** Returns the choice of one after the other, by name. */
    static Placing roundRobin() {
        return new Placing() {

            private String last = "";

            @Override
            public List<Room> choose(List<Room> rooms, int count) {
                List<Room> chosen = rooms.stream()
                        .sorted(Comparator.comparing((Room room) -> room.name().compareTo(last) <= 0)
                                .thenComparing(Room::name))
                        .limit(count)
                        .toList();
                last = chosen.getLast().name();
                return chosen;
            }
        };
    }

    /** Returns the choice by chance. */
    static Placing random(long seed) {
        var random = new Random(seed);
        return (rooms, count) -> {
            var left = new ArrayList<>(rooms);
            left.sort(Comparator.comparing(Room::name));
            Collections.shuffle(left, random);
            return List.copyOf(left.subList(0, count));
        };
    }
}
