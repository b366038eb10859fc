package dev.perf.engine.internal.http;

import dev.perf.check.OnFail;
import dev.perf.engine.internal.http.Signing.SigningException;
import dev.perf.engine.internal.http.transport.ExchangeLimits;
import dev.perf.engine.internal.http.transport.Timing;
import dev.perf.engine.internal.http.transport.TransportException;
import dev.perf.engine.internal.http.transport.WireRequest;
import dev.perf.engine.internal.http.transport.WireRequest.ResponseBody;
import dev.perf.engine.internal.measure.RequestSample;
import dev.perf.engine.internal.measure.Series;
import dev.perf.engine.internal.measure.Tags;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.CompiledRequest;
import dev.perf.engine.internal.script.StepsEndedException;
import dev.perf.engine.internal.script.Throttling;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.http.HttpRequest;
import dev.perf.http.HttpResponse;
import dev.perf.http.HttpSettings;
import dev.perf.http.RequestSigner;
import dev.perf.scenario.MissingValueException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A compiled HTTP request: fills it for a user, sends it, tries again, answers challenges, follows redirects, judges
 * the last response and records all that was sent as requests under the same name.
 */
final class HttpRequestNode implements CompiledRequest<HttpResponse> {

    private final String name;
    private final String method;
    private final UrlTemplate url;
    private final HeaderTemplates headers;
    private final BodyTemplate body;
    private final ExchangeLimits limits;
    private final int maxRedirects;
    private final boolean cookies;
    private final boolean expectsContinue;
    private final OnFail onFail;
    private final @Nullable BodySinks sinks;
    private final ResponseJudge judge;
    private final OutcomeSeries series;
    private final @Nullable SeriesVariants variants;
    private final @Nullable TagTemplates tags;

    // What a request does without where it is null.
    private final @Nullable Authenticator authenticator;
    private final @Nullable RetryPolicy retry;
    private final @Nullable TraceContext traces;
    private final @Nullable RequestSigner signer;
    private final @Nullable Caching cache;
    private final @Nullable BaseUrls rotation;
    private final @Nullable ParallelNode resources;
    private final @Nullable Throttling throttling;

    private HttpRequestNode(
            HttpRequest request,
            HttpSettings settings,
            UrlTemplate url,
            HeaderTemplates headers,
            BodyTemplate body,
            @Nullable BodySinks sinks,
            ExchangeLimits limits,
            ResponseJudge judge,
            OutcomeSeries series,
            Extras extras) {
        Integer ownRedirects = request.maxRedirects();
        this.name = request.name();
        this.method = request.method();
        this.url = url;
        this.headers = headers;
        this.body = body;
        this.limits = limits;
        this.maxRedirects = ownRedirects == null ? settings.maxRedirects() : ownRedirects;
        this.expectsContinue = request.expectsContinue() || HeaderTemplates.expectContinue(request, settings);
        this.onFail = request.onFail();
        this.sinks = sinks;
        this.cookies = settings.cookies() && request.cookies();
        this.judge = judge;
        this.series = series;
        this.variants = extras.variants();
        this.tags = extras.tags();
        this.authenticator = extras.authenticator();
        this.retry = extras.retry();
        this.traces = extras.traces();
        this.signer = extras.signer();
        this.cache = sinks == null || sinks.allowCache() ? extras.cache() : null;
        this.rotation = extras.rotation();
        this.resources = extras.resources();
        this.throttling = extras.throttling();
    }

    /** Compiles a request; mistakes go to the context. */
    static HttpRequestNode compile(HttpRequest written, HttpSettings settings, BaseUrls bases, CompileContext context) {
        HttpRequest request = settings.urlNames().name(written);
        checkMethod(request, context);
        UrlTemplate url = UrlTemplate.compile(request, bases, context);
        HeaderTemplates headers = HeaderTemplates.compile(request, settings, context);
        BodyTemplate body = BodyTemplate.compile(request, context);
        BodySinks sinks = BodySinks.compile(request, settings, context);
        ResponseJudge judge = ResponseJudge.compile(request, settings, context);
        Tags tags = context.tags()
                .and("name", request.name())
                .and("method", request.method())
                .and(TagTemplates.constants(request));
        return new HttpRequestNode(
                request,
                settings,
                url,
                headers,
                body,
                sinks,
                limits(request, settings, context),
                judge,
                new OutcomeSeries(context.series(), tags),
                Extras.compile(request, settings, bases, url.rotates(), tags, context));
    }

    private static void checkMethod(HttpRequest request, CompileContext context) {
        try {
            WireRequest.checkedMethod(request.method());
        } catch (IllegalArgumentException refused) {
            context.problem(request.location(), String.valueOf(refused.getMessage()));
        }
    }

    private static ExchangeLimits limits(HttpRequest request, HttpSettings settings, CompileContext context) {
        Duration own = request.timeout();
        Duration timeout = own == null ? settings.requestTimeout() : own;
        Duration ownFirstByte = request.firstByteTimeout();
        Duration firstByte = ownFirstByte == null ? settings.firstByteTimeout() : ownFirstByte;
        ExchangeLimits limits = ExchangeLimits.DEFAULT.withMaxKeptBytes(settings.maxBodyBytes());
        Integer redirects = request.maxRedirects();
        if (redirects != null && redirects < 0) {
            context.problem(
                    request.location(), "maxRedirects must not be negative, got " + redirects + "; 0 follows none");
        }
        try {
            limits = limits.withRequestTimeout(timeout);
        } catch (IllegalArgumentException refused) {
            context.problem(request.location(), String.valueOf(refused.getMessage()));
        }
        try {
            return limits.withFirstByteTimeout(firstByte);
        } catch (IllegalArgumentException refused) {
            context.problem(request.location(), String.valueOf(refused.getMessage()));
            return limits;
        }
    }

    @Override
    public void run(VirtualUser user) throws InterruptedException, StepsEndedException {
        if (resources == null) {
            execute(user, HttpUserState.of(user), judge.needsBody());
        } else {
            long start = user.clock().nanos();
            long served = user.samples().servedNanos();
            if (execute(user, HttpUserState.of(user), judge.needsBody()) == null) {
                resources.runSince(start, served, user);
            }
        }
        user.standing().exitIfAsked();
    }

    /** Sends the request in a lane, whose user looks at what became of it when all have joined. */
    void runIn(VirtualUser lane) throws InterruptedException {
        execute(lane, HttpUserState.of(lane), judge.needsBody());
    }

    @Override
    public HttpResponse send(VirtualUser user) throws InterruptedException {
        HttpUserState state = HttpUserState.of(user);
        if (resources == null) {
            String failure = execute(user, state, true);
            return new UserResponse(state.response, state.sample.sent, failure, user.random());
        }
        long start = user.clock().nanos();
        long served = user.samples().servedNanos();
        UserResponse response = sendDetached(user, state);
        if (response.ok()) {
            resources.runSince(start, served, user);
        }
        return response;
    }

    /** Sends the request, and returns a response that stays when the user sends others. */
    UserResponse sendDetached(VirtualUser user, HttpUserState state) throws InterruptedException {
        String failure = execute(user, state, true);
        return new UserResponse(state.response.detached(), state.sample.sent, failure, user.random());
    }

    /** Returns why the request failed, or null where it did not. */
    private @Nullable String execute(VirtualUser user, HttpUserState state, boolean keepBody)
            throws InterruptedException {
        String failure = traced(user, state, keepBody);
        user.samples().evidence(null);
        if (failure != null) {
            user.standing().exitAfterStep(onFail);
        }
        return failure;
    }

    private @Nullable String traced(VirtualUser user, HttpUserState state, boolean keepBody)
            throws InterruptedException {
        user.samples().requestSent();
        if (traces == null) {
            state.journey.begin(null);
            return fillAndSend(user, state, keepBody);
        }
        TraceContext.Trace trace = traces.begin();
        state.journey.begin(trace);
        user.samples().tracing(trace.id());
        try {
            return fillAndSend(user, state, keepBody);
        } finally {
            user.samples().tracing(null);
        }
    }

    private @Nullable String fillAndSend(VirtualUser user, HttpUserState state, boolean keepBody)
            throws InterruptedException {
        try {
            if (rotation != null) {
                state.base = rotation.after(state.base, 1);
            }
            Target target = url.of(user.session(), state.base);
            state.journey.setOut(target);
            WireRequest wire = state.wire(target, method);
            body.put(wire, user.session());
            wire.limits(limits).expectContinue(expectsContinue);
            if (sinks == null) {
                wire.responseBody(keepBody ? ResponseBody.KEEP : ResponseBody.DISCARD);
            } else {
                sinks.prepare(wire, user.session(), state.response, keepBody, maxRedirects > 0);
            }
            return send(user, state, wire);
        } catch (MissingValueException | IllegalArgumentException | SigningException unsendable) {
            return unsent(user, state, unsendable);
        }
    }

    /** Sends until there is an outcome that stands: tries again, answers a challenge, follows redirects. */
    private @Nullable String send(VirtualUser user, HttpUserState state, WireRequest wire) throws InterruptedException {
        Journey journey = state.journey;
        while (true) {
            complete(user, state, wire);
            if (cache != null && cache.answers(user, state, wire)) {
                return answeredFromStore(user, state);
            }
            if (throttling != null) {
                throttling.hold(user);
            }
            seal(user, state, wire);
            user.samples().evidence(state);
            TransportException failure = exchange(state, wire);
            if (cookies && failure == null && state.exchange.setsCookies()) {
                state.cookies.keep(journey.target(), state.exchange);
            }
            if (retry != null && wire.canSendAgain() && triesAgain(retry, user, state, wire, failure)) {
                continue;
            }
            if (failure != null) {
                return failed(user, state, failure);
            }
            if (authenticator != null && answersChallenge(authenticator, user, state)) {
                continue;
            }
            if (expectsContinue && isExpectationRefused(wire, state)) {
                record(user, state, false, null);
                wire.expectContinue(false);
                continue;
            }
            if (cache != null) {
                cache.received(user, state, wire);
            }
            String location = Redirect.location(state.exchange);
            if (location == null || maxRedirects == 0) {
                return judged(user, state, wire);
            }
            String deadEnd = goOn(journey, location);
            if (deadEnd != null) {
                return rejected(user, state, "redirect", deadEnd);
            }
            record(user, state, false, null);
            Redirect.apply(state.exchange.status(), wire, journey.target());
        }
    }

    /** RFC 9110, 10.1.1: the request is to be sent again, without the expectation. */
    private static boolean isExpectationRefused(WireRequest wire, HttpUserState state) {
        return state.exchange.status() == 417 && wire.expectsContinue() && wire.canSendAgain();
    }

    /** Adds all that may differ from attempt to attempt. */
    private void complete(VirtualUser user, HttpUserState state, WireRequest wire) {
        Journey journey = state.journey;
        boolean elsewhere = journey.isElsewhere();
        headers.write(wire, user.session(), elsewhere);
        String cookie = cookies ? state.cookies.header(journey.target()) : null;
        if (cookie != null) {
            wire.header("Cookie", cookie);
        }
        if (authenticator != null && !elsewhere) {
            authenticator.authorize(wire, journey.target(), user.session(), state);
        }
    }

    /** Adds what tells the request from all others, and its signature. */
    private void seal(VirtualUser user, HttpUserState state, WireRequest wire) throws InterruptedException {
        TraceContext.Trace trace = state.journey.trace();
        if (trace != null) {
            trace.write(wire);
        }
        if (signer != null && !state.journey.isElsewhere()) {
            Signing.sign(signer, wire, state.journey.target(), user.session());
        }
    }

    private static @Nullable TransportException exchange(HttpUserState state, WireRequest wire)
            throws InterruptedException {
        state.response.reset();
        try {
            state.channel.exchange(wire, state.exchange);
            return null;
        } catch (TransportException failure) {
            return failure;
        }
    }

    /** Where the outcome is not to stand, records it, waits, and returns true. */
    private boolean triesAgain(
            RetryPolicy policy,
            VirtualUser user,
            HttpUserState state,
            WireRequest wire,
            @Nullable TransportException failure)
            throws InterruptedException {
        int attempt = state.journey.attempt();
        long wait = policy.waitNanos(wire.method(), attempt, state.exchange, failure, user);
        if (wait == RetryPolicy.NEVER) {
            return false;
        }
        String kind = failure == null ? null : failure.kind().tag();
        String outcome = failure == null ? "status " + state.exchange.status() : kind + ", " + failure.getMessage();
        user.note("retried", name, "attempt " + attempt + ": " + outcome);
        policy.count(user);
        long intended = user.intendedNanos();
        record(user, state, true, kind);
        user.stepEnded(intended); // for the last attempt answers what was meant to begin then
        user.rest();
        user.clock().sleepUntil(user.clock().nanos() + wait);
        state.journey.tryAgain();
        return true;
    }

    /** Where the response is a challenge that was not answered yet, records it and returns true. */
    private boolean answersChallenge(Authenticator proof, VirtualUser user, HttpUserState state) {
        Journey journey = state.journey;
        if (journey.isElsewhere() || !proof.isChallenged(journey.target(), state) || journey.isChallenged()) {
            return false;
        }
        journey.answer();
        record(user, state, false, null);
        return true;
    }

    /** Goes where a redirect leads; returns why it cannot, or null where it can. */
    private @Nullable String goOn(Journey journey, String location) {
        if (journey.redirects() == maxRedirects) {
            return "more than " + maxRedirects + " redirects: " + journey.chainTo(location);
        }
        try {
            journey.goOn(journey.target().resolve(location));
            return null;
        } catch (IllegalArgumentException malformed) {
            return "redirect to " + malformed.getMessage();
        }
    }

    /** A response came whole. */
    private @Nullable String judged(VirtualUser user, HttpUserState state, WireRequest wire) {
        try {
            state.response.unpack();
        } catch (MalformedBodyException malformed) {
            return rejected(user, state, malformed.kind(), String.valueOf(malformed.getMessage()));
        }
        if (cache != null) {
            cache.keep(user, state, wire);
        }
        String failure = judge.judge(user, state.response);
        record(user, state, failure != null, null);
        return failure;
    }

    /** A stored response answers: nothing was sent, so there is nothing to record. */
    private @Nullable String answeredFromStore(VirtualUser user, HttpUserState state) {
        state.sample.sent = true;
        String failure = judge.judge(user, state.response);
        user.stepEnded(user.clock().nanos());
        return failure;
    }

    private String rejected(VirtualUser user, HttpUserState state, String kind, String message) {
        user.fail(kind, name, message);
        judge.failAll(user);
        record(user, state, true, null);
        return message;
    }

    private String failed(VirtualUser user, HttpUserState state, TransportException failure) {
        String message = String.valueOf(failure.getMessage());
        user.samples().thrown(failure);
        user.fail(failure.kind().tag(), name, message);
        judge.failAll(user);
        record(user, state, true, failure.kind().tag());
        return message;
    }

    /** Nothing was sent: the request counts as failed, and no time is recorded for it. */
    private String unsent(VirtualUser user, HttpUserState state, RuntimeException reason) {
        String kind = kindOf(reason);
        String message = String.valueOf(reason.getMessage());
        user.fail(kind, name, message);
        judge.failAll(user);
        RequestSample sample = state.sample;
        sample.clear();
        sample.failed = true;
        sample.sent = false;
        record(user, state, 0, kind, sample);
        return message;
    }

    private static String kindOf(RuntimeException reason) {
        return switch (reason) {
            case MissingValueException ignored -> "session";
            case SigningException ignored -> "sign";
            default -> "request";
        };
    }

    private void record(VirtualUser user, HttpUserState state, boolean failed, @Nullable String error) {
        Timing timing = state.exchange.timing();
        RequestSample sample = state.sample;
        sample.sent = true;
        sample.failed = failed;
        sample.responseNanos = timing.endNanos() - Math.min(user.intendedNanos(), timing.startNanos());
        sample.serviceNanos = timing.durationNanos();
        sample.blockedNanos = timing.blockedNanos();
        sample.lookingUpNanos = timing.lookingUpNanos();
        sample.connectingNanos = timing.connectingNanos();
        sample.tlsHandshakingNanos = timing.tlsHandshakingNanos();
        sample.sendingNanos = timing.sendingNanos();
        sample.waitingNanos = timing.waitingNanos();
        sample.receivingNanos = timing.receivingNanos();
        sample.bytesSent = state.exchange.bytesSent();
        sample.bytesReceived = state.exchange.bytesReceived();
        record(user, state, state.exchange.status(), error, sample);
        user.stepEnded(timing.endNanos());
    }

    private void record(
            VirtualUser user, HttpUserState state, int status, @Nullable String error, RequestSample sample) {
        sample.url = user.samples().isWatched() && sample.sent
                ? state.journey.target().url()
                : null;
        OutcomeSeries outcomes = variants == null ? series : variants.of(state);
        Series of = outcomes.of(user.phase(), status, error);
        user.samples().recordRequest(tags == null ? of : tags.of(of, user), sample);
    }
}
