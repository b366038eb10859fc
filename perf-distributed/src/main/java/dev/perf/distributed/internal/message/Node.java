package dev.perf.distributed.internal.message;

import java.util.Map;

/**
 * What an agent is.
 *
 * @param name unique among the agents of a coordinator
 * @param address where it is, for people
 * @param perfVersion version of Perf
 * @param javaVersion feature version of its Java, such as 21: class files for a later one do not run there
 * @param java its Java in words
 * @param os such as "Linux amd64"
 * @param cores processors that it may use
 * @param memoryBytes memory of the machine, or of its container
 * @param labels what it is labelled with
 * @param capacity requests or iterations per second that it says it can do; 0 where it says nothing
 * @param maxRuns how many runs it takes at once
 */
public record Node(
        String name,
        String address,
        String perfVersion,
        int javaVersion,
        String java,
        String os,
        int cores,
        long memoryBytes,
        Map<String, String> labels,
        double capacity,
        int maxRuns) {

    /** Copies the labels. */
    public Node {
        labels = Map.copyOf(labels);
    }
}
