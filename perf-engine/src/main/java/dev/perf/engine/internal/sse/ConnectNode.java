package dev.perf.engine.internal.sse;

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
import dev.perf.http.Field;
import dev.perf.sse.SseStep;
import dev.perf.stream.StreamResult;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Opens a stream of events. */
final class ConnectNode implements CompiledRequest<StreamResult> {

    private static final String TYPE = "text/event-stream";
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final SseStep.Connect step;
    private final Connecting<OpenEvents> connecting;
    private final HttpClient client;

    private ConnectNode(SseStep.Connect step, Connecting<OpenEvents> connecting, HttpClient client) {
        this.step = step;
        this.connecting = connecting;
        this.client = client;
    }

    /** Compiles {@code step}; mistakes go to the context. */
    static ConnectNode compile(SseStep.Connect step, HttpProtocol http, CompileContext context) {
        boolean told =
                step.request().headers().stream().anyMatch(field -> field.name().equalsIgnoreCase(LAST_EVENT_ID));
        if (step.resumes() && told) {
            context.problem(step.location(), "resuming() excludes lastEventId(...); remove one of them");
        }
        Connecting<OpenEvents> connecting = Connecting.compile(
                new Connecting.Wanted(
                        StreamKind.EVENTS,
                        step.stream(),
                        step.name(),
                        step.timeout(),
                        step.buffered(),
                        step.onFail(),
                        step.location()),
                http.opening(step.request(), new Field("Accept", TYPE), context),
                http,
                context);
        return new ConnectNode(step, connecting, http.streaming().client());
    }

    @Override
    public StreamResult send(VirtualUser user) throws InterruptedException {
        SseState state = SseState.of(user);
        if (!step.resumes()) {
            Resumption resumption = state.startOver(step.stream());
            return connecting.connect(user, state, (opening, basics) -> open(opening, basics, resumption));
        }
        long wait = state.retryMillis(step.stream());
        if (wait > 0) {
            user.pause(Duration.ofMillis(wait));
        }
        Resumption resumption = state.goOn(step.stream());
        return connecting.connect(user, state, (opening, basics) -> open(opening, basics, resumption));
    }

    private OpenEvents open(Opening opening, OpenStream.Basics basics, Resumption resumption)
            throws StreamException, InterruptedException {
        HttpRequest request = request(opening, resumption);
        var events = new OpenEvents(basics, resumption);
        CompletableFuture<HttpResponse<String>> answered = client.sendAsync(request, head -> {
            if (refusal(basics, head.statusCode(), head.headers()) != null) {
                events.subscriber().cancel(); // which may have no end
            }
            return events.subscriber();
        });
        try {
            HttpResponse<String> head = answered.get(connecting.timeout().toNanos(), TimeUnit.NANOSECONDS);
            StreamException refusal = refusal(basics, head.statusCode(), head.headers());
            if (refusal != null) {
                throw refusal;
            }
            return events;
        } catch (ExecutionException failed) {
            throw connecting.failure(basics, Objects.requireNonNullElse(failed.getCause(), failed));
        } catch (TimeoutException late) {
            giveUp(answered, events);
            throw connecting.unanswered(basics);
        } catch (InterruptedException stop) {
            giveUp(answered, events);
            throw stop;
        }
    }

    private static void giveUp(CompletableFuture<?> answered, OpenEvents events) {
        answered.cancel(true);
        events.subscriber().cancel();
    }

    private HttpRequest request(Opening opening, Resumption resumption) throws StreamException {
        try {
            String scheme = opening.origin().scheme() == Scheme.HTTPS ? "https://" : "http://";
            HttpRequest.Builder builder =
                    HttpRequest.newBuilder(URI.create(scheme + opening.origin().authority() + opening.path()));
            opening.headers().forEach(field -> builder.header(field.name(), field.value()));
            if (step.resumes() && !resumption.lastEventId().isEmpty()) {
                builder.header(LAST_EVENT_ID, resumption.lastEventId());
            }
            byte[] body = opening.body();
            return builder.method(
                            step.request().method(),
                            body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                    .build();
        } catch (IllegalArgumentException refused) {
            throw StreamException.unsendable(refused);
        }
    }

    private static @Nullable StreamException refusal(OpenStream.Basics basics, int status, HttpHeaders headers) {
        if (status != 200) {
            return new StreamException("status", basics.said("answered with status " + status + ", wanted 200"));
        }
        String type = headers.firstValue("Content-Type").orElse("");
        int parameters = type.indexOf(';');
        String bare = (parameters < 0 ? type : type.substring(0, parameters)).strip();
        if (!bare.toLowerCase(Locale.ROOT).equals(TYPE)) {
            return new StreamException(
                    ErrorKind.PROTOCOL.tag(),
                    basics.said("answered with "
                            + (type.isEmpty() ? "no content type" : "content type \"" + type + "\"")
                            + ", wanted " + TYPE));
        }
        String coding =
                headers.firstValue("Content-Encoding").orElse("identity").strip();
        return coding.equalsIgnoreCase("identity")
                ? null
                : new StreamException(
                        ErrorKind.PROTOCOL.tag(),
                        basics.said("answered with content encoding \"" + coding
                                + "\", which was not asked for; let the server send streams as they are"));
    }
}
