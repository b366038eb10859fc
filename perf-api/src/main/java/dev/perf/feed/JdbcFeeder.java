package dev.perf.feed;

import dev.perf.source.SourceLocation;

/** A feeder over the rows of a query. */
public final class JdbcFeeder extends Feeder {

    static final int DEFAULT_FETCH_SIZE = 1_000;

    private final Source.Jdbc jdbc;

    JdbcFeeder(Source.Jdbc jdbc, SourceLocation location) {
        super(jdbc, location);
        this.jdbc = jdbc;
    }

    /**
     * Sets how many rows the driver is asked to fetch at a time; 1,000 unless set.
     *
     * @throws IllegalArgumentException if {@code rows} is not positive
     */
    public JdbcFeeder fetchSize(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("fetchSize must be positive, got " + rows);
        }
        return new JdbcFeeder(new Source.Jdbc(jdbc.database(), jdbc.sql(), rows), location());
    }
}
