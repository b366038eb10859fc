package dev.perf.engine.internal.sse;

import dev.perf.engine.internal.stream.OpenStream;

/** A stream of events of a user. There is nothing polite to say before it is closed. */
final class OpenEvents extends OpenStream {

    private final EventSubscriber subscriber;

    /** A stream that {@link #subscriber} will hear of. */
    OpenEvents(Basics basics, Resumption resumption) {
        super(basics);
        this.subscriber = new EventSubscriber(basics, resumption);
    }

    /** Returns what is to be told of what comes. */
    EventSubscriber subscriber() {
        return subscriber;
    }

    @Override
    protected void beginClose() {
        cutOff();
    }

    @Override
    protected void awaitClosed(long deadline) {
        cutOff();
    }

    @Override
    protected void cutOff() {
        subscriber.cancel();
    }
}
