package dev.perf.engine.internal.script;

import dev.perf.engine.internal.feed.Feed;
import dev.perf.engine.internal.feed.Row;
import java.util.ArrayList;
import java.util.List;

/** The records that a user works with and that nobody else may have, until it is done with them. */
final class Leases {

    private record Lease(Feed feed, Row record) {}

    private final List<Lease> forLife = new ArrayList<>();
    private final List<Lease> forIteration = new ArrayList<>();

    void add(Feed feed, Row record, boolean life) {
        (life ? forLife : forIteration).add(new Lease(feed, record));
    }

    /** Makes those of {@code others} its own. */
    void takeOver(Leases others) {
        forIteration.addAll(others.forIteration);
        others.forIteration.clear();
    }

    /** The iteration has ended: its records are done with. */
    void iterationEnded() {
        forIteration.clear();
    }

    /** The user was interrupted in its iteration: others may have its records. */
    void giveBack() {
        forLife.forEach(lease -> lease.feed().giveBack(lease.record()));
        forIteration.forEach(lease -> lease.feed().giveBack(lease.record()));
        forLife.clear();
        forIteration.clear();
    }
}
