package dev.perf.metric;

/** What the values of a metric count. Reports show it, and thresholds take limits in it. */
public enum Unit {
    /** Plain numbers. */
    NONE(""),
    /** Times, in milliseconds. */
    MILLISECONDS("ms"),
    /** Amounts of data, in bytes. */
    BYTES("B");

    private final String symbol;

    Unit(String symbol) {
        this.symbol = symbol;
    }

    /** Returns what stands behind a number of this unit; empty for plain numbers. */
    public String symbol() {
        return symbol;
    }
}
