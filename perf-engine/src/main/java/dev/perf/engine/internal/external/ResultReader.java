package dev.perf.engine.internal.external;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;

/** Reads a file of single entries, one after the other, in constant memory. */
interface ResultReader {

    /**
     * Hands over what is in a file.
     *
     * @param to takes the entries in the order of the file, which may differ a little from that of time
     * @return what the file has besides, and was left out
     * @throws IOException if the file cannot be read
     * @throws MalformedFileException if it is not what it should be
     */
    Set<String> read(Path file, Consumer<Entry> to) throws IOException;
}
