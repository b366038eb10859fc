package dev.perf.engine.internal.external;

import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * Times of which a tool reports a few figures only; in milliseconds. As many values as it counted are made up that have
 * exactly these: the least, the highest, each reported percentile, and, as far as the others allow it, the mean. What lies between two
 * percentiles is not known.
 *
 * @param percentiles the value by percentile, as reported
 */
record ReportedTimes(long count, double min, double mean, double max, NavigableMap<Double, Double> percentiles) {

    /** Hands over the values in nanoseconds, ascending. */
    void forEach(LongConsumer to) {
        if (count <= 0) {
            return;
        }
        TreeMap<Long, Double> anchors = anchors();
        double share = share(anchors);
        Iterator<Map.Entry<Long, Double>> ascending = anchors.entrySet().iterator();
        Map.Entry<Long, Double> before = ascending.next();
        to.accept(nanos(before.getValue()));
        while (ascending.hasNext()) {
            Map.Entry<Long, Double> next = ascending.next();
            long between = nanos(before.getValue() + share * (next.getValue() - before.getValue()));
            for (long rank = before.getKey() + 1; rank < next.getKey(); rank++) {
                to.accept(between);
            }
            to.accept(nanos(next.getValue()));
            before = next;
        }
    }

    /** The values that are known, by rank from 1. */
    private TreeMap<Long, Double> anchors() {
        var anchors = new TreeMap<Long, Double>();
        anchors.put(1L, min);
        double highest = min;
        for (Map.Entry<Double, Double> reported : percentiles.entrySet()) {
            highest = Math.max(highest, Math.min(max, reported.getValue()));
            anchors.put(Math.max(1, (long) Math.ceil(Math.nextDown(reported.getKey()) / 100 * count)), highest);
        }
        anchors.put(count, Math.max(highest, max));
        return anchors;
    }

    /** How far the values between two that are known are from the lower one, so that the mean is right. */
    private double share(TreeMap<Long, Double> anchors) {
        double fixed = 0;
        double room = 0;
        Map.Entry<Long, Double> before = null;
        for (Map.Entry<Long, Double> next : anchors.entrySet()) {
            if (before != null) {
                long between = next.getKey() - before.getKey() - 1;
                fixed += between * before.getValue();
                room += between * (next.getValue() - before.getValue());
            }
            fixed += next.getValue();
            before = next;
        }
        return room == 0 ? 0 : Math.clamp((mean * count - fixed) / room, 0.0, 1.0);
    }

    private static long nanos(double millis) {
        return Math.max(0, Math.round(millis * 1e6));
    }
}
