package dev.perf.distributed.internal.coordinator;

import dev.perf.distributed.internal.message.Message.Entry;
import dev.perf.engine.fleet.FleetLoad;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An agent's part of a run: its place, how far it is, and the entries that have come of it. All state is the loop's. */
final class Part {

    /** How far a part is. */
    enum State {
        /** The agent gets ready. */
        PREPARING,
        /** The agent is ready to begin. */
        READY,
        /** The agent puts on load, or is about to. */
        RUNNING,
        /** All that the agent measured is here. */
        ENDED,
        /** Nothing more comes of the agent. */
        LOST
    }

    /** The longest entry that is put together. */
    private static final int MOST_ENTRY_BYTES = 64 << 20;

    /** Its place among the parts. */
    int index;

    final RemoteAgent agent;
    /** Whether it came when the run was under way. */
    final boolean isLate;

    State state = State.PREPARING;

    Bundle.@Nullable Sending shipping;
    /** What {@link ClockMeter} found out before the start. */
    ClockMeter.@Nullable Difference clock;

    boolean hasBegun;
    /** Whether it has been told to those who watch the run. */
    boolean isKnown;
    /** Whether the agent is shut down when it has ended. */
    @Nullable
    String leaving;
    /** When something last came of it. */
    long progress;
    /** The agent is gone, though its part may have ended before. */
    boolean isGone;
    /** Whether the load was divided with it. */
    boolean isSeated;

    long ended = -1;
    private long received;
    private @Nullable ByteArrayOutputStream entry;
    private int parts;

    Part(int index, RemoteAgent agent, boolean isLate) {
        this.index = index;
        this.agent = agent;
        this.isLate = isLate;
    }

    String title() {
        return agent.title();
    }

    String name() {
        return agent.node.name();
    }

    /** Returns what the engine knows of its agent. */
    FleetLoad.Agent agent() {
        ClockMeter.Difference known = clock;
        return new FleetLoad.Agent(
                index,
                name(),
                agent.node.address(),
                agent.node.capacity(),
                agent.node.labels(),
                Duration.ofNanos(known == null ? 0 : known.wallOffsetNanos()),
                Duration.ofNanos(known == null ? 0 : known.uncertaintyNanos()));
    }

    /** Returns who is at its place when the load is divided. */
    Division.Seat seat(boolean hasBegun) {
        if (state == State.LOST || leaving != null) {
            return hasBegun && isSeated ? Division.Seat.LOST : Division.Seat.EMPTY;
        }
        return isLate && !isSeated ? Division.Seat.EMPTY : Division.Seat.TAKEN;
    }

    /** Returns the number of the entry that came last. */
    long received() {
        return received;
    }

    /** What became of a piece of an entry. */
    sealed interface Taken {

        /** It was there already, or more of the same entry must come. */
        record Nothing() implements Taken {}

        /** The entry is whole. */
        record Whole(long number, byte[] bytes) implements Taken {}

        /** Something before it is missing. */
        record Gap() implements Taken {}

        /** It is no piece of an entry. */
        record Malformed(String reason) implements Taken {}
    }

    /** Puts pieces together: in order, each once. */
    Taken take(long number, Entry piece) {
        if (number <= received) {
            return new Taken.Nothing();
        }
        if (number > received + 1 || piece.part() > parts) {
            return new Taken.Gap();
        }
        if (piece.part() == 0) {
            entry = new ByteArrayOutputStream(piece.bytes().length);
            parts = 0;
        }
        if (piece.part() < parts || entry == null) {
            return new Taken.Nothing();
        }
        if (piece.parts() < 1 || piece.part() >= piece.parts() || entry.size() > MOST_ENTRY_BYTES) {
            return new Taken.Malformed("piece " + piece.part() + " of " + piece.parts());
        }
        entry.writeBytes(piece.bytes());
        parts++;
        if (parts < piece.parts()) {
            return new Taken.Nothing();
        }
        byte[] whole = entry.toByteArray();
        entry = null;
        parts = 0;
        received = number;
        return new Taken.Whole(number, whole);
    }
}
