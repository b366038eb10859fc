package dev.perf.engine.internal.http;

import dev.perf.check.Check;
import dev.perf.check.Source;
import dev.perf.engine.internal.http.transport.ExchangeLimits;
import dev.perf.engine.internal.http.transport.Timing;
import dev.perf.engine.internal.http.transport.TransportException;
import dev.perf.engine.internal.http.transport.WireRequest;
import dev.perf.engine.internal.http.transport.WireRequest.ResponseBody;
import dev.perf.engine.internal.measure.Recorder;
import dev.perf.engine.internal.measure.RequestSample;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.CompiledRequest;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.http.HttpRequest;
import dev.perf.http.HttpResponse;
import dev.perf.http.HttpSettings;
import dev.perf.http.Save;
import dev.perf.scenario.MissingValueException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A compiled HTTP request: fills it for a user, sends it, follows redirects, judges the response and records each hop
 * as a request under the same name.
 */
final class HttpRequestNode implements CompiledRequest<HttpResponse> {

    /** HTTP is the first protocol of every scenario. */
    private static final int STATE = 0;

    private final String name;
    private final String method;
    private final UrlTemplate url;
    private final HeaderTemplates headers;
    private final BodyTemplate body;
    private final ExchangeLimits limits;
    private final int maxRedirects;
    private final boolean cookies;
    private final boolean needsBody;
    private final boolean expectsContinue;
    private final @Nullable BodySinks sinks;
    private final boolean checksStatus;
    private final CompiledCheck[] checks;
    private final CompiledSave[] saves;
    private final OutcomeSeries series;

    private HttpRequestNode(
            HttpRequest request,
            HttpSettings settings,
            UrlTemplate url,
            HeaderTemplates headers,
            BodyTemplate body,
            @Nullable BodySinks sinks,
            ExchangeLimits limits,
            List<CompiledCheck> checks,
            List<CompiledSave> saves,
            OutcomeSeries series) {
        Integer ownRedirects = request.maxRedirects();
        this.name = request.name();
        this.method = request.method();
        this.url = url;
        this.headers = headers;
        this.body = body;
        this.limits = limits;
        this.maxRedirects = ownRedirects == null ? settings.maxRedirects() : ownRedirects;
        this.cookies = settings.cookies();
        this.needsBody =
                request.checks().stream().anyMatch(check -> check.source().needsBody())
                        || request.saves().stream()
                                .anyMatch(save -> save.extractor().source().needsBody());
        this.expectsContinue = request.expectsContinue();
        this.sinks = sinks;
        this.checksStatus = request.checks().stream().anyMatch(check -> check.source() instanceof Source.Status);
        this.checks = checks.toArray(CompiledCheck[]::new);
        this.saves = saves.toArray(CompiledSave[]::new);
        this.series = series;
    }

    /** Compiles {@code request}; mistakes go to the context. */
    static HttpRequestNode compile(
            HttpRequest request, HttpSettings settings, @Nullable Target base, CompileContext context) {
        UrlTemplate url = UrlTemplate.compile(request, base, context);
        HeaderTemplates headers = HeaderTemplates.compile(request, settings, context);
        BodyTemplate body = BodyTemplate.compile(request, context);
        List<CompiledCheck> checks = request.checks().stream()
                .map((Check check) -> CompiledCheck.compile(check, context))
                .toList();
        List<CompiledSave> saves = request.saves().stream()
                .map((Save save) -> CompiledSave.compile(save, context))
                .toList();
        var series = new OutcomeSeries(
                context.series(),
                context.tags()
                        .and("name", request.name())
                        .and("method", request.method())
                        .and(request.tags()));
        BodySinks sinks = BodySinks.compile(request, settings, context);
        return new HttpRequestNode(
                request,
                settings,
                url,
                headers,
                body,
                sinks,
                limits(request, settings, context),
                checks,
                saves,
                series);
    }

    private static ExchangeLimits limits(HttpRequest request, HttpSettings settings, CompileContext context) {
        Duration own = request.timeout();
        Duration timeout = own == null ? settings.requestTimeout() : own;
        ExchangeLimits limits = ExchangeLimits.DEFAULT.withMaxKeptBytes(settings.maxBodyBytes());
        Integer redirects = request.maxRedirects();
        if (redirects != null && redirects < 0) {
            context.problem(
                    request.location(), "maxRedirects must not be negative, got " + redirects + "; 0 follows none");
        }
        try {
            return limits.withRequestTimeout(timeout);
        } catch (IllegalArgumentException refused) {
            context.problem(request.location(), String.valueOf(refused.getMessage()));
            return limits;
        }
    }

    @Override
    public void run(VirtualUser user) throws InterruptedException {
        execute(user, (HttpUserState) user.state(STATE), needsBody);
    }

    @Override
    public HttpResponse send(VirtualUser user) throws InterruptedException {
        HttpUserState state = (HttpUserState) user.state(STATE);
        String failure = execute(user, state, true);
        return new UserResponse(state, state.sample.sent, failure);
    }

    /** Returns why the request failed, or null where it did not. */
    private @Nullable String execute(VirtualUser user, HttpUserState state, boolean keepBody)
            throws InterruptedException {
        user.requestSent();
        try {
            Target target = url.of(user.session());
            WireRequest wire = state.wire(target, method);
            body.put(wire, user.session());
            headers.write(wire, user.session(), false);
            wire.limits(limits).expectContinue(expectsContinue);
            if (sinks == null) {
                wire.responseBody(keepBody ? ResponseBody.KEEP : ResponseBody.DISCARD);
            } else {
                sinks.prepare(wire, user.session(), state.response, keepBody, maxRedirects > 0);
            }
            return follow(user, state, wire, target);
        } catch (MissingValueException | IllegalArgumentException unsendable) {
            return unsent(user, state, unsendable);
        }
    }

    private @Nullable String follow(VirtualUser user, HttpUserState state, WireRequest wire, Target first)
            throws InterruptedException {
        Target target = first;
        for (int hop = 0; ; hop++) {
            String cookie = cookies ? state.cookies.header(target) : null;
            if (cookie != null) {
                wire.header("Cookie", cookie);
            }
            state.response.reset();
            try {
                state.channel.exchange(wire, state.exchange);
            } catch (TransportException failure) {
                return failed(user, state, failure);
            }
            if (cookies && state.exchange.setsCookies()) {
                state.cookies.keep(target, state.exchange);
            }
            if (expectsContinue && isExpectationRefused(wire, state)) {
                record(user, state, false, null);
                wire.expectContinue(false);
                headers.write(wire, user.session(), !target.origin().equals(first.origin()));
                hop--;
                continue;
            }
            String location = Redirect.location(state.exchange);
            if (location == null || maxRedirects == 0) {
                return judged(user, state);
            }
            if (hop == maxRedirects) {
                String message = "more than " + maxRedirects + " redirects, the last to " + location;
                return rejected(user, state, "redirect", message);
            }
            try {
                target = target.resolve(location);
            } catch (IllegalArgumentException malformed) {
                return rejected(user, state, "redirect", "redirect to " + malformed.getMessage());
            }
            record(user, state, false, null);
            Redirect.apply(state.exchange.status(), wire, target);
            headers.write(wire, user.session(), !target.origin().equals(first.origin()));
        }
    }

    /** RFC 9110, 10.1.1: the request is to be sent again, without the expectation. */
    private static boolean isExpectationRefused(WireRequest wire, HttpUserState state) {
        return state.exchange.status() == 417 && wire.expectsContinue() && wire.canSendAgain();
    }

    /** A response came whole: it is judged by its status, the checks and the values to save. */
    private @Nullable String judged(VirtualUser user, HttpUserState state) {
        try {
            state.response.unpack();
        } catch (MalformedBodyException malformed) {
            return rejected(user, state, malformed.kind(), String.valueOf(malformed.getMessage()));
        }
        String failure = null;
        try {
            int status = state.exchange.status();
            if (!checksStatus && (status < 200 || status > 399)) {
                failure = "status " + status + ", wanted 2xx or 3xx; a check on the status would allow it";
                user.fail("status", name, failure);
            }
            for (CompiledCheck check : checks) {
                String complaint = check.judge(user, state.response);
                if (complaint != null) {
                    failure = failure == null ? complaint : failure;
                    user.fail(check.kind(), name, complaint);
                }
            }
            for (CompiledSave save : saves) {
                String complaint = save.save(user.session(), state.response);
                if (complaint != null) {
                    failure = failure == null ? complaint : failure;
                    user.fail("save", name, complaint);
                }
            }
        } catch (MissingValueException missing) {
            failure = String.valueOf(missing.getMessage());
            user.fail("session", name, failure);
        }
        record(user, state, failure != null, null);
        return failure;
    }

    private String rejected(VirtualUser user, HttpUserState state, String kind, String message) {
        user.fail(kind, name, message);
        failChecks(user);
        record(user, state, true, null);
        return message;
    }

    private String failed(VirtualUser user, HttpUserState state, TransportException failure) {
        String message = String.valueOf(failure.getMessage());
        user.fail(failure.kind().tag(), name, message);
        failChecks(user);
        record(user, state, true, failure.kind().tag());
        return message;
    }

    /** Nothing was sent: the request counts as failed, and no time is recorded for it. */
    private String unsent(VirtualUser user, HttpUserState state, RuntimeException reason) {
        String kind = reason instanceof MissingValueException ? "session" : "request";
        String message = String.valueOf(reason.getMessage());
        user.fail(kind, name, message);
        failChecks(user);
        RequestSample sample = state.sample;
        sample.clear();
        sample.failed = true;
        sample.sent = false;
        record(user, 0, kind, sample);
        return message;
    }

    private void failChecks(VirtualUser user) {
        for (CompiledCheck check : checks) {
            check.fails(user);
        }
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
        record(user, state.exchange.status(), error, sample);
        user.stepEnded(timing.endNanos());
    }

    private void record(VirtualUser user, int status, @Nullable String error, RequestSample sample) {
        var of = series.of(user.phase(), status, error);
        Recorder.Stripe stripe = user.stripe();
        stripe.request(of, sample);
        stripe.release();
    }
}
