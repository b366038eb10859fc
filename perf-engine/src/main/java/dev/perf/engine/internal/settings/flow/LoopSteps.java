package dev.perf.engine.internal.settings.flow;

import static dev.perf.engine.internal.shape.Key.key;

import dev.perf.Perf;
import dev.perf.engine.internal.settings.value.Texts;
import dev.perf.engine.internal.settings.value.Units;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.engine.internal.shape.Key;
import dev.perf.engine.internal.shape.Shape;
import dev.perf.engine.internal.shape.Shapes;
import dev.perf.scenario.Loop;
import dev.perf.scenario.Step;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Steps that are done again and again, as Artillery writes them. */
final class LoopSteps {

    /** The count of a loop that goes on for as long as its user does. */
    private static final long FOREVER = -1;

    /** What a loop goes over. */
    private sealed interface Over {
        record Named(String key) implements Over {}

        record Values(List<?> values) implements Over {}
    }

    private static final Shape<Over> OVER_SHAPE = Shapes.either(
            Shapes.word().as(Over.Named::new), Shapes.listOf(Texts.DATA).as(LoopSteps::values));

    private static final Key<Integer> COUNT = key(
            "count",
            Shapes.integer(FOREVER, Integer.MAX_VALUE).as(Long::intValue),
            "How often the steps of \"loop\" are done; -1 for as long as the load lasts.");
    private static final Key<Over> OVER = key(
                    "over",
                    OVER_SHAPE,
                    "A list, or the name of one that the user has, for each value of which the steps of \"loop\" are"
                            + " done.")
            .like("items", List.of("red", "green"));
    private static final Key<Duration> DURING =
            key("during", Units.POSITIVE_SECONDS, "For how long the steps of \"loop\" are done again.");
    private static final Key<String> INDEX = key(
            "loopValue",
            Shapes.word().as(LoopSteps::plain),
            "Name that the number of the round has, from 0; loopCount unless given, which is also {{ $loopCount }}.");
    private static final Key<String> ELEMENT = key(
            "loopElement",
            Shapes.word().as(LoopSteps::plain),
            "Name that the value of \"over\" has; loopElement unless given, which is also {{ $loopElement }}.");

    private static final List<Key<?>> BOUNDS = List.of(COUNT, OVER, DURING, Conditions.WHILE_TRUE);

    /** The keys that belong to loops. */
    static final List<Key<?>> KEYS = List.of(COUNT, OVER, DURING, Conditions.WHILE_TRUE, INDEX, ELEMENT);

    private LoopSteps() {}

    private static Over values(List<?> values) {
        if (values.toString().contains("#{")) {
            throw new IllegalArgumentException(
                    "values of a loop are taken as they stand; put the list into the data of the user, and give its"
                            + " name");
        }
        if (values.isEmpty()) {
            throw new IllegalArgumentException("one value at least is needed");
        }
        return new Over.Values(values);
    }

    /** Names of Artillery begin with a dollar sign. */
    private static String plain(String name) {
        return name.startsWith("$") ? name.substring(1) : name;
    }

    /** Returns the loop that keys beside its steps describe; null, with mistakes noted, where they do not. */
    static @Nullable Loop loop(Fields fields, List<Step> done) {
        List<Key<?>> bounds = BOUNDS.stream().filter(fields::has).toList();
        if (bounds.size() != 1) {
            fields.mistake(
                    bounds.isEmpty()
                            ? "the loop does not say how often; give \"count\", \"over\", \"during\" or \"whileTrue\","
                                    + " or \"count: -1\" for as long as the load lasts"
                            : "the loop has \"" + bounds.get(0).name() + "\" and \""
                                    + bounds.get(1).name() + "\"; give one");
            return null;
        }
        if (fields.has(ELEMENT) && !fields.has(OVER)) {
            fields.mistake(ELEMENT, "belongs to \"over\", which this loop has not");
            return null;
        }
        Loop loop = bounded(fields, done.toArray(Step[]::new));
        return loop == null ? null : loop.indexedBy(fields.get(INDEX, "loopCount"));
    }

    private static @Nullable Loop bounded(Fields fields, Step[] steps) {
        Integer count = fields.get(COUNT);
        Over over = fields.get(OVER);
        Duration during = fields.get(DURING);
        Condition condition = fields.get(Conditions.WHILE_TRUE);
        if (count != null) {
            if (count == 0) {
                fields.mistake(COUNT, "the loop is never done; leave it out, or give -1 for as long as the load lasts");
                return null;
            }
            return count == FOREVER ? Perf.forever(steps) : Perf.repeat(count, steps);
        } else if (over != null) {
            String element = fields.get(ELEMENT, "loopElement");
            return switch (over) {
                case Over.Named(String key) -> Perf.forEach(key, element, steps);
                case Over.Values(List<?> values) -> Perf.forEach(values, element, steps);
            };
        } else if (during != null) {
            return Perf.during(during, steps);
        }
        return condition == null ? null : Perf.doWhile(condition, steps);
    }
}
