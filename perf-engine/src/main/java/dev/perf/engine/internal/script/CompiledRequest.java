package dev.perf.engine.internal.script;

/**
 * A compiled request of some protocol.
 *
 * @param <R> what a lambda step gets back
 */
public interface CompiledRequest<R> extends Node {

    /** Sends the request for {@code user}, records it, and returns the response; a failure is in the response. */
    R send(VirtualUser user) throws InterruptedException;

    @Override
    default void run(VirtualUser user) throws InterruptedException, StepsEndedException {
        send(user);
        user.standing().exitIfAsked();
    }
}
