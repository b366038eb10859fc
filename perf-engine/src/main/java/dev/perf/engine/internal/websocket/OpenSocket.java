package dev.perf.engine.internal.websocket;

import dev.perf.engine.internal.http.transport.ErrorKind;
import dev.perf.engine.internal.stream.Ending;
import dev.perf.engine.internal.stream.Inbox;
import dev.perf.engine.internal.stream.OpenStream;
import dev.perf.engine.internal.stream.StreamException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A socket of a user, whose thread sends and waits. */
final class OpenSocket extends OpenStream {

    /** How long a socket that nobody asks about any more waits for the server's close. */
    private static final long GIVEN_UP_SECONDS = 5;

    private final SocketListener listener;
    private final Basics basics;
    private @Nullable WebSocket socket;
    private long pings;
    private boolean closing;

    /** A socket whose handshake is yet to be done, with {@link #listener}. */
    OpenSocket(Basics basics) {
        super(basics);
        this.basics = basics;
        this.listener = new SocketListener(basics);
    }

    /** Returns what is to be told of what comes. */
    WebSocket.Listener listener() {
        return listener;
    }

    /** The handshake is done. */
    void opened(WebSocket open) {
        socket = open;
    }

    void sendText(String message, long timeoutNanos) throws InterruptedException, StreamException {
        complete(live().sendText(message, true), timeoutNanos, "message");
    }

    void sendBinary(byte[] message, long timeoutNanos) throws InterruptedException, StreamException {
        complete(live().sendBinary(ByteBuffer.wrap(message), true), timeoutNanos, "message");
    }

    /** Sends a ping; returns the number by which its pong is known. */
    long sendPing(long timeoutNanos) throws InterruptedException, StreamException {
        long number = ++pings;
        ByteBuffer payload = ByteBuffer.allocate(Long.BYTES).putLong(number).flip();
        complete(live().sendPing(payload), timeoutNanos, "ping");
        return number;
    }

    /** Waits for the pong of a ping; returns when it came, or -1 where it did not. */
    long awaitPong(long number, long deadline) throws InterruptedException {
        return listener.awaitPong(number, deadline);
    }

    void sendClose(int code, String reason, long timeoutNanos) throws InterruptedException, StreamException {
        closing = true;
        complete(live().sendClose(code, reason), timeoutNanos, "close");
    }

    @Override
    protected void beginClose() {
        WebSocket open = socket;
        if (open == null || open.isOutputClosed() || inbox().ending() != null) {
            return;
        }
        closing = true;
        var unused = open.sendClose(WebSocket.NORMAL_CLOSURE, "")
                .thenRunAsync(() -> {}, CompletableFuture.delayedExecutor(GIVEN_UP_SECONDS, TimeUnit.SECONDS))
                .whenComplete((done, failed) -> open.abort());
    }

    @Override
    protected void awaitClosed(long deadline) throws InterruptedException {
        try {
            if (closing) {
                inbox().awaitEnding(deadline);
            }
        } finally {
            cutOff();
        }
    }

    @Override
    protected void cutOff() {
        WebSocket open = socket;
        if (open != null) {
            open.abort();
        }
    }

    private WebSocket live() throws StreamException {
        Ending ending = inbox().ending();
        if (ending != null) {
            throw ending.failure();
        }
        return Objects.requireNonNull(socket, "handshake not done");
    }

    /** Only one message at a time may be on its way, so one that does not go out is the end of the socket. */
    private void complete(CompletableFuture<WebSocket> sending, long timeoutNanos, String what)
            throws InterruptedException, StreamException {
        try {
            sending.get(timeoutNanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException stop) {
            cutOff();
            throw stop;
        } catch (TimeoutException stuck) {
            basics.broken(ErrorKind.TIMEOUT.tag(), what + " not written in time; does the server read?");
            throw cutOffFor(stuck);
        } catch (ExecutionException failed) {
            Throwable cause = Objects.requireNonNullElse(failed.getCause(), failed);
            basics.broken(cause);
            throw cutOffFor(cause);
        }
    }

    /** Returns what ended the socket, which may be something else that came first. */
    private StreamException cutOffFor(Throwable thrown) {
        Inbox inbox = inbox();
        cutOff();
        Ending ending = inbox.ending();
        return ending == null
                ? new StreamException(ErrorKind.OTHER.tag(), said(String.valueOf(thrown.getMessage())))
                : ending.failure();
    }
}
