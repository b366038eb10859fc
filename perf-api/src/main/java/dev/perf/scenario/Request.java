package dev.perf.scenario;

/**
 * A request of some protocol: a step of a scenario, and a value that a lambda step can {@linkplain User#send send}.
 *
 * @param <R> what a lambda step gets back
 */
public non-sealed interface Request<R> extends Step {

    /** Returns the name under which the request is measured. */
    String name();
}
