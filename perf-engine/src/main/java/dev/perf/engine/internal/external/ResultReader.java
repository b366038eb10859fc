package dev.perf.engine.internal.external;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Reads a file of single entries, one after the other, in constant memory. */
interface ResultReader {

    /**
     * What a file has.
     *
     * @param metrics names of the metrics that follow from it; of all others nothing is known
     * @param warnings what there is to know of it
     */
    record Contents(Set<String> metrics, List<String> warnings) {}

    /**
     * Hands over what is in a file.
     *
     * @param to takes the entries in the order of the file, which may differ a little from that of time
     * @throws IOException if the file cannot be read
     * @throws MalformedFileException if it is not what it should be
     */
    Contents read(Path file, Consumer<Entry> to) throws IOException;
}
