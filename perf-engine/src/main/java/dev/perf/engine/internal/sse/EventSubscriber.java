package dev.perf.engine.internal.sse;

import dev.perf.engine.internal.stream.Ending;
import dev.perf.engine.internal.stream.Message;
import dev.perf.engine.internal.stream.OpenStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Puts the events of a response into the inbox of its stream. Called by the client, on one thread at a time, but for
 * {@link #cancel}. Its body is there before it has begun: the head is what is waited for.
 */
final class EventSubscriber implements HttpResponse.BodySubscriber<String> {

    private final OpenStream.Basics stream;
    private final EventParser parser;
    private final Resumption resumption;
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private volatile Flow.@Nullable Subscription subscription;

    EventSubscriber(OpenStream.Basics stream, Resumption resumption) {
        this.stream = stream;
        this.resumption = resumption;
        this.parser = new EventParser(stream.maxBytes(), new EventParser.Handler() {
            @Override
            public void event(String name, byte[] data, String id) {
                resumption.lastEventId(id); // before the user can know the event
                stream.inbox().add(Message.Content.event(data, name, id));
            }

            @Override
            public void retry(long millis) {
                resumption.retryMillis(millis);
            }
        });
    }

    @Override
    public CompletionStage<String> getBody() {
        return CompletableFuture.completedFuture("");
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription = begun;
        if (cancelled.get()) {
            begun.cancel();
        } else {
            begun.request(Long.MAX_VALUE); // the inbox is bounded: it drops what is too much
        }
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        try {
            pieces.forEach(parser::parse);
            resumption.lastEventId(parser.lastEventId()); // events without data have ids, too
        } catch (EventParser.TooLongException tooLong) {
            stream.tooLong();
            cancel();
        }
    }

    @Override
    public void onError(Throwable thrown) {
        stream.broken(thrown);
    }

    @Override
    public void onComplete() {
        stream.inbox().end(Ending.Way.DONE, "premature_end", stream.said("ended by the server"));
    }

    /** Ends the connection; may be called at any time, by any thread. */
    void cancel() {
        cancelled.set(true);
        Flow.Subscription begun = subscription;
        if (begun != null) {
            begun.cancel();
        }
    }
}
