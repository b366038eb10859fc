package dev.perf.engine.internal.settings.flow;

import static dev.perf.engine.internal.shape.Key.key;

import dev.perf.check.Extractor;
import dev.perf.engine.internal.settings.value.Texts;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.engine.internal.shape.Key;
import dev.perf.engine.internal.shape.Mapping;
import dev.perf.engine.internal.shape.Shape;
import dev.perf.engine.internal.shape.Shapes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values that a request takes from its answer, as Artillery writes them. */
final class Captures {

    /**
     * A value that is kept.
     *
     * @param as name in the session
     */
    record Capture(Extractor extractor, String as) {}

    private static final Key<String> AS = key(
                    "as", Shapes.word(), "Name that later steps know the value by: {{ name }}.")
            .required();
    private static final Key<Boolean> STRICT =
            key("strict", Shapes.bool(), "Whether a missing value fails the request; true unless given.");
    private static final Key<String> OTHERWISE = key("default", Texts.TEMPLATE, "The value where the answer has none.");

    static final Shape<List<Capture>> SHAPE =
            Shapes.listOf(Shapes.named("capture", () -> Mapping.of("a capture", keys(), Captures::capture)));

    private Captures() {}

    private static List<Key<?>> keys() {
        var keys = new ArrayList<>(Sources.KEYS);
        keys.addAll(List.of(AS, STRICT, OTHERWISE));
        return keys;
    }

    private static @Nullable Capture capture(Fields fields) {
        Extractor extractor = Sources.extractor(fields);
        String as = fields.get(AS);
        return extractor == null || as == null ? null : new Capture(kept(extractor, fields), as);
    }

    private static Extractor kept(Extractor extractor, Fields fields) {
        String otherwise = fields.get(OTHERWISE);
        if (otherwise != null) {
            return extractor.orElse(otherwise);
        }
        return fields.get(STRICT, true) ? extractor : extractor.optional();
    }
}
