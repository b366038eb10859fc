package dev.perf.distributed.internal.coordinator;

import dev.perf.distributed.internal.message.Message.Entry;
import dev.perf.distributed.internal.message.Message.EntryAck;
import dev.perf.distributed.internal.message.Message.EntryWanted;
import dev.perf.engine.fleet.FleetLoad.Watcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes in what agents measure: each entry of their journals in order, once, and acknowledged. All state is the loop's. */
final class EntryIntake {

    private static final Logger LOG = LoggerFactory.getLogger(EntryIntake.class);

    /** What may become of an agent by what it sends. */
    interface Outcome {

        /** What it sends is of no use. */
        void unreadable(Part part, String reason);

        /** All that it measured is here. */
        void complete(Part part);
    }

    private final RunState run;
    private final Outcome outcome;

    EntryIntake(RunState run, Outcome outcome) {
        this.run = run;
        this.outcome = outcome;
    }

    void take(Part part, long number, Entry piece) {
        if (part.state != Part.State.RUNNING) {
            return;
        }
        switch (part.take(number, piece)) {
            case Part.Taken.Whole(long whole, byte[] bytes) -> {
                part.progress = run.loop.nanos();
                deliver(part, whole, bytes);
            }
            case Part.Taken.Gap() -> run.send(part, part.received() + 1, new EntryWanted());
            case Part.Taken.Malformed(String reason) -> unreadable(part, number, reason);
            case Part.Taken.Nothing() -> {
                if (number <= part.received()) {
                    LOG.trace("{}: entry {} came again", part.name(), number);
                }
            }
        }
    }

    private void unreadable(Part part, long number, String reason) {
        outcome.unreadable(part, "entry " + number + " is unreadable: " + reason);
    }

    /** An entry is acknowledged when it was taken in, and not before. */
    private void deliver(Part part, long number, byte[] bytes) {
        Watcher to = run.watcher();
        if (to == null) {
            return;
        }
        run.watching.execute(() -> {
            try {
                to.entry(part.index, bytes);
            } catch (RuntimeException unreadable) {
                LOG.warn("entry {} of agent {} is unreadable", number, part.title(), unreadable);
                run.loop.execute(() -> unreadable(part, number, String.valueOf(unreadable.getMessage())));
                return;
            }
            run.loop.execute(() -> acknowledge(part, number));
        });
    }

    private void acknowledge(Part part, long number) {
        if (part.state == Part.State.LOST || part.isGone) {
            return;
        }
        run.send(part, number, new EntryAck());
        if (part.ended == number) {
            complete(part);
        }
    }

    /** An agent says which entry was its last. */
    void ended(Part part, long last) {
        if (part.state == Part.State.RUNNING) {
            part.ended = last;
            if (part.received() < last) {
                run.send(part, part.received() + 1, new EntryWanted());
            } else {
                // Behind the entries that are being taken in.
                run.watching.execute(() -> run.loop.execute(() -> complete(part)));
            }
        }
    }

    private void complete(Part part) {
        if (part.state == Part.State.RUNNING) {
            outcome.complete(part);
        }
    }
}
