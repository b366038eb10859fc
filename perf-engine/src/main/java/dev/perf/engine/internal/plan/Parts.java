package dev.perf.engine.internal.plan;

import java.util.ArrayList;
import java.util.List;

/** Which part of a load an agent has at which time. Times are nanoseconds since the start of the load. Immutable. */
final class Parts {

    /**
     * A part.
     *
     * @param from when it begins to hold
     */
    record Held(Part part, long from) {}

    private final List<Held> held;

    private Parts(List<Held> held) {
        this.held = List.copyOf(held);
    }

    /** Returns one part for all the time. */
    static Parts of(Part part) {
        return new Parts(List.of(new Held(part, Long.MIN_VALUE)));
    }

    /** Returns these with another one from {@code from} on, whatever was to come after that. */
    Parts changed(Part next, long from) {
        var changed = new ArrayList<>(held);
        changed.removeIf(later -> later.from() >= from);
        changed.add(new Held(next, changed.isEmpty() ? Long.MIN_VALUE : from));
        return new Parts(changed);
    }

    /** Tells whether all of the load is in one hand, at all times. */
    boolean areWhole() {
        return held.size() == 1 && held.getFirst().part().isWhole();
    }

    /** Returns the part at a time. */
    Part at(long time) {
        int i = held.size() - 1;
        while (i > 0 && time < held.get(i).from()) {
            i--;
        }
        return held.get(i).part();
    }

    /** Returns all, in their order. */
    List<Held> held() {
        return held;
    }
}
