package dev.perf.engine.internal.settings.flow;

import static dev.perf.engine.internal.shape.Key.key;

import dev.perf.check.Check;
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

/** Values that an answer must have, as Artillery writes them; where one differs, the iteration ends. */
final class Matches {

    private static final Key<String> VALUE =
            key("value", Texts.TEMPLATE, "What the value must be.").required();
    private static final Key<Boolean> STRICT = key(
            "strict",
            Shapes.bool(),
            "Whether another value ends the iteration; true unless given. The check has failed either way.");

    static final Shape<List<Check>> SHAPE =
            Shapes.listOf(Shapes.named("match", () -> Mapping.of("a match", keys(), Matches::check)));

    private Matches() {}

    private static List<Key<?>> keys() {
        var keys = new ArrayList<>(Sources.KEYS);
        keys.addAll(List.of(VALUE, STRICT));
        return keys;
    }

    private static @Nullable Check check(Fields fields) {
        Extractor extractor = Sources.extractor(fields);
        String expected = fields.get(VALUE);
        if (extractor == null || expected == null) {
            return null;
        }
        Check check = extractor.is(expected);
        return fields.get(STRICT, true) ? check.exitIterationOnFail() : check;
    }
}
