package dev.perf.report.output;

import static dev.perf.source.Given.given;

import dev.perf.report.internal.output.influx.InfluxSettings;

/**
 * Writes points to InfluxDB, or to what speaks its line protocol over HTTP: {@code influxDb("http://127.0.0.1:8086")}, and
 * then either {@link #database} (version 1) or {@link #bucket} (version 2 and 3). Immutable.
 */
public final class InfluxDb extends Configured {

    private final InfluxSettings settings;

    InfluxDb(InfluxSettings settings) {
        super(settings);
        this.settings = settings;
    }

    /** Writes to a database of InfluxDB 1, which is made if it is not there. */
    public InfluxDb database(String name) {
        return new InfluxDb(settings.withDatabase(given(name, "name")));
    }

    /** Writes as that user of InfluxDB 1; as nobody, unless set. */
    public InfluxDb user(String name, String password) {
        return new InfluxDb(settings.withUser(given(name, "name"), given(password, "password")));
    }

    /** Writes to a bucket of an organisation of InfluxDB 2; in version 3, a bucket is a database. */
    public InfluxDb bucket(String organisation, String bucket) {
        return new InfluxDb(settings.withBucket(given(organisation, "organisation"), given(bucket, "bucket")));
    }

    /** Writes with that token, which no message shows; without one, unless set. */
    public InfluxDb token(String token) {
        return new InfluxDb(settings.withToken(given(token, "token")));
    }
}
