package dev.perf.result;

/**
 * Where a run took place.
 *
 * @param perf version of Perf
 * @param java version and vendor of the Java runtime
 * @param os name and version of the operating system
 * @param host name of the machine
 * @param cores processors available to the process
 * @param maxHeapBytes largest heap the process may use
 */
public record Environment(String perf, String java, String os, String host, int cores, long maxHeapBytes) {

    /** A place of which nothing is known: of runs that another tool made. */
    public static final Environment UNKNOWN = new Environment("", "", "", "", 0, 0);
}
