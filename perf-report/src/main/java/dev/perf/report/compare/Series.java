package dev.perf.report.compare;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The requests of one name, or all.
 *
 * @param whole what they came to in all of the run
 * @param course the same over time, in order; empty where that is not known. A stretch without requests may be left out
 */
record Series(Stretch whole, List<Stretch> course) {

    /** Copies the course. */
    Series {
        course = List.copyOf(course);
    }

    /**
     * Returns the course in blocks of equal length, all of it that began within them.
     *
     * @param from the beginning of the first block
     * @param length of all blocks together
     * @param blocks how many
     */
    List<Stretch> blocks(Duration from, Duration length, int blocks) {
        Duration each = length.dividedBy(blocks);
        var parts = new ArrayList<List<Stretch>>();
        for (int i = 0; i < blocks; i++) {
            parts.add(new ArrayList<>());
        }
        for (Stretch stretch : course) {
            int block = blockOf(stretch, from, length, blocks);
            if (block >= 0) {
                parts.get(block).add(stretch);
            }
        }
        var merged = new ArrayList<Stretch>();
        for (int i = 0; i < blocks; i++) {
            merged.add(Stretch.sum(from.plus(each.multipliedBy(i)), each, parts.get(i)));
        }
        return merged;
    }

    /** Returns how many requests each of such blocks has. */
    long[] counts(Duration from, Duration length, int blocks) {
        long[] counts = new long[blocks];
        for (Stretch stretch : course) {
            int block = blockOf(stretch, from, length, blocks);
            if (block >= 0) {
                counts[block] += stretch.count();
            }
        }
        return counts;
    }

    private static int blockOf(Stretch stretch, Duration from, Duration length, int blocks) {
        Duration at = stretch.middle().minus(from);
        return at.isNegative() || at.compareTo(length) >= 0
                ? -1
                : (int) ((double) at.toNanos() / length.toNanos() * blocks);
    }
}
