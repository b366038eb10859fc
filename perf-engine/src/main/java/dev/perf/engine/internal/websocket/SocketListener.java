package dev.perf.engine.internal.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.perf.engine.internal.http.transport.ErrorKind;
import dev.perf.engine.internal.stream.Ending;
import dev.perf.engine.internal.stream.Message;
import dev.perf.engine.internal.stream.OpenStream;
import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Puts what comes over a socket into its inbox. Called by the client, on one thread at a time; pings of the server are
 * answered by the client.
 */
final class SocketListener implements WebSocket.Listener {

    /** RFC 6455, 7.4.1: what a connection that has ended without a close is said to have been closed with. */
    private static final int NO_CLOSE = 1006;

    private final OpenStream.Basics socket;

    /** Pieces of a message that is not whole yet. */
    private @Nullable StringBuilder text;

    private @Nullable ByteArrayOutputStream binary;

    /** The latest ping that was answered, and when; under the inbox's lock. */
    private long pong = -1;

    private long pongNanos;

    SocketListener(OpenStream.Basics socket) {
        this.socket = socket;
    }

    /** Waits for the pong of a ping; returns when it came, or -1 where it did not. */
    long awaitPong(long number, long deadline) throws InterruptedException {
        return socket.inbox().awaitThat(() -> pong >= number, deadline) ? pongNanos : -1;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket open, CharSequence data, boolean last) {
        StringBuilder pieces = text;
        if (pieces == null && last) {
            received(open, data.toString().getBytes(UTF_8), true);
            return null;
        }
        if (pieces == null) {
            pieces = new StringBuilder();
            text = pieces;
        }
        pieces.append(data);
        if (isTooLong(open, pieces.length())) {
            return null;
        }
        if (last) {
            text = null;
            received(open, pieces.toString().getBytes(UTF_8), true);
        } else {
            open.request(1);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket open, ByteBuffer data, boolean last) {
        ByteArrayOutputStream pieces = binary;
        if (pieces == null) {
            pieces = new ByteArrayOutputStream(data.remaining());
            binary = pieces;
        }
        byte[] piece = new byte[data.remaining()];
        data.get(piece);
        pieces.writeBytes(piece);
        if (isTooLong(open, pieces.size())) {
            return null;
        }
        if (last) {
            binary = null;
            received(open, pieces.toByteArray(), false);
        } else {
            open.request(1);
        }
        return null;
    }

    private void received(WebSocket open, byte[] message, boolean isText) {
        if (!isTooLong(open, message.length)) {
            socket.inbox().add(Message.Content.message(message, isText));
            open.request(1);
        }
    }

    private boolean isTooLong(WebSocket open, int length) {
        if (length <= socket.maxBytes()) {
            return false;
        }
        socket.tooLong();
        open.abort();
        return true;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket open, ByteBuffer payload) {
        if (payload.remaining() == Long.BYTES) {
            long number = payload.getLong();
            long now = socket.clock().nanos();
            socket.inbox().change(() -> {
                if (number > pong) {
                    pong = number;
                    pongNanos = now;
                }
            });
        }
        open.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket open, int code, String reason) {
        String message = code == NO_CLOSE
                ? "connection ended by the server without a close"
                : "closed by the server with code " + code + (reason.isEmpty() ? "" : " \"" + reason + "\"");
        Ending.Way way = switch (code) {
            case WebSocket.NORMAL_CLOSURE -> Ending.Way.DONE;
            case NO_CLOSE -> Ending.Way.BROKEN;
            default -> Ending.Way.DISMISSED;
        };
        socket.inbox().end(way, ErrorKind.PREMATURE_END.tag(), socket.said(message));
        return null;
    }

    @Override
    public void onError(WebSocket open, Throwable thrown) {
        socket.broken(thrown);
    }
}
