package dev.perf.engine.internal.template;

import dev.perf.scenario.MissingValueException;
import dev.perf.scenario.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The call of a function. */
final class Call implements Expression {

    private static final Object[] NONE = {};

    private final String function;
    private final Function.Body body;
    private final Expression[] arguments;

    Call(String function, Function.Body body, List<Expression> arguments) {
        this.function = function;
        this.body = body;
        this.arguments = arguments.toArray(Expression[]::new);
    }

    @Override
    public Object get(Session session) {
        Object[] values = arguments.length == 0 ? NONE : new Object[arguments.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = arguments[i].get(session);
        }
        return apply(values, session);
    }

    @Override
    public @Nullable Object find(Session session) {
        Object[] values = arguments.length == 0 ? NONE : new Object[arguments.length];
        for (int i = 0; i < values.length; i++) {
            Object value = arguments[i].find(session);
            if (value == null) {
                return null;
            }
            values[i] = value;
        }
        return apply(values, session);
    }

    private Object apply(Object[] values, Session session) {
        try {
            return body.apply(values, session instanceof UserBound bound ? bound.owner() : null);
        } catch (BadArgumentException refused) {
            throw new MissingValueException("template function " + function + ": " + refused.getMessage());
        }
    }
}
