package dev.perf.engine.internal.search;

import dev.perf.search.CapacityResult;
import dev.perf.search.CapacityStep;
import dev.perf.search.SearchPlan;

/** Watches a search. All calls come from one thread, in order. */
public interface SearchListener {

    /** Nobody watches. */
    SearchListener NONE = new SearchListener() {};

    /** The search is valid and about to begin. */
    default void onStart(SearchPlan plan, String runId) {}

    /** A step is about to begin. */
    default void onStepStart(int number, double level, CapacityStep.Purpose purpose) {}

    /** A step has ended. */
    default void onStep(CapacityStep step) {}

    /** The search has ended and its report, if any, is written. */
    default void onEnd(CapacityResult result) {}
}
