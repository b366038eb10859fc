package dev.perf.engine.internal.stream;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.http.MessageView;
import dev.perf.engine.internal.script.Protocol;
import dev.perf.engine.internal.script.VirtualUser;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one kind that a user has, by name. Belongs to its thread.
 *
 * @param <S> the kind of streams
 */
public abstract class StreamState<S extends OpenStream> implements Protocol.UserState {

    /** How long a user that ends waits for servers to close its streams too. */
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final StreamKind kind;
    private final Clock clock;
    private final Map<String, S> streams = new LinkedHashMap<>(4);
    private @Nullable VirtualUser user;
    private @Nullable MessageView view;

    /** The state of a user without streams. */
    protected StreamState(StreamKind kind, Clock clock) {
        this.kind = kind;
        this.clock = clock;
    }

    /** Returns the time. */
    protected final Clock clock() {
        return clock;
    }

    /** Notes whose state it is, which a new state does not know. */
    protected final void belongsTo(VirtualUser owner) {
        user = owner;
    }

    /** Returns where messages are shown to checks. */
    final MessageView view() {
        MessageView known = view;
        if (known == null) {
            known = new MessageView(clock);
            view = known;
        }
        return known;
    }

    /** Returns the user's stream, which may have ended; fails where it was never opened. */
    public final S require(String name) throws StreamException {
        S open = streams.get(name);
        if (open == null) {
            throw new StreamException("request", "no open " + kind.called(name) + "; connect it first");
        }
        return open;
    }

    /** Keeps a stream that was opened. */
    final void put(String name, S stream) {
        streams.put(name, stream);
    }

    /** Gives up the stream of that name, if there is one, and closes it without waiting. */
    final void replace(VirtualUser owner, String name) {
        S old = streams.get(name);
        if (old != null) {
            old.beginClose();
            forget(owner, name, old);
        }
    }

    /** Records the end of a stream, and forgets it. */
    public final void forget(VirtualUser owner, String name, S stream) {
        ended(owner, stream);
        streams.remove(name);
    }

    /**
     * Counts the failure of a step, and the end of the session where that is what failed; the stream is kept, so that
     * further steps tell why they cannot be done. Returns what happened.
     */
    public final String failed(VirtualUser owner, String name, String step, StreamException failure) {
        owner.fail(failure.kind(), step, failure.what());
        S stream = streams.get(name);
        if (stream != null && stream.inbox().ending() != null) {
            ended(owner, stream);
        }
        return failure.what();
    }

    private void ended(VirtualUser owner, S stream) {
        stream.series().count(owner, stream);
        if (stream.endsNow()) {
            Ending ending = stream.inbox().ending();
            long end = ending == null ? clock.nanos() : ending.nanos();
            stream.series().ended(owner, end - stream.startNanos());
        }
    }

    @Override
    public final void rest() {
        VirtualUser owner = user;
        if (owner != null) {
            streams.values().forEach(stream -> stream.series().count(owner, stream));
        }
    }

    @Override
    public final void iterationEnded() {}

    /** The streams of a lane end with what it does. */
    @Override
    public final @Nullable Runnable endsTask(Protocol.UserState ofUser) {
        close();
        return null;
    }

    /** All streams are closed at the same time. */
    @Override
    public final void close() {
        VirtualUser owner = user;
        if (owner == null || streams.isEmpty()) {
            return;
        }
        streams.values().forEach(OpenStream::beginClose);
        long deadline = clock.nanos() + CLOSE_NANOS;
        boolean interrupted = Thread.interrupted();
        for (S stream : streams.values()) {
            try {
                stream.awaitClosed(interrupted ? clock.nanos() : deadline);
            } catch (InterruptedException stop) {
                interrupted = true;
            }
            ended(owner, stream);
        }
        streams.clear();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
