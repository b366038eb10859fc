package dev.perf.distributed.internal.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Keeps the parts of class paths. Methods may block. Thread-safe. */
public interface ClassPaths {

    /** The end of a shipment that takes a class path. */
    interface Receiving extends AutoCloseable {

        /** Takes a message of the coordinator. */
        void receive(byte[] message);

        /** Returns what is done when nothing is missing any more, and fails when something always will be. */
        CompletableFuture<?> done();

        /** Leaves off. */
        @Override
        void close();
    }

    /**
     * Begins to take what is missing of a class path.
     *
     * @param manifest what is in it, as the coordinator signed it
     * @param out sends a message to the coordinator
     */
    Receiving receive(byte[] manifest, Consumer<byte[]> out);

    /**
     * Puts a class path, of which nothing is missing, to where a worker is going to run.
     *
     * @param directory the working directory of the worker
     * @return the class path, in order
     * @throws IOException if a part is missing, was changed, or cannot be put there
     */
    List<Path> classPath(byte[] manifest, Path directory) throws IOException;
}
