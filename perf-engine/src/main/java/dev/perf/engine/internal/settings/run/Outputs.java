package dev.perf.engine.internal.settings.run;

import dev.perf.engine.internal.document.Spot;
import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Entry;
import dev.perf.engine.internal.document.Value.Items;
import dev.perf.engine.internal.document.Value.Nothing;
import dev.perf.engine.internal.document.Value.Text;
import dev.perf.engine.internal.output.NamedOutputs;
import dev.perf.engine.internal.settings.value.Locations;
import dev.perf.engine.internal.shape.Definitions;
import dev.perf.engine.internal.shape.Reading;
import dev.perf.engine.internal.shape.Shape;
import dev.perf.output.Output;
import dev.perf.plan.Observation.LocatedOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where numbers are sent while a run goes on: {@code outputs}. A list of what {@code --out} takes, or a mapping of names to
 * addresses; {@code true} stands for an output that needs no address, {@code false} for none.
 */
public final class Outputs implements Shape<List<LocatedOutput>> {

    public static final Shape<List<LocatedOutput>> SHAPE = new Outputs();

    private static final String ADDRESS = "an address, or true where none is needed,";

    private Outputs() {}

    @Override
    public List<LocatedOutput> read(Value value, Reading reading) {
        var outputs = new ArrayList<LocatedOutput>();
        switch (value) {
            case Items items -> {
                for (int i = 0; i < items.items().size(); i++) {
                    item(items.items().get(i), reading.at(i), outputs::add);
                }
            }
            case Nothing nothing -> {}
            default -> item(value, reading, outputs::add);
        }
        return List.copyOf(outputs);
    }

    private static void item(Value value, Reading reading, Consumer<LocatedOutput> to) {
        switch (value) {
            case Entries entries ->
                entries.entries()
                        .forEach(entry -> named(entry, reading.at(entry.key().text()), to));
            case Text text -> {
                int equals = text.text().indexOf('=');
                Text name = equals < 0
                        ? text
                        : new Text(Spot.of(text, 0), text.text().substring(0, equals), text.isQuoted(), text.origin());
                add(name, equals < 0 ? "" : text.text().substring(equals + 1), text, reading, to);
            }
            default -> reading.expected("an output such as influxdb=http://localhost:8086/perf", value);
        }
    }

    private static void named(Entry entry, Reading reading, Consumer<LocatedOutput> to) {
        switch (entry.value()) {
            case Items items -> {
                for (int i = 0; i < items.items().size(); i++) {
                    if (items.items().get(i) instanceof Text address) {
                        add(entry.key(), address.text(), address, reading.at(i), to);
                    } else {
                        reading.at(i).expected(ADDRESS, items.items().get(i));
                    }
                }
            }
            case Entries entries -> reading.expected(ADDRESS, entries);
            case Nothing nothing -> add(entry.key(), "", nothing, reading, to);
            case Text text -> {
                switch (text.text().toLowerCase(Locale.ROOT)) {
                    case "true", "yes", "on" -> add(entry.key(), "", text, reading, to);
                    case "false", "no", "off" -> output(entry.key(), "", reading); // that there is such a one is known
                    default -> add(entry.key(), text.text(), text, reading, to);
                }
            }
        }
    }

    private static void add(Text name, String address, Value at, Reading reading, Consumer<LocatedOutput> to) {
        Output output = output(name, address, reading);
        if (output != null) {
            to.accept(new LocatedOutput(output, Locations.of(at.place())));
        }
    }

    private static @Nullable Output output(Text name, String address, Reading reading) {
        try {
            return NamedOutputs.of(name.text(), address);
        } catch (IllegalArgumentException unknown) {
            reading.mistake(name.place(), String.valueOf(unknown.getMessage()));
            return null;
        }
    }

    @Override
    public String expected() {
        return "a list of outputs such as influxdb=http://localhost:8086/perf, or a mapping of names to addresses";
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
        Map<String, Object> address = Map.of("type", List.of("string", "number", "boolean", "null"));
        Map<String, Object> named = Map.of(
                "type",
                "object",
                "additionalProperties",
                Map.of(
                        "anyOf",
                        List.of(
                                address,
                                Map.of("type", "array", "items", Map.of("type", List.of("string", "number"))))));
        Map<String, Object> item = Map.of("anyOf", List.of(Map.of("type", "string"), named));
        return Map.of("anyOf", List.of(item, Map.of("type", "array", "items", item), Map.of("type", "null")));
    }

    @Override
    public boolean fits(Value value) {
        return true;
    }
}
