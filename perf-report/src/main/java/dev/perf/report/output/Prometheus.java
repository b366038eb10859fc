package dev.perf.report.output;

import static dev.perf.source.Given.given;

import dev.perf.report.internal.output.prometheus.PrometheusSettings;
import dev.perf.report.internal.web.Listening;
import java.time.Duration;

/** Lets Prometheus fetch the numbers from {@code /metrics} while the run goes on: {@code prometheus().port(9464)}. Immutable. */
public final class Prometheus extends Configured {

    private final PrometheusSettings settings;

    Prometheus(PrometheusSettings settings) {
        super(settings);
        this.settings = settings;
    }

    /** Listens at that port; at a free one, which the run tells, unless set. */
    public Prometheus port(int port) {
        return new Prometheus(settings.at(new Listening(settings.listening().host(), port)));
    }

    /** Listens at that address of this machine; at {@code 127.0.0.1}, where nobody else gets, unless set. */
    public Prometheus host(String host) {
        return new Prometheus(settings.at(
                new Listening(given(host, "host"), settings.listening().port())));
    }

    /** Begins all names with that; {@code k6} gives metrics the names and types that they have from k6. */
    public Prometheus prefix(String prefix) {
        return new Prometheus(settings.withPrefix(given(prefix, "prefix")));
    }

    /**
     * Waits that long for a last scrape when the run has ended, and less if it comes. 15 s unless set where the process was
     * started for the run by {@code main}, and not at all in runs from code.
     */
    public Prometheus linger(Duration time) {
        return new Prometheus(settings.withLinger(given(time, "time")));
    }

    /** Has histograms of the service times of requests too. */
    public Prometheus serviceTimes() {
        return new Prometheus(settings.withServiceTimes());
    }
}
