package dev.perf.engine.internal.stream;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.http.transport.Origin;
import dev.perf.engine.internal.http.transport.StreamingClient;
import dev.perf.engine.internal.http.transport.TransportException;

/**
 * A connection of a user that stays open from step to step. Belongs to the user's thread, but for the inbox, which the
 * client's thread fills.
 */
public abstract class OpenStream {

    /**
     * How a stream is made.
     *
     * @param startNanos when it was begun to connect
     * @param maxBytes how long a message may be
     */
    public record Basics(
            StreamKind kind,
            String name,
            Origin origin,
            Clock clock,
            long startNanos,
            Inbox inbox,
            int maxBytes,
            StreamSeries series) {

        /** Puts the stream's name before a message. */
        public String said(String message) {
            return kind.called(name) + ": " + message;
        }

        /** Ends the stream by what the client threw. */
        public void broken(Throwable thrown) {
            TransportException named = StreamingClient.failure(origin, thrown);
            inbox.end(Ending.Way.BROKEN, named.kind().tag(), said(String.valueOf(named.getMessage())));
        }

        /** Ends the stream by a mistake of the server. */
        public void broken(String kindOfError, String message) {
            inbox.end(Ending.Way.BROKEN, kindOfError, said(message));
        }

        /** Ends the stream for something too long came over it. */
        public void tooLong() {
            broken(
                    "limit",
                    kind.item() + " longer than " + maxBytes + " bytes; raise maxBodyBytes of the http settings");
        }
    }

    private final Basics basics;
    private boolean ended;
    private boolean hadFirst;

    /** When the user sent what it has not awaited an answer to, and when that was meant to be sent. */
    private long sentNanos;

    private long sentIntended = Long.MIN_VALUE;
    private long sent;

    /** A stream that begins. */
    protected OpenStream(Basics basics) {
        this.basics = basics;
    }

    /** Begins to close the stream, if it is open, without waiting. */
    protected abstract void beginClose();

    /** Waits for the end of a stream that the user closes, and cuts it off where it does not come. */
    protected abstract void awaitClosed(long deadline) throws InterruptedException;

    /** Ends the connection, whatever state it is in. */
    protected abstract void cutOff();

    /** Returns what came. */
    public final Inbox inbox() {
        return basics.inbox();
    }

    /** Puts the stream's name before a message. */
    public final String said(String message) {
        return basics.said(message);
    }

    final StreamSeries series() {
        return basics.series();
    }

    final long startNanos() {
        return basics.startNanos();
    }

    /** Counts a message sent, which the next one to be awaited may be the answer to. */
    public final void sent(long startedNanos, long intendedNanos) {
        sent++;
        if (sentIntended != intendedNanos) {
            sentIntended = intendedNanos;
            sentNanos = startedNanos;
        }
    }

    /**
     * Returns from when a message is waited for: from when the user began to send, where it has done nothing else since
     * that has a beginning of its own.
     */
    final long waitingSince(long now, long intendedNanos) {
        return sentIntended == intendedNanos ? sentNanos : now;
    }

    /** Returns how many messages were sent since the last call. */
    final long takeSent() {
        long count = sent;
        sent = 0;
        return count;
    }

    /** Returns how long after the beginning the first message came, once; -1 where it has not, or it was told. */
    final long takeFirst() {
        long nanos = hadFirst ? -1 : basics.inbox().firstNanos();
        if (nanos == -1) {
            return -1;
        }
        hadFirst = true;
        return nanos - basics.startNanos();
    }

    /** Tells whether this is the first call: the session is over, and to be recorded once. */
    final boolean endsNow() {
        boolean first = !ended;
        ended = true;
        return first;
    }
}
