package dev.perf.engine.internal.settings;

import dev.perf.engine.internal.document.Mistakes;
import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Entry;
import dev.perf.engine.internal.document.Value.Items;
import dev.perf.engine.internal.document.Value.Text;
import dev.perf.engine.internal.shape.Definitions;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.engine.internal.shape.Reading;
import dev.perf.engine.internal.shape.Shape;
import dev.perf.engine.internal.shape.Shapes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Scenarios by their names: a mapping, or a list of which each item may have a name. */
final class Scenarios implements Shape<Map<String, Fields>> {

    private static final Shape<Map<String, Fields>> NAMED = Shapes.mapOf("scenarios", ScenarioSection.SHAPE);

    /** Returns a list as a mapping of names. */
    static Entries named(Items list, Mistakes mistakes) {
        Map<String, Entry> named = new LinkedHashMap<>();
        for (Value scenario : list.items()) {
            Text name = name(scenario, named.size() + 1);
            if (named.putIfAbsent(name.text(), new Entry(name, scenario)) != null) {
                mistakes.add(
                        name.place(),
                        "scenarios",
                        "there is another scenario \"" + name.text() + "\"; names are unique");
            }
        }
        return new Entries(list.place(), List.copyOf(named.values()));
    }

    private static Text name(Value scenario, int number) {
        return scenario instanceof Entries entries && entries.get("name") instanceof Text name
                ? name
                : new Text(scenario.place(), "scenario " + number, false, null);
    }

    @Override
    public @Nullable Map<String, Fields> read(Value value, Reading reading) {
        return NAMED.read(value instanceof Items list ? named(list, reading.mistakes()) : value, reading);
    }

    @Override
    public Value canonical(Value value) {
        return value instanceof Items list
                ? new Items(
                        list.place(),
                        list.items().stream()
                                .map(ScenarioSection.SHAPE::canonical)
                                .toList())
                : NAMED.canonical(value);
    }

    @Override
    public String expected() {
        return "scenarios (a list, or a mapping of names)";
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
        return Map.of(
                "anyOf",
                List.of(
                        Map.of("type", "array", "items", ScenarioSection.SHAPE.schema(definitions)),
                        NAMED.schema(definitions)));
    }

    @Override
    public boolean fits(Value value) {
        return value instanceof Items || NAMED.fits(value);
    }
}
