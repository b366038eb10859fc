package dev.perf.engine.external;

import java.util.Locale;

/** Load-testing tools whose results can be read. */
public enum ExternalTool {
    /** ApacheBench: the table that {@code -g} writes and, for name and failures, what the program prints. */
    AB("ApacheBench"),
    /** Apache JMeter: a JTL file, as a table or as XML. */
    JMETER("JMeter"),
    /** k6: what {@code --out csv}, {@code --out json} or {@code --summary-export} writes. */
    K6("k6"),
    /** Locust: the tables that {@code --csv} writes. */
    LOCUST("Locust");

    private final String title;

    ExternalTool(String title) {
        this.title = title;
    }

    /** Returns its name, as its makers write it. */
    public String title() {
        return title;
    }

    /** Returns its name as it is given to a command: {@code jmeter}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
