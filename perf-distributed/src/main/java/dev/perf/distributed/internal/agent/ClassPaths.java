package dev.perf.distributed.internal.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Keeps the parts of class paths, by their hashes. Methods may block; calls for one run come one at a time. */
public interface ClassPaths {

    /**
     * Returns the hashes of the parts that are not there.
     *
     * @throws IOException if the manifest is none, names too much, or the folder cannot be read
     */
    List<String> missing(byte[] manifest) throws IOException;

    /**
     * Takes some of a part, behind what was taken of it before.
     *
     * @param total length of the part
     * @throws IOException if it cannot be written, or the part is whole and has another hash
     */
    void take(String hash, long offset, long total, byte[] bytes) throws IOException;

    /**
     * Returns the class path, of which nothing is missing, in the order of the manifest.
     *
     * @throws IOException if a part is missing, or was changed
     */
    List<Path> classPath(byte[] manifest) throws IOException;
}
