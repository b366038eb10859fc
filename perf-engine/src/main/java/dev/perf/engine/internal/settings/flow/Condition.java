package dev.perf.engine.internal.settings.flow;

import dev.perf.engine.internal.settings.value.Texts;
import dev.perf.engine.internal.template.Template;
import dev.perf.scenario.MissingValueException;
import dev.perf.scenario.Session;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Something that holds of the data of a user, or does not. {@link ConditionParser} reads it. */
sealed interface Condition extends Predicate<Session> {

    /** One of both holds. */
    record Or(Condition first, Condition second) implements Condition {
        @Override
        public boolean test(Session session) {
            return first.test(session) || second.test(session);
        }
    }

    /** Both hold. */
    record And(Condition first, Condition second) implements Condition {
        @Override
        public boolean test(Session session) {
            return first.test(session) && second.test(session);
        }
    }

    /** Another one does not hold. */
    record Not(Condition other) implements Condition {
        @Override
        public boolean test(Session session) {
            return !other.test(session);
        }
    }

    /** A value is there and is neither false, 0 nor empty, as a text either: data of files are texts. */
    record Holds(Operand operand) implements Condition {
        @Override
        public boolean test(Session session) {
            Object value = operand.value(session);
            BigDecimal number = number(value);
            String text = String.valueOf(value);
            return value != null
                    && !text.isEmpty()
                    && !text.equalsIgnoreCase("false")
                    && (number == null || number.signum() != 0);
        }
    }

    /**
     * Two values compare in a way: as numbers where both are, also as texts, and else as texts. What is not there equals
     * nothing, and is neither less nor greater.
     */
    record Compared(Operand left, Operator operator, Operand right) implements Condition {
        @Override
        public boolean test(Session session) {
            Object first = left.value(session);
            Object second = right.value(session);
            if (first == null || second == null) {
                return operator == Operator.DIFFERS;
            }
            BigDecimal number = number(first);
            BigDecimal other = number(second);
            return operator.holds.test(
                    number != null && other != null
                            ? number.compareTo(other)
                            : String.valueOf(first).compareTo(String.valueOf(second)));
        }
    }

    /** How two values compare. */
    enum Operator {
        EQUALS("==", order -> order == 0),
        DIFFERS("!=", order -> order != 0),
        LESS("<", order -> order < 0),
        AT_MOST("<=", order -> order <= 0),
        GREATER(">", order -> order > 0),
        AT_LEAST(">=", order -> order >= 0);

        private final String sign;
        private final IntPredicate holds;

        Operator(String sign, IntPredicate holds) {
            this.sign = sign;
            this.holds = holds;
        }

        static Operator of(String sign) {
            return Arrays.stream(values())
                    .filter(operator -> operator.sign.equals(sign))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** What is compared. */
    sealed interface Operand {

        /** Returns the value for a user; null where there is none. */
        @Nullable
        Object value(Session session);

        /** Returns the value that a user has under a name, or a part of one: {@code cart.items[0]}. */
        static Operand named(String name) {
            return new InSession(Filling.template("#{" + name + "}"));
        }

        /** The same for all. */
        record Literal(Object value) implements Operand {
            @Override
            public Object value(Session session) {
                return value;
            }
        }

        /** A value of the user. */
        record InSession(Template place) implements Operand {
            @Override
            public @Nullable Object value(Session session) {
                try {
                    return place.value(session);
                } catch (MissingValueException missing) {
                    return null;
                }
            }
        }
    }

    private static @Nullable BigDecimal number(@Nullable Object value) {
        String text = String.valueOf(value).strip();
        return value instanceof Boolean || !Texts.isNumber(text) ? null : new BigDecimal(text);
    }
}
