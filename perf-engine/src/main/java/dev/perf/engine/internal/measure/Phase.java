package dev.perf.engine.internal.measure;

import org.jspecify.annotations.Nullable;

/**
 * The part of a run that an iteration began in: the warm-up, whose samples are kept apart, the load, or a stage of the
 * load that has a name. Phases of the same name are equal; those without one are the constants.
 */
public final class Phase {

    /** Run, but not reported. */
    public static final Phase WARM_UP = new Phase(null);

    /** What the result is about. */
    public static final Phase LOAD = new Phase(null);

    /** What is measured already, counted once more under the agent that measured it. */
    static final Phase BY_AGENT = new Phase(null);

    /** The tag that tells stages apart. */
    public static final String TAG = "stage";

    private final @Nullable String stage;

    private Phase(@Nullable String stage) {
        this.stage = stage;
    }

    /** Returns the part of the load with a name, or all of it for null. */
    public static Phase ofStage(@Nullable String name) {
        return name == null ? LOAD : new Phase(name);
    }

    /** Returns the name of the stage; null for the warm-up and stages without a name. */
    public @Nullable String stage() {
        return stage;
    }

    /** Tells whether the result is about it. */
    public boolean isReported() {
        return this != WARM_UP && this != BY_AGENT;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || stage != null && other instanceof Phase that && stage.equals(that.stage);
    }

    @Override
    public int hashCode() {
        return stage == null ? System.identityHashCode(this) : stage.hashCode();
    }

    @Override
    public String toString() {
        return stage != null ? stage : this == BY_AGENT ? "by agent" : isReported() ? "load" : "warm-up";
    }
}
