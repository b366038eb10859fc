package dev.perf.distributed.internal.message;

/**
 * How an agent is.
 *
 * @param cpu part of its processors that is busy, from 0 to 1; negative where that is unknown
 * @param freeMemoryBytes memory that is free; negative where that is unknown
 * @param runs how many runs it has
 */
public record Load(double cpu, long freeMemoryBytes, int runs) {

    /** Nothing known yet. */
    public static final Load UNKNOWN = new Load(-1, -1, 0);
}
