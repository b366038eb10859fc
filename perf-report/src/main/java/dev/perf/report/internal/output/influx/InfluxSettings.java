package dev.perf.report.internal.output.influx;

import dev.perf.output.OpenOutput;
import dev.perf.output.Output;
import dev.perf.output.OutputRun;
import dev.perf.report.internal.output.Delivery;
import dev.perf.report.internal.output.QueuedOutput;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where points go.
 *
 * @param url of the server, with scheme and host
 * @param database of InfluxDB 1; empty for version 2
 * @param username of InfluxDB 1; empty for none
 * @param password of that user
 * @param organisation of InfluxDB 2; empty for version 1, or where the token says it
 * @param bucket of InfluxDB 2; empty for version 1
 * @param token of InfluxDB 2; empty for none
 * @param timeout of a request
 * @param limits how much is borne
 * @param mistakes found in the address; empty for none
 */
public record InfluxSettings(
        String url,
        String database,
        String username,
        String password,
        String organisation,
        String bucket,
        String token,
        Duration timeout,
        Delivery.Limits limits,
        List<String> mistakes)
        implements Output {

    /** Returns the settings for a server of which no more is known. */
    public static InfluxSettings of(String url) {
        return new InfluxSettings(
                url, "", "", "", "", "", "", Duration.ofSeconds(10), Delivery.Limits.DEFAULTS, List.of());
    }

    /** Copies the list. */
    public InfluxSettings {
        mistakes = List.copyOf(mistakes);
    }

    /** Returns these settings for a database of InfluxDB 1. */
    public InfluxSettings withDatabase(String other) {
        return new InfluxSettings(
                url, other, username, password, organisation, bucket, token, timeout, limits, mistakes);
    }

    /** Returns these settings with a user of InfluxDB 1. */
    public InfluxSettings withUser(String name, String secret) {
        return new InfluxSettings(url, database, name, secret, organisation, bucket, token, timeout, limits, mistakes);
    }

    /** Returns these settings for a bucket of InfluxDB 2. */
    public InfluxSettings withBucket(String organisationOfIt, String other) {
        return new InfluxSettings(
                url, database, username, password, organisationOfIt, other, token, timeout, limits, mistakes);
    }

    /** Returns these settings with a token of InfluxDB 2. */
    public InfluxSettings withToken(String other) {
        return new InfluxSettings(
                url, database, username, password, organisation, bucket, other, timeout, limits, mistakes);
    }

    /** Returns these settings with other bounds of what is borne. */
    public InfluxSettings withLimits(Duration timeoutOfRequests, Delivery.Limits others) {
        return new InfluxSettings(
                url, database, username, password, organisation, bucket, token, timeoutOfRequests, others, mistakes);
    }

    InfluxSettings withMistakes(List<String> more) {
        return new InfluxSettings(
                url, database, username, password, organisation, bucket, token, timeout, limits, more);
    }

    @Override
    public String name() {
        return "InfluxDB at " + shown();
    }

    /** Credentials do not belong there, and people put them there all the same. */
    private String shown() {
        return url.replaceFirst("//[^/]*@", "//***@");
    }

    boolean isVersion2() {
        return !bucket.isEmpty();
    }

    @Override
    public List<String> problems() {
        var problems = new ArrayList<>(mistakes);
        String refusal = refusalOfUrl();
        if (refusal != null) {
            problems.add("URL \"" + shown() + "\" " + refusal + "; write for example http://127.0.0.1:8086");
        }
        if (database.isEmpty() && bucket.isEmpty()) {
            problems.add(
                    "it has neither a database (InfluxDB 1) nor a bucket (InfluxDB 2); name the one that there is");
        } else if (!database.isEmpty() && !bucket.isEmpty()) {
            problems.add("database \"" + database + "\" (InfluxDB 1) and bucket \"" + bucket
                    + "\" (InfluxDB 2) exclude each other; remove one");
        }
        return problems;
    }

    private @Nullable String refusalOfUrl() {
        try {
            if (!url.startsWith("http://") && !url.startsWith("https://")) {
                return "must begin with http:// or https://";
            }
            URI uri = new URI(url);
            if (uri.getHost() == null) {
                return "has no host";
            }
            return uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null
                    ? null
                    : "must end with the host, port or path";
        } catch (URISyntaxException malformed) {
            return "is none: " + malformed.getReason();
        }
    }

    @Override
    public OpenOutput open(OutputRun run) {
        return new QueuedOutput(
                new InfluxLines(run), new Delivery(name(), new InfluxCarrier(this), run.warnings(), limits));
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return name();
    }
}
