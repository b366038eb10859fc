package dev.perf.engine.internal.measure;

import java.time.Duration;

/** When which stage of the load is on. */
@FunctionalInterface
public interface Stages {

    /** Tells whether a load was in the stage of that name, or in one of them, that long ago. */
    boolean isOn(String stage, Duration ago);
}
