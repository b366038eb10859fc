package dev.perf.result;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What was read of the generator in one stretch of a run; null where something could not be read. Shares are from 0 to 1.
 *
 * @param start its beginning, since the start of the load, the warm-up included
 * @param length its length, about a second, or longer where neighbours were merged
 * @param processCpu CPU time of the process, as a share of the processors that it may use
 * @param machineCpu busy share of these processors, whoever kept them busy
 * @param busiestCore busy share of the busiest of them in the worst second
 * @param stolenCpu share of the time in which the hypervisor ran somebody else
 * @param throttledCpu share of the periods of the cgroup's quota in which it was used up
 * @param gcShare share of the time in which the garbage collector stopped the generator
 * @param longestGcPause longest of these stops
 * @param heapAfterGcBytes most bytes in use on the heap right after a garbage collection; null where there was none yet
 * @param virtualThreadsLate 95th percentile of what a virtual thread that is woken regularly is late, in the worst second
 * @param platformThreadsLate the same of a platform thread
 * @param openFiles open file descriptors, connections among them, as a share of the limit, at most
 * @param localPorts ephemeral ports in use, as a share of their range, at most
 * @param retransmits share of the machine's TCP segments that were sent again
 */
public record GeneratorReading(
        Duration start,
        Duration length,
        @Nullable Double processCpu,
        @Nullable Double machineCpu,
        @Nullable Double busiestCore,
        @Nullable Double stolenCpu,
        @Nullable Double throttledCpu,
        @Nullable Double gcShare,
        @Nullable Duration longestGcPause,
        @Nullable Long heapAfterGcBytes,
        @Nullable Duration virtualThreadsLate,
        @Nullable Duration platformThreadsLate,
        @Nullable Double openFiles,
        @Nullable Double localPorts,
        @Nullable Double retransmits) {

    /**
     * Returns this reading and {@code next}, which follows it, as one: shares of time are averaged over it, of all else the
     * most stands for both. What was read in one of them only counts for both.
     */
    public GeneratorReading plus(GeneratorReading next) {
        return new GeneratorReading(
                start,
                length.plus(next.length),
                mean(processCpu, next.processCpu, next),
                mean(machineCpu, next.machineCpu, next),
                most(busiestCore, next.busiestCore),
                mean(stolenCpu, next.stolenCpu, next),
                mean(throttledCpu, next.throttledCpu, next),
                mean(gcShare, next.gcShare, next),
                most(longestGcPause, next.longestGcPause),
                most(heapAfterGcBytes, next.heapAfterGcBytes),
                most(virtualThreadsLate, next.virtualThreadsLate),
                most(platformThreadsLate, next.platformThreadsLate),
                most(openFiles, next.openFiles),
                most(localPorts, next.localPorts),
                mean(retransmits, next.retransmits, next));
    }

    private @Nullable Double mean(@Nullable Double mine, @Nullable Double theirs, GeneratorReading next) {
        if (mine == null || theirs == null) {
            return mine == null ? theirs : mine;
        }
        double both = length.toNanos() + (double) next.length.toNanos();
        return both == 0 ? mine : (mine * length.toNanos() + theirs * next.length.toNanos()) / both;
    }

    private static <T extends Comparable<T>> @Nullable T most(@Nullable T mine, @Nullable T theirs) {
        if (mine == null || theirs == null) {
            return mine == null ? theirs : mine;
        }
        return mine.compareTo(theirs) >= 0 ? mine : theirs;
    }
}
