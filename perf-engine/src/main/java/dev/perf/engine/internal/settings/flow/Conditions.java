package dev.perf.engine.internal.settings.flow;

import static dev.perf.engine.internal.shape.Key.key;

import dev.perf.Perf;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.engine.internal.shape.Key;
import dev.perf.engine.internal.shape.Shape;
import dev.perf.engine.internal.shape.Shapes;
import dev.perf.scenario.Step;

/** Keys of steps under which a condition stands. */
final class Conditions {

    private static final Shape<Condition> SHAPE = Shapes.word().as(ConditionParser::parse);

    static final Key<Condition> IF_TRUE = key(
                    "ifTrue",
                    SHAPE,
                    "Does the step only where this holds of the values that the user has: name, name == \"text\","
                        + " count > 3, combined by and, or, not and parentheses. A name alone holds where its value is"
                        + " there and neither false, 0 nor empty.")
            .like("isNew", "items > 0 and plan == \"gold\"");

    static final Key<Condition> WHILE_TRUE = key(
                    "whileTrue",
                    SHAPE,
                    "Does the steps of \"loop\" once, and again as long as this holds after them; what it may be,"
                            + " ifTrue says.")
            .like("state != \"done\"");

    private Conditions() {}

    /** Returns a step that is done where its mapping says so. */
    static Step applied(Step step, Fields fields) {
        Condition condition = fields.get(IF_TRUE);
        return condition == null ? step : Perf.doIf(condition, step);
    }
}
