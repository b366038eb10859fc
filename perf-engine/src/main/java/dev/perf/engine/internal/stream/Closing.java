package dev.perf.engine.internal.stream;

import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.stream.StreamResult;
import org.jspecify.annotations.Nullable;

/**
 * The step that closes a stream.
 *
 * @param stream name of the stream
 * @param step what its errors are shown under
 */
public record Closing(String stream, String step) {

    /**
     * Closes a stream as its protocol does.
     *
     * @param <S> the kind of streams
     */
    @FunctionalInterface
    public interface Closer<S> {
        /** Closes it, as far as that is polite; returns what went wrong, or null. */
        @Nullable
        StreamException close(S open) throws InterruptedException;
    }

    /** Closes the user's stream with {@code closer}; one that the server has ended as intended was only quicker. */
    public <S extends OpenStream> StreamResult close(VirtualUser user, StreamState<S> state, Closer<S> closer)
            throws InterruptedException {
        user.samples().requestSent();
        long start = user.clock().nanos();
        String failure = null;
        try {
            S open = state.require(stream);
            StreamException unclean = end(open, closer);
            if (unclean != null) {
                failure = state.failed(user, stream, step, unclean);
            }
            state.forget(user, stream, open);
        } catch (StreamException unopened) {
            failure = state.failed(user, stream, step, unopened);
        }
        long end = user.clock().nanos();
        user.stepEnded(end);
        return StepResult.of(failure, end - start);
    }

    private static <S extends OpenStream> @Nullable StreamException end(S open, Closer<S> closer)
            throws InterruptedException {
        try {
            Ending before = open.inbox().ending();
            if (before == null) {
                return closer.close(open);
            }
            return before.way() == Ending.Way.DONE ? null : before.failure();
        } finally {
            open.cutOff();
        }
    }
}
