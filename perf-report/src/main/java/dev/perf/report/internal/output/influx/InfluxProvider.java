package dev.perf.report.internal.output.influx;

import dev.perf.output.Output;
import dev.perf.output.OutputProvider;
import dev.perf.report.internal.output.Address;
import java.util.List;
import java.util.Map;

/**
 * Outputs asked for as {@code influxdb=http://127.0.0.1:8086/perf} or, for InfluxDB 2, as
 * {@code influxdb=http://127.0.0.1:8086?org=acme&bucket=perf&token=...}.
 */
public final class InfluxProvider implements OutputProvider {

    private static final String TOKEN = "INFLUX_TOKEN";

    private final Map<String, String> environment;

    /** For {@link java.util.ServiceLoader}. */
    public InfluxProvider() {
        this(System.getenv());
    }

    InfluxProvider(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public String name() {
        return "influxdb";
    }

    @Override
    public String usage() {
        return "influxdb=URL/DATABASE or influxdb=URL?org=ORG&bucket=BUCKET";
    }

    @Override
    public Output at(String address) {
        Address read = Address.read(address, List.of("org", "bucket", "token", "username", "password"));
        String url = read.beforeOptions();
        int host = url.indexOf("://") + 3;
        int slash = host < 3 ? -1 : url.lastIndexOf('/');
        String database = slash < host ? "" : url.substring(slash + 1);
        String bucket = read.option("bucket", "");
        return InfluxSettings.of(slash < host ? url : url.substring(0, slash))
                .withDatabase(database)
                .withUser(read.option("username", ""), read.option("password", ""))
                .withBucket(read.option("org", ""), bucket)
                .withToken(read.option("token", bucket.isEmpty() ? "" : environment.getOrDefault(TOKEN, "")))
                .withMistakes(read.mistakes());
    }
}
