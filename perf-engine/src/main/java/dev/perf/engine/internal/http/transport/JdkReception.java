package dev.perf.engine.internal.http.transport;

import java.io.InputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the client's threads learn about one response: its head's moment, and its body, counted or kept.
 *
 * <p>The client calls it from one thread at a time and its result happens-before the caller goes on; the volatile
 * fields are those a caller also reads who gave up before.
 */
final class JdkReception implements BodyHandler<JdkReception>, BodySubscriber<JdkReception> {

    private final CompletableFuture<JdkReception> done = new CompletableFuture<>();
    private final Buffers buffers;
    private final LongSupplier clock;
    private final boolean keepsBody;
    private final ExchangeLimits limits;
    private Flow.@Nullable Subscription subscription;
    private @Nullable BodyBuffer kept;
    private @Nullable Deadline headDeadline;
    private long headMoment;
    private volatile long headNanos;
    private volatile int status;
    private volatile long size;

    JdkReception(Buffers buffers, LongSupplier clock, WireRequest request) {
        this.buffers = buffers;
        this.clock = clock;
        this.keepsBody = request.keepsBody();
        this.limits = request.limits();
    }

    /** Sets how long after {@code start} the head may take; called before the request is sent. */
    void limitHead(Duration limit, long start, Runnable onExpiry) {
        headMoment = start + limit.toNanos();
        headDeadline = new Deadline(onExpiry);
        headDeadline.start(headMoment);
    }

    /** The watchdog: acts if the head should have come. */
    void check(long now) {
        if (headDeadline != null) {
            headDeadline.check(now);
        }
    }

    /** Whether {@link #check} has acted. */
    boolean hasExpired() {
        return headDeadline != null && headDeadline.hasExpired();
    }

    /** Whether the head came after its time, or has not come, and its time is over at {@code now}. */
    boolean isHeadLate(long now) {
        return headDeadline != null && (status == 0 ? now : headNanos) - headMoment > 0;
    }

    private void headCame(ResponseInfo head) {
        headNanos = clock.getAsLong();
        status = head.statusCode();
        if (headDeadline != null) {
            headDeadline.stop();
        }
    }

    long headNanos() {
        return headNanos;
    }

    /** Status code, or 0 before the head has come. */
    int status() {
        return status;
    }

    /** Bytes of body so far. */
    long size() {
        return size;
    }

    /** A body that somebody else reads has so many bytes so far. */
    void size(long bytes) {
        size = bytes;
    }

    /** Gives the body to its reader, once the response is complete. */
    void handOver(Exchange exchange) {
        if (kept != null) {
            exchange.bodyIn(buffers, kept.bytes(), kept.length());
            kept = null;
        }
    }

    @Override
    public BodySubscriber<JdkReception> apply(ResponseInfo head) {
        headCame(head);
        return this;
    }

    /** Notes the head alone and leaves the body to be read as a stream. */
    BodyHandler<InputStream> ofHead() {
        return head -> {
            headCame(head);
            return BodySubscribers.ofInputStream();
        };
    }

    @Override
    public CompletionStage<JdkReception> getBody() {
        return done;
    }

    @Override
    public void onSubscribe(Flow.Subscription source) {
        subscription = source;
        source.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        if (done.isDone()) {
            return;
        }
        try {
            for (ByteBuffer piece : pieces) {
                take(piece);
            }
        } catch (ResponseFault e) {
            if (subscription != null) {
                subscription.cancel();
            }
            discard();
            done.completeExceptionally(e);
        }
    }

    private void take(ByteBuffer piece) throws ResponseFault {
        long sizeNow = size + piece.remaining(); // one writer at a time
        limits.checkBodySize(sizeNow, keepsBody);
        size = sizeNow;
        if (keepsBody) {
            if (kept == null) {
                kept = new BodyBuffer(buffers);
            }
            kept.append(piece);
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (done.completeExceptionally(failure)) {
            discard();
        }
    }

    /** By the client's thread, which alone writes into the buffer, and writes no more. */
    private void discard() {
        if (kept != null) {
            kept.discard();
            kept = null;
        }
    }

    @Override
    public void onComplete() {
        done.complete(this);
    }
}
