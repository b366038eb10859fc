package dev.perf.engine.internal.script;

import dev.perf.engine.internal.trace.Trace;

/**
 * A request that a lambda step sends, in a test of which there is a trace.
 *
 * @param <R> what the step gets back
 */
record TracedRequest<R>(String title, CompiledRequest<R> request) implements CompiledRequest<R> {

    @Override
    public R send(VirtualUser user) throws InterruptedException {
        Trace trace = user.trace();
        if (trace == null) {
            return request.send(user);
        }
        trace.begin(title);
        try {
            return request.send(user);
        } finally {
            trace.end();
        }
    }
}
