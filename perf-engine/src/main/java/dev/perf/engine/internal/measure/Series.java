package dev.perf.engine.internal.measure;

/**
 * A stream of samples of one metric with one set of tags, in one phase.
 *
 * @param id index into the cells of recorders and totals
 * @param kind what its cells hold
 * @param metric name of the metric; of requests, the protocol's prefix
 * @param tags tags of all its samples
 * @param phase the phase its samples belong to
 */
public record Series(int id, Kind kind, String metric, Tags tags, Phase phase) {

    /** The types of cells. */
    public enum Kind {
        /** Times. */
        TREND,
        /** A sum. */
        COUNTER,
        /** Samples that are so or not. */
        RATE,
        /** A level. */
        GAUGE,
        /** Requests over HTTP. */
        HTTP_REQUEST,
        /** Lambda steps, which count as requests when they send none of their own. */
        STEP_REQUEST
    }

    Cell newCell() {
        return switch (kind) {
            case TREND -> new Cell.Trend();
            case COUNTER -> new Cell.Counter();
            case RATE -> new Cell.Rate();
            case GAUGE -> new Cell.Gauge();
            case HTTP_REQUEST, STEP_REQUEST -> new Cell.Request();
        };
    }
}
