package dev.perf.engine.internal.websocket;

import dev.perf.engine.internal.http.HttpProtocol;
import dev.perf.engine.internal.http.OpeningRequest.Opening;
import dev.perf.engine.internal.http.transport.ErrorKind;
import dev.perf.engine.internal.http.transport.Scheme;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.CompiledRequest;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.engine.internal.stream.Connecting;
import dev.perf.engine.internal.stream.OpenStream;
import dev.perf.engine.internal.stream.StreamException;
import dev.perf.engine.internal.stream.StreamKind;
import dev.perf.stream.StreamResult;
import dev.perf.websocket.WebSocketStep;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Opens a socket. */
final class ConnectNode implements CompiledRequest<StreamResult> {

    /** The client keeps the limit; this is for what it might not see. */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Connecting<OpenSocket> connecting;
    private final HttpClient client;
    private final List<String> subprotocols;

    private ConnectNode(Connecting<OpenSocket> connecting, HttpClient client, List<String> subprotocols) {
        this.connecting = connecting;
        this.client = client;
        this.subprotocols = subprotocols;
    }

    /** Compiles {@code step}; mistakes go to the context. */
    static ConnectNode compile(WebSocketStep.Connect step, HttpProtocol http, CompileContext context) {
        checkSubprotocols(step, context);
        Connecting<OpenSocket> connecting = Connecting.compile(
                new Connecting.Wanted(
                        StreamKind.SOCKET,
                        step.socket(),
                        step.name(),
                        step.timeout(),
                        step.buffered(),
                        step.onFail(),
                        step.location()),
                http.handshake(step.url(), step.headers(), step.location(), context),
                http,
                context);
        return new ConnectNode(connecting, http.streaming().client(), step.subprotocols());
    }

    private static void checkSubprotocols(WebSocketStep.Connect step, CompileContext context) {
        var seen = new HashSet<String>();
        for (String subprotocol : step.subprotocols()) {
            if (!subprotocol.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
                context.problem(
                        step.location(),
                        "subprotocol \"" + subprotocol + "\" must be letters, digits and !#$%&'*+-.^_`|~");
            } else if (!seen.add(subprotocol)) {
                context.problem(step.location(), "subprotocol \"" + subprotocol + "\" is given twice; remove one");
            }
        }
    }

    @Override
    public StreamResult send(VirtualUser user) throws InterruptedException {
        return connecting.connect(user, SocketState.of(user), this::open);
    }

    private OpenSocket open(Opening opening, OpenStream.Basics basics) throws StreamException, InterruptedException {
        var socket = new OpenSocket(basics);
        CompletableFuture<WebSocket> opened = begin(opening, socket);
        try {
            socket.opened(opened.get(connecting.timeout().toNanos() + GRACE_NANOS, TimeUnit.NANOSECONDS));
            return socket;
        } catch (ExecutionException failed) {
            throw failure(basics, Objects.requireNonNullElse(failed.getCause(), failed));
        } catch (TimeoutException late) {
            var unused = opened.thenAccept(WebSocket::abort);
            throw connecting.unanswered(basics);
        } catch (InterruptedException stop) {
            var unused = opened.thenAccept(WebSocket::abort);
            throw stop;
        }
    }

    private CompletableFuture<WebSocket> begin(Opening opening, OpenSocket socket) throws StreamException {
        try {
            WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(connecting.timeout());
            opening.headers().forEach(field -> builder.header(field.name(), field.value()));
            if (!subprotocols.isEmpty()) {
                builder.subprotocols(
                        subprotocols.getFirst(),
                        subprotocols.subList(1, subprotocols.size()).toArray(String[]::new));
            }
            String scheme = opening.origin().scheme() == Scheme.HTTPS ? "wss://" : "ws://";
            URI address = URI.create(scheme + opening.origin().authority() + opening.path());
            return builder.buildAsync(address, socket.listener());
        } catch (IllegalArgumentException refused) {
            throw StreamException.unsendable(refused);
        }
    }

    private StreamException failure(OpenStream.Basics basics, Throwable thrown) {
        if (thrown instanceof WebSocketHandshakeException refused) {
            int status = refused.getResponse().statusCode();
            return status == 101
                    ? new StreamException(
                            ErrorKind.PROTOCOL.tag(), basics.said("handshake is malformed: " + refused.getMessage()))
                    : new StreamException(
                            "status", basics.said("handshake answered with status " + status + ", wanted 101"));
        }
        return connecting.failure(basics, thrown);
    }
}
