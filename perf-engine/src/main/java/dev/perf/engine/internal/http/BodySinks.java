package dev.perf.engine.internal.http;

import dev.perf.check.Source;
import dev.perf.engine.internal.http.transport.BodyFault;
import dev.perf.engine.internal.http.transport.BodyReader;
import dev.perf.engine.internal.http.transport.ErrorKind;
import dev.perf.engine.internal.http.transport.Exchange;
import dev.perf.engine.internal.http.transport.WireRequest;
import dev.perf.engine.internal.http.transport.WireRequest.ResponseBody;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.template.Template;
import dev.perf.http.BodyConsumer;
import dev.perf.http.HttpRequest;
import dev.perf.http.HttpSettings;
import dev.perf.http.ResponseUse;
import dev.perf.scenario.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What becomes of the bodies of the responses to one request, where they are not just kept or discarded. */
final class BodySinks {

    private final Set<String> algorithms;
    private final boolean needsDigests;
    private final boolean needsBody;
    private final ResponseUse use;
    private final @Nullable Template file;
    private final @Nullable BodyConsumer consumer;
    private final int maxBodyBytes;

    private BodySinks(
            List<Source> sources,
            ResponseUse use,
            @Nullable Template file,
            @Nullable BodyConsumer consumer,
            int maxBodyBytes) {
        this.algorithms = sources.stream()
                .filter(Source.Checksum.class::isInstance)
                .map(source -> ((Source.Checksum) source).algorithm())
                .filter(BodyDigests::isKnown)
                .collect(Collectors.toUnmodifiableSet());
        this.needsDigests = sources.stream().anyMatch(Source::streamsBody);
        this.needsBody = sources.stream().anyMatch(Source::needsBody);
        this.use = use;
        this.file = file;
        this.consumer = consumer;
        this.maxBodyBytes = maxBodyBytes;
    }

    /** Compiles what {@code request} asks for; returns null where its bodies are just kept or discarded. */
    static @Nullable BodySinks compile(HttpRequest request, HttpSettings settings, CompileContext context) {
        List<Source> sources = ResponseJudge.sources(request, settings);
        ResponseUse use = request.responseUse();
        if (use instanceof ResponseUse.AsNeeded && sources.stream().noneMatch(Source::streamsBody)) {
            return null;
        }
        BodySinks sinks = new BodySinks(
                sources,
                use,
                use instanceof ResponseUse.Saved saved
                        ? context.template(saved.path(), request.location(), SavedFile::safeName)
                        : null,
                use instanceof ResponseUse.Streamed streamed ? streamed.consumer() : null,
                settings.maxBodyBytes());
        if (use instanceof ResponseUse.Streamed) {
            context.producesAnything();
        }
        if (Boolean.TRUE.equals(request.caches()) && !sinks.allowCache()) {
            context.problem(
                    request.location(),
                    "cache() and saveTo, streamTo, checksum or bodyLength exclude each other, for what is stored does"
                            + " not arrive; remove one");
        }
        return sinks;
    }

    /** Whether a stored response may stand for one that arrives. */
    boolean allowCache() {
        return use instanceof ResponseUse.Discarded && !needsDigests;
    }

    /**
     * Says in {@code wire} what is to become of the response's body.
     *
     * @param view where the outcome is noted
     * @param keep whether somebody may ask for the body: a check, a saved value, a lambda step
     * @param follows whether redirects are followed: then their bodies are nobody's
     */
    void prepare(WireRequest wire, Session session, ResponseView view, boolean keep, boolean follows) {
        boolean asNeeded = use instanceof ResponseUse.AsNeeded;
        if (asNeeded && (keep || needsBody)) {
            wire.responseBody(ResponseBody.KEEP);
        } else if (use instanceof ResponseUse.Discarded && !needsDigests) {
            wire.responseBody(needsBody ? ResponseBody.KEEP : ResponseBody.DISCARD);
        } else {
            String path = file == null ? null : file.fill(session);
            wire.responseBody(new Reception(wire, session, view, path, follows));
        }
    }

    /** One request's. */
    private final class Reception implements BodyReader {

        private final WireRequest wire;
        private final Session session;
        private final ResponseView view;
        private final @Nullable String path;
        private final boolean follows;

        Reception(WireRequest wire, Session session, ResponseView view, @Nullable String path, boolean follows) {
            this.wire = wire;
            this.session = session;
            this.view = view;
            this.path = path;
            this.follows = follows;
        }

        @Override
        public void read(Exchange head, InputStream body) throws IOException {
            boolean goesOn = follows && Redirect.location(head) != null
                    || head.status() == 417 && wire.expectsContinue() && wire.canSendAgain();
            if (goesOn) {
                return;
            }
            List<String> codings = ContentCoding.of(head);
            var digests = new BodyDigests.Running(algorithms);
            try (SavedFile saved = path == null ? null : SavedFile.create(path)) {
                TappedBody tapped = new TappedBody(body, codings, digests, saved, needsBody, maxBodyBytes);
                try {
                    pull(tapped);
                } finally {
                    tapped.free();
                }
                if (saved != null) {
                    saved.complete();
                }
                view.streamed(digests, tapped.kept());
            } catch (MalformedBodyException malformed) {
                throw new BodyFault(
                        malformed.kind().equals("limit") ? ErrorKind.LIMIT : ErrorKind.PROTOCOL,
                        String.valueOf(malformed.getMessage()));
            }
        }

        private void pull(TappedBody body) throws IOException {
            if (consumer != null) {
                try {
                    consumer.accept(body, session);
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("interrupted");
                } catch (Exception | LinkageError | AssertionError | StackOverflowError thrown) {
                    body.rethrow();
                    throw new BodyFault(ErrorKind.RESPONSE_BODY, "streamTo threw " + describe(thrown));
                }
            }
            body.finish();
        }
    }

    private static String describe(Throwable thrown) {
        String message = thrown.getMessage();
        String type = thrown.getClass().getSimpleName();
        return message == null || message.isBlank() ? type : type + ": " + message;
    }
}
