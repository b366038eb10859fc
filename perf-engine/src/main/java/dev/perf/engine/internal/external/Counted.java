package dev.perf.engine.internal.external;

import dev.perf.result.Distribution;
import java.util.TreeMap;

/** Counts times without rounding them: there are few different ones where a tool reports figures. */
final class Counted {

    private Counted() {}

    static Distribution of(ReportedTimes times) {
        var counts = new TreeMap<Long, Long>();
        times.forEach(nanos -> counts.merge(nanos, 1L, Long::sum));
        return Distribution.of(
                counts.keySet().stream().mapToLong(Long::longValue).toArray(),
                counts.values().stream().mapToLong(Long::longValue).toArray(),
                counts.firstKey(),
                counts.lastKey(),
                counts.entrySet().stream()
                        .mapToDouble(each -> (double) each.getKey() * each.getValue())
                        .sum());
    }
}
