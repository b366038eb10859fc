package dev.perf.engine.internal.health;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that hardly ever changes, such as a quota: looked at anew each ten seconds. Of the sampling thread. */
final class Seldom<T> implements Supplier<T> {

    static final int EACH = 10;

    private final Supplier<T> source;
    private @Nullable T value;
    private int readings;

    Seldom(Supplier<T> source) {
        this.source = source;
    }

    /** Returns it; to be called once per reading. */
    @Override
    public T get() {
        T known = value;
        if (known == null || readings == EACH) {
            known = source.get();
            value = known;
            readings = 0;
        }
        readings++;
        return known;
    }
}
