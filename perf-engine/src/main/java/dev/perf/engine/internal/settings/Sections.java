package dev.perf.engine.internal.settings;

import dev.perf.engine.internal.document.Layers;
import dev.perf.engine.internal.document.Mistakes;
import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Entry;
import dev.perf.engine.internal.document.Value.Items;
import dev.perf.engine.internal.document.Value.Text;
import dev.perf.engine.internal.settings.load.Loads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How what one part of a test says is laid over what another one says: key by key, with two exceptions. A load takes the place
 * of one in another form, for {@code users: 5} and phases are no load together; and so does an address.
 */
final class Sections {

    private static final String SCENARIOS = "scenarios";
    private static final String HTTP = "http";
    /** An address in parts, and as a whole below {@code http}. */
    private static final Set<String> PARTS = Set.of("host", "port", "tls");

    private static final Set<String> WHOLE = Set.of("baseUrl", "baseUrls", "baseUrlsPerRequest");

    private static final Pattern WITH_PORT = Pattern.compile("[^:]+:\\d+|\\[.*]:\\d+");

    private Sections() {}

    /** Returns a part with its scenarios under their names, so that others can be laid over it. */
    static Value named(Value part, Mistakes mistakes) {
        if (!(part instanceof Entries entries) || !(entries.get(SCENARIOS) instanceof Items list)) {
            return part;
        }
        return with(entries, SCENARIOS, Scenarios.named(list, mistakes));
    }

    /** Returns what both come to. */
    static Value over(Value lower, Value upper) {
        if (!(lower instanceof Entries below) || !(upper instanceof Entries above)) {
            return Layers.over(lower, upper);
        }
        Value base = Layers.without(below, List.copyOf(Loads.givingWay(below, above)));
        if (Loads.isDescribedIn(above)) {
            base = withoutLoads(base);
        }
        return withScenarios(Layers.over(addressed((Entries) base, above), above), base, above);
    }

    /** A load for all of them takes the place of those that scenarios have. */
    private static Value withoutLoads(Value part) {
        if (!(part instanceof Entries entries) || !(entries.get(SCENARIOS) instanceof Entries scenarios)) {
            return part;
        }
        List<String> names = List.copyOf(Loads.names());
        var plain = new ArrayList<Entry>();
        scenarios
                .entries()
                .forEach(scenario -> plain.add(new Entry(scenario.key(), Layers.without(scenario.value(), names))));
        return with(entries, SCENARIOS, new Entries(scenarios.place(), List.copyOf(plain)));
    }

    private static Value addressed(Entries below, Entries above) {
        Value base = below;
        if (above.get("host") != null && below.get(HTTP) instanceof Value http) {
            base = with(below, HTTP, Layers.without(http, List.copyOf(WHOLE)));
        }
        base = Layers.without(base, saidByHost(above.get("host"), below.get("tls")));
        boolean isWhole =
                above.get(HTTP) instanceof Entries http && WHOLE.stream().anyMatch(name -> http.get(name) != null);
        return isWhole ? Layers.without(base, List.copyOf(PARTS)) : base;
    }

    /** A host that has a port in it, or is a whole URL, takes the place of what says that beside it. */
    private static List<String> saidByHost(@Nullable Value host, @Nullable Value tls) {
        if (!(host instanceof Text text)) {
            return List.of();
        } else if (text.text().contains("://")) {
            return tls instanceof Text
                    ? List.of("port", "tls")
                    : List.of("port"); // settings of TLS may hold for it, too
        }
        return WITH_PORT.matcher(text.text()).matches() ? List.of("port") : List.of();
    }

    private static Value withScenarios(Value united, Value lower, Entries above) {
        if (!(united instanceof Entries all)
                || !(lower instanceof Entries below)
                || !(below.get(SCENARIOS) instanceof Entries former)
                || !(above.get(SCENARIOS) instanceof Entries later)) {
            return united;
        }
        var scenarios = new LinkedHashMap<String, Entry>();
        former.entries().forEach(scenario -> scenarios.put(scenario.key().text(), scenario));
        later.entries()
                .forEach(scenario -> scenarios.merge(
                        scenario.key().text(),
                        scenario,
                        (first, second) -> new Entry(second.key(), scenario(first.value(), second.value()))));
        return with(all, SCENARIOS, new Entries(later.place(), List.copyOf(scenarios.values())));
    }

    private static Value scenario(Value lower, Value upper) {
        return lower instanceof Entries below && upper instanceof Entries above
                ? Layers.over(Layers.without(below, List.copyOf(Loads.givingWay(below, above))), above)
                : upper;
    }

    private static Entries with(Entries entries, String key, Value value) {
        return new Entries(
                entries.place(),
                entries.entries().stream()
                        .map(entry -> entry.key().text().equals(key) ? new Entry(entry.key(), value) : entry)
                        .toList());
    }
}
