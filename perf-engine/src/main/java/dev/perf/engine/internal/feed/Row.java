package dev.perf.engine.internal.feed;

import org.jspecify.annotations.Nullable;

/** A record to be handed out. */
public final class Row {

    private final @Nullable Object[] values;

    Row(@Nullable Object[] values) {
        this.values = values;
    }

    /** Returns the value in a column; null where the record has none. */
    @Nullable
    Object value(int column) {
        return column < values.length ? values[column] : null;
    }

    /** Returns about how much text it has. */
    int characters() {
        int characters = 0;
        for (Object value : values) {
            if (value instanceof String text) {
                characters += text.length();
            }
        }
        return characters;
    }
}
