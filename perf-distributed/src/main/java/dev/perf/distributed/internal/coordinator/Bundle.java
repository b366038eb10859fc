package dev.perf.distributed.internal.coordinator;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The class path of a run, which is sent to agents. Thread-safe. */
public interface Bundle {

    /** The end of a shipment that has the class path. */
    interface Sending {

        /** Takes a message of the agent; may block for the disk. */
        void receive(byte[] message);

        /** Returns what fails when the agent refuses the class path, or it cannot be read. */
        CompletableFuture<?> done();
    }

    /** Returns what is in it, as agents read it. */
    byte[] manifest();

    /**
     * Returns what sends an agent what it lacks, once it says so.
     *
     * @param out sends a message to the agent
     */
    Sending sendTo(Consumer<byte[]> out);
}
