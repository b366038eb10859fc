package dev.perf.engine.internal.measure;

import dev.perf.event.RequestEvent;

/** Is told of requests by the threads of users, which must not wait for it. Thread-safe. */
public interface RequestWatch {

    /** A request has ended. */
    void tell(RequestEvent event);
}
