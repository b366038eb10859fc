package dev.perf.report.output;

import static dev.perf.source.Given.given;

import dev.perf.report.internal.output.statsd.StatsdSettings;

/** Sends counters and levels to StatsD or DogStatsD over UDP: {@code statsD().host("10.0.0.7", 8125)}. Immutable. */
public final class StatsD extends Configured {

    private final StatsdSettings settings;

    StatsD(StatsdSettings settings) {
        super(settings);
        this.settings = settings;
    }

    /** Sends to that server; to port 8125 of this machine, unless set. */
    public StatsD host(String host, int port) {
        return new StatsD(settings.at(given(host, "host"), port));
    }

    /** Begins all names with that; with {@code perf}, unless set. */
    public StatsD prefix(String prefix) {
        return new StatsD(settings.withPrefix(given(prefix, "prefix")));
    }

    /** Sends tags as DogStatsD has them; without it, scenario, request and the like are part of the name. */
    public StatsD tags() {
        return new StatsD(settings.withTags());
    }
}
