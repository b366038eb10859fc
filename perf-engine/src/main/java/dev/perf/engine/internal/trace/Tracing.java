package dev.perf.engine.internal.trace;

import org.jspecify.annotations.Nullable;

/** Says of which users there is a trace. A test that is compiled without it runs without the cost of any. */
@FunctionalInterface
public interface Tracing {

    /** Returns the trace of a new user; null where nobody is to read of it. */
    @Nullable
    Trace of(String scenario, long user);
}
