package dev.perf.engine.internal.dialect;

import static dev.perf.engine.internal.dialect.Actions.each;
import static dev.perf.engine.internal.dialect.Actions.moved;
import static dev.perf.engine.internal.dialect.Table.keys;
import static dev.perf.engine.internal.dialect.Table.on;

import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Entry;
import dev.perf.engine.internal.document.Value.Items;
import dev.perf.engine.internal.document.Value.Text;
import dev.perf.text.Nearest;
import java.util.List;

/**
 * Environments, profiles and limits as constants of a program in Python: {@code ENVIRONMENTS}, {@code PROFILES}, {@code
 * CUSTOM_PROFILE} and {@code PERFORMANCE_THRESHOLDS}. Ports of an environment that are not the target's, such as {@code
 * grpc_port}, are variables here.
 */
final class LoadTestProfiles implements Dialect {

    private static final String CUSTOM = "custom";

    private static final Table ENVIRONMENT = Table.of("an environment").others(LoadTestProfiles::ofAnEnvironment);

    private static final Table THRESHOLDS = Table.of(
            "performance thresholds",
            on("avg_response_time", moved("avg")),
            on("min_response_time", moved("min")),
            on("max_response_time", moved("max")),
            on("median_response_time", moved("p50")),
            on("50th_percentile", moved("p50")),
            on("75th_percentile", moved("p75")),
            on("90th_percentile", moved("p90")),
            on("95th_percentile", moved("p95")),
            on("99th_percentile", moved("p99")),
            on("error_rate", moved("errorRate")),
            on("throughput_rps", moved("throughput")));

    private static final Table FILE = Table.of(
                    "a file of load test profiles",
                    on("ENVIRONMENTS", each("environments", ENVIRONMENT)),
                    on("PROFILES", LoadTestProfiles::profiles),
                    on(keys("CUSTOM_PROFILE", "custom_profile"), LoadTestProfiles::custom),
                    on(keys("PERFORMANCE_THRESHOLDS", "performance_thresholds"), LoadTestProfiles::thresholds))
            .keepingOthers();

    @Override
    public String name() {
        return "files of load test profiles";
    }

    @Override
    public List<String> roots() {
        return List.of(
                "ENVIRONMENTS",
                "PROFILES",
                "CUSTOM_PROFILE",
                "custom_profile",
                "PERFORMANCE_THRESHOLDS",
                "performance_thresholds");
    }

    @Override
    public boolean isSpokenIn(Entries root) {
        return Dialect.super.isSpokenIn(root) || hasPortsOfOthers(root);
    }

    /** Whether environments in small letters are those of such a file: Perf's own have one port. */
    private static boolean hasPortsOfOthers(Entries root) {
        return root.get("environments") instanceof Entries environments
                && environments.entries().stream()
                        .anyMatch(environment -> environment.value() instanceof Entries keys
                                && keys.entries().stream()
                                        .anyMatch(key -> key.key().text().endsWith("_port")));
    }

    @Override
    public void rewrite(Entries root, Rewriting at) {
        Table table = hasPortsOfOthers(root) ? FILE.and(on("environments", each("environments", ENVIRONMENT))) : FILE;
        table.rewrite(root, at);
    }

    private static void ofAnEnvironment(Entry entry, Rewriting at) {
        String key = entry.key().text();
        boolean isSingle = !(entry.value() instanceof Entries) && !(entry.value() instanceof Items);
        if (OwnForm.KEYS.contains(key) || !isSingle || Nearest.to(key, OwnForm.KEYS) != null) {
            Actions.kept().apply(entry, at);
        } else {
            at.put(entry.key(), List.of("variables", key), entry.value());
            at.note(entry.key().place(), "a variable of the environment: {{ " + key + " }}");
        }
    }

    private static Table profile(String name) {
        return Table.of(
                        "a profile",
                        on("spawn_rate", moved("spawnRate")),
                        on("run_time", moved("duration")),
                        on("name", (entry, at) -> {
                            boolean isSame = entry.value() instanceof Text text
                                    && text.text().equals(name);
                            if (!isSame) {
                                at.note(
                                        entry.key().place(),
                                        "not used: the profile is called by its key, --profile " + name);
                            }
                        }))
                .keepingOthers();
    }

    private static void profiles(Entry entry, Rewriting at) {
        if (!(entry.value() instanceof Entries profiles)) {
            at.expected("a mapping of profiles", entry.value());
            return;
        }
        for (Entry one : profiles.entries()) {
            String name = one.key().text();
            Value profile = profile(name).rewritten(one.value(), at.at(name));
            at.at(name).put(one.key(), List.of("profiles", name), profile);
        }
    }

    private static void custom(Entry entry, Rewriting at) {
        String name =
                entry.value() instanceof Entries keys && keys.get("name") instanceof Text text ? text.text() : CUSTOM;
        at.put(entry.key(), List.of("profiles", name), profile(name).rewritten(entry.value(), at));
    }

    private static void thresholds(Entry entry, Rewriting at) {
        if (!(entry.value() instanceof Entries profiles)) {
            at.expected("a mapping of profiles and their limits", entry.value());
            return;
        }
        for (Entry one : profiles.entries()) {
            String name = one.key().text();
            Value limits = THRESHOLDS.rewritten(one.value(), at.at(name));
            at.at(name).put(one.key(), List.of("profiles", name, "thresholds"), limits);
        }
    }
}
