package dev.perf.junit;

import dev.perf.load.Rate;
import dev.perf.result.Snapshot;
import dev.perf.spi.Run;
import org.jspecify.annotations.Nullable;

/** A run whose load is nobody's business. */
interface UncontrolledRun extends Run {

    @Override
    default String id() {
        return "1";
    }

    @Override
    default State state() {
        return State.RUNNING;
    }

    @Override
    default @Nullable Snapshot snapshot() {
        return null;
    }

    @Override
    default void mark(String text) {
        throw new UnsupportedOperationException();
    }

    @Override
    default void pause() {
        throw new UnsupportedOperationException();
    }

    @Override
    default void resume() {
        throw new UnsupportedOperationException();
    }

    @Override
    default void setRate(Rate rate) {
        throw new UnsupportedOperationException();
    }

    @Override
    default void setRate(String scenario, Rate rate) {
        throw new UnsupportedOperationException();
    }

    @Override
    default void setUsers(int users) {
        throw new UnsupportedOperationException();
    }

    @Override
    default void setUsers(String scenario, int users) {
        throw new UnsupportedOperationException();
    }
}
