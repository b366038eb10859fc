package dev.perf.engine.fleet;

import java.util.List;

/**
 * Which part of the load an agent puts on. All agents of a run have the same weights; their shares add up to the load.
 *
 * @param index the agent's place among the weights
 * @param weights how much of the load each place gets in proportion; 0 for a place whose agent has no share any more
 */
public record Share(int index, List<Integer> weights) {

    /** All of a load. */
    public static final Share WHOLE = new Share(0, List.of(1));

    /** Copies the weights. */
    public Share {
        weights = List.copyOf(weights);
    }
}
