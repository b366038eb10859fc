package dev.perf.junit;

import dev.perf.load.Rate;
import dev.perf.result.Snapshot;
import dev.perf.spi.Run;
import org.jspecify.annotations.Nullable;

/** A run whose load is nobody's business: the test in which it is touched fails. */
interface UncontrolledRun extends Run {

    private static void touched(String act) {
        throw new AssertionError("the extension does not control the load, and called " + act);
    }

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
        touched("mark");
    }

    @Override
    default void pause() {
        touched("pause");
    }

    @Override
    default void resume() {
        touched("resume");
    }

    @Override
    default void setRate(Rate rate) {
        touched("setRate");
    }

    @Override
    default void setRate(String scenario, Rate rate) {
        touched("setRate");
    }

    @Override
    default void setUsers(int users) {
        touched("setUsers");
    }

    @Override
    default void setUsers(String scenario, int users) {
        touched("setUsers");
    }
}
