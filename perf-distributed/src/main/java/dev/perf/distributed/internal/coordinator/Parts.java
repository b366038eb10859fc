package dev.perf.distributed.internal.coordinator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parts that agents have in a run, by their places; the place of a part is its index. All state is the loop's. */
final class Parts {

    private final List<Part> all = new ArrayList<>();

    Part add(RemoteAgent agent, boolean isLate) {
        var part = new Part(all.size(), agent, isLate);
        all.add(part);
        return part;
    }

    /** Returns all, as they are now. */
    List<Part> all() {
        return List.copyOf(all);
    }

    Part at(int place) {
        return all.get(place);
    }

    Stream<Part> stream() {
        return all.stream();
    }

    List<Part> in(Part.State state) {
        return all.stream().filter(part -> part.state == state).toList();
    }

    /** Returns the part that an agent has; null where it has none any more. */
    @Nullable
    Part of(RemoteAgent agent) {
        return all.stream()
                .filter(part -> part.agent == agent && !part.isGone)
                .findFirst()
                .orElse(null);
    }

    static String titles(Collection<Part> parts) {
        return parts.stream().map(Part::title).collect(Collectors.joining(", "));
    }

    List<Division.Place> places(boolean hasBegun) {
        return all.stream()
                .map(part -> new Division.Place(part.agent.node.capacity(), part.seat(hasBegun)))
                .toList();
    }

    /** Has those that count before the start stand without gaps between them. */
    void moveLostToEnd() {
        for (Part lost : in(Part.State.LOST)) {
            all.remove(lost);
            all.add(lost);
        }
        renumber();
    }

    /** Those who come late get their places in the order in which they are ready, and some never are. */
    void moveBehindKnown(Part part) {
        all.remove(part);
        int place = 0;
        while (place < all.size() && all.get(place).isKnown) {
            place++;
        }
        all.add(place, part);
        renumber();
    }

    private void renumber() {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).index = i;
        }
    }
}
