package dev.perf.engine.internal.template;

import dev.perf.scenario.MissingValueException;
import dev.perf.scenario.Session;
import org.jspecify.annotations.Nullable;

/** What stands between the braces of a place. Immutable. */
sealed interface Expression
        permits Expression.Literal, Expression.Absent, Expression.Default, Expression.Exists, PathExpression, Call {

    /**
     * Returns the value for a user.
     *
     * @throws MissingValueException if the session lacks what it needs, or has something else there
     */
    Object get(Session session);

    /** Returns the value for a user, or null where the session lacks what it needs. */
    @Nullable
    Object find(Session session);

    /** A value that is the same for all users. */
    record Literal(Object value) implements Expression {

        @Override
        public Object get(Session session) {
            return value;
        }

        @Override
        public Object find(Session session) {
            return value;
        }
    }

    /** A value that no user has; only of use with a default. */
    record Absent(String problem) implements Expression {

        @Override
        public Object get(Session session) {
            throw new MissingValueException(problem);
        }

        @Override
        public @Nullable Object find(Session session) {
            return null;
        }
    }

    /** A value, or another one where the session lacks it. */
    record Default(Expression value, Expression otherwise) implements Expression {

        @Override
        public Object get(Session session) {
            Object found = value.find(session);
            return found == null ? otherwise.get(session) : found;
        }

        @Override
        public @Nullable Object find(Session session) {
            Object found = value.find(session);
            return found == null ? otherwise.find(session) : found;
        }
    }

    /** Whether the session has a value. */
    record Exists(PathExpression path) implements Expression {

        @Override
        public Object get(Session session) {
            return path.find(session) != null;
        }

        @Override
        public Object find(Session session) {
            return get(session);
        }
    }
}
