package dev.perf.metric;

/** Takes samples of metrics: a virtual user. */
public interface MetricRecorder {

    /**
     * Takes a sample. The methods of the metrics themselves, such as {@link Trend#add}, say what the value means and
     * are nicer to write.
     *
     * <p>A value that the metric cannot have, such as a negative one of a Trend, is not taken: it is counted as an
     * error of the kind {@code metric}, and the iteration counts as failed and goes on.
     *
     * @param value the amount that a {@link Counter} grows by, the level of a {@link Gauge}, 1 or 0 for a {@link Rate},
     *     the sample of a {@link Trend}
     */
    void record(Metric metric, double value);
}
