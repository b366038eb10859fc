package dev.perf.engine.internal.dialect;

import static dev.perf.engine.internal.dialect.Actions.both;
import static dev.perf.engine.internal.dialect.Actions.each;
import static dev.perf.engine.internal.dialect.Actions.moved;
import static dev.perf.engine.internal.dialect.Actions.noted;
import static dev.perf.engine.internal.dialect.Actions.said;
import static dev.perf.engine.internal.dialect.Actions.within;
import static dev.perf.engine.internal.dialect.Table.on;

import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Entry;
import dev.perf.engine.internal.document.Value.Text;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A coordinator with its nodes, under {@code distributed_testing}. Its scenarios are loads of which a run takes one, so they are
 * profiles here.
 */
final class DistributedTesting implements Dialect {

    private static final String ROOT = "distributed_testing";

    private static final Table LOAD = Table.of(
                    "a scenario of distributed_testing",
                    on("duration", moved("duration", Values.in("s"))),
                    on("ramp_up", moved("rampUp")),
                    on("initial_users", moved("initialUsers")),
                    on("max_users", moved("maxUsers")),
                    on("initial_rps", moved("initialRate")),
                    on("max_rps", moved("maxRate")),
                    on("constant_rps", both(said("executor", "constant-arrival-rate"), moved("rate"))))
            .keepingOthers();

    /** Users beside a rate are its limit. */
    private static final Table OF_A_RATE = LOAD.and(on("concurrent_users", moved("maxVUs")));

    private static final Table OF_USERS = LOAD.and(on("concurrent_users", moved("users")));

    private static final List<String> INFLUX =
            List.of("host", "port", "database", "username", "password", "org", "bucket", "token");

    private static final Table MONITORING = Table.of(
            "monitoring of distributed_testing",
            on(
                    "metrics_interval",
                    noted("not used: the interval of results is a second, and 100 ms in runs below 10 s")),
            on("influxdb", DistributedTesting::influx),
            on("grafana", noted("not used: Grafana asks the database; dashboards for it are in docs/grafana")));

    private static final Table TABLE = Table.of(
            ROOT,
            on("coordinator", moved("fleet.coordinator")),
            on("nodes", moved("fleet.nodes")),
            on("scenarios", DistributedTesting::profiles),
            on("monitoring", within(MONITORING)));

    private static final Table FILE =
            Table.of("a file of distributed testing", on(ROOT, within(TABLE))).keepingOthers();

    @Override
    public String name() {
        return "distributed testing";
    }

    @Override
    public List<String> roots() {
        return List.of(ROOT);
    }

    @Override
    public void rewrite(Entries root, Rewriting at) {
        FILE.rewrite(root, at);
    }

    private static void profiles(Entry entry, Rewriting at) {
        if (!(entry.value() instanceof Entries scenarios)) {
            each("profiles", LOAD).apply(entry, at);
            return;
        }
        var profiles = new ArrayList<Entry>();
        for (Entry scenario : scenarios.entries()) {
            boolean hasRate = scenario.value() instanceof Entries load && load.get("constant_rps") != null;
            Value load = (hasRate ? OF_A_RATE : OF_USERS)
                    .rewritten(scenario.value(), at.at(scenario.key().text()));
            profiles.add(new Entry(scenario.key(), load));
        }
        at.put(entry.key(), List.of("profiles"), new Entries(scenarios.place(), List.copyOf(profiles)));
    }

    /** Host, port and database as one address. */
    private static void influx(Entry entry, Rewriting at) {
        String address = entry.value() instanceof Entries parts ? address(parts, at) : null;
        if (address == null) {
            moved("outputs.influxdb").apply(entry, at);
        } else if (!address.isEmpty()) {
            said("outputs.influxdb", address).apply(entry, at);
        }
    }

    /** Returns the address; null where a part is no text, and nothing, with a mistake noted, where one is missing or unknown. */
    private static @Nullable String address(Entries parts, Rewriting at) {
        boolean isKnown = true;
        for (Entry part : parts.entries()) {
            if (!INFLUX.contains(part.key().text())) {
                Table.of("influxdb", on(INFLUX, Actions.asItIs()))
                        .rewrite(new Entries(parts.place(), List.of(part)), at);
                isKnown = false;
            } else if (!(part.value() instanceof Text)) {
                return null;
            }
        }
        String host = text(parts, "host");
        if (host == null) {
            at.mistake(parts.place(), "\"host\" is missing: the name of a machine, or a whole URL");
        }
        if (host == null || !isKnown) {
            return "";
        }
        String port = text(parts, "port");
        String database = text(parts, "database");
        String server = host.contains("://") ? host : "http://" + host;
        String listening = port != null ? ":" + port : host.contains("://") ? "" : ":8086";
        var options = new ArrayList<String>();
        for (String option : INFLUX.subList(3, INFLUX.size())) {
            String value = text(parts, option);
            if (value != null) {
                options.add(option + "="
                        + (value.contains("${") ? value : URLEncoder.encode(value, StandardCharsets.UTF_8)));
            }
        }
        return server
                + listening
                + (database == null ? "" : "/" + database)
                + (options.isEmpty() ? "" : "?" + String.join("&", options));
    }

    private static @Nullable String text(Entries parts, String key) {
        return parts.get(key) instanceof Text text ? text.text() : null;
    }
}
