package dev.perf.report.internal.output.prometheus;

import dev.perf.result.Distribution;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The metrics that are exposed, with what their series have come to since the start. Not thread-safe. */
final class Families {

    private final Map<String, Family> families = new LinkedHashMap<>();

    /** A metric and its series. */
    private abstract static class Family {
        final String help;

        Family(String help) {
            this.help = help;
        }

        abstract MetricSnapshot snapshot(MetricMetadata metadata);
    }

    private static final class Counters extends Family {
        final Map<Labels, double[]> series = new LinkedHashMap<>();

        Counters(String help) {
            super(help);
        }

        @Override
        MetricSnapshot snapshot(MetricMetadata metadata) {
            var points = new ArrayList<CounterSnapshot.CounterDataPointSnapshot>(series.size());
            series.forEach((labels, value) ->
                    points.add(new CounterSnapshot.CounterDataPointSnapshot(value[0], labels, null, 0)));
            return new CounterSnapshot(metadata, points);
        }
    }

    private static final class Levels extends Family {
        final Map<Labels, Double> series = new LinkedHashMap<>();

        Levels(String help) {
            super(help);
        }

        @Override
        MetricSnapshot snapshot(MetricMetadata metadata) {
            var points = new ArrayList<GaugeSnapshot.GaugeDataPointSnapshot>(series.size());
            series.forEach(
                    (labels, value) -> points.add(new GaugeSnapshot.GaugeDataPointSnapshot(value, labels, null)));
            return new GaugeSnapshot(metadata, points);
        }
    }

    private static final class Histograms extends Family {
        final Map<Labels, CumulativeHistogram> series = new LinkedHashMap<>();

        Histograms(String help) {
            super(help);
        }

        @Override
        MetricSnapshot snapshot(MetricMetadata metadata) {
            var points = new ArrayList<HistogramSnapshot.HistogramDataPointSnapshot>(series.size());
            series.forEach((labels, histogram) -> points.add(histogram.snapshot(labels)));
            return new HistogramSnapshot(metadata, points);
        }
    }

    private static final class Info extends Family {
        final Labels labels;

        Info(String help, Labels labels) {
            super(help);
            this.labels = labels;
        }

        @Override
        MetricSnapshot snapshot(MetricMetadata metadata) {
            return new InfoSnapshot(metadata, List.of(new InfoSnapshot.InfoDataPointSnapshot(labels)));
        }
    }

    /**
     * Adds to a counter.
     *
     * @param name without {@code _total}
     */
    void count(String name, String help, Labels labels, double more) {
        Counters family = (Counters) families.computeIfAbsent(name, any -> new Counters(help));
        family.series.computeIfAbsent(labels, any -> new double[1])[0] += more;
    }

    /** Sets a level. */
    void level(String name, String help, Labels labels, double value) {
        Levels family = (Levels) families.computeIfAbsent(name, any -> new Levels(help));
        family.series.put(labels, value);
    }

    /**
     * Adds values to a histogram.
     *
     * @param bounds of its classic buckets
     * @param perUnit how many nanoseconds of {@code values} are one in its unit
     */
    void values(String name, String help, Labels labels, Distribution values, double[] bounds, double perUnit) {
        Histograms family = (Histograms) families.computeIfAbsent(name, any -> new Histograms(help));
        family.series
                .computeIfAbsent(labels, any -> new CumulativeHistogram(bounds, perUnit))
                .add(values);
    }

    /**
     * Says what never changes.
     *
     * @param name without {@code _info}
     */
    void info(String name, String help, Labels labels) {
        families.put(name, new Info(help, labels));
    }

    /** Returns all there is by now. */
    MetricSnapshots snapshots() {
        var all = new ArrayList<MetricSnapshot>(families.size());
        families.forEach((name, family) -> all.add(family.snapshot(new MetricMetadata(name, family.help))));
        return new MetricSnapshots(all);
    }
}
