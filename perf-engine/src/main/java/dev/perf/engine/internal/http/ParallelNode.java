package dev.perf.engine.internal.http;

import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.CompiledRequest;
import dev.perf.engine.internal.script.GroupSeries;
import dev.perf.engine.internal.script.Lanes;
import dev.perf.engine.internal.script.StepsEndedException;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.http.HttpRequest;
import dev.perf.http.HttpResponse;
import dev.perf.http.HttpSettings;
import dev.perf.http.ParallelRequests;
import dev.perf.source.SourceLocation;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compiled requests that a user sends at the same time, timed together as a group. */
final class ParallelNode implements CompiledRequest<List<HttpResponse>> {

    private static final int MOST_AT_ONCE = 32;

    private final HttpRequestNode[] requests;
    private final int atOnce;
    private final @Nullable BaseUrls rotation;
    private final GroupSeries series;

    private ParallelNode(List<HttpRequestNode> requests, int atOnce, @Nullable BaseUrls rotation, GroupSeries series) {
        this.requests = requests.toArray(HttpRequestNode[]::new);
        this.atOnce = atOnce;
        this.rotation = rotation;
        this.series = series;
    }

    /** Compiles {@code batch}; mistakes go to the context. */
    static ParallelNode compile(ParallelRequests batch, HttpSettings settings, BaseUrls bases, CompileContext context) {
        if (batch.atOnce() < 1 || batch.atOnce() > MOST_AT_ONCE) {
            context.problem(batch.location(), "atOnce must be from 1 to " + MOST_AT_ONCE + ", got " + batch.atOnce());
        }
        if (batch.requests().isEmpty()) {
            context.problem(batch.location(), "it has no requests; add one");
        }
        return compile(batch.name(), batch.requests(), batch.atOnce(), batch.location(), settings, bases, context);
    }

    /** Compiles the resources of {@code page}; returns null where it has none. Mistakes go to the context. */
    static @Nullable ParallelNode compileResources(
            HttpRequest page, HttpSettings settings, BaseUrls bases, CompileContext context) {
        return page.resources().isEmpty()
                ? null
                : compile(
                        page.name(),
                        page.resources(),
                        ParallelRequests.DEFAULT_AT_ONCE,
                        page.location(),
                        settings,
                        bases,
                        context);
    }

    private static ParallelNode compile(
            String name,
            List<HttpRequest> requests,
            int atOnce,
            SourceLocation location,
            HttpSettings settings,
            BaseUrls bases,
            CompileContext context) {
        CompileContext group = context.grouped(name);
        for (HttpRequest request : requests) {
            if (!request.resources().isEmpty()) {
                context.problem(
                        location,
                        "request \"" + request.name()
                                + "\" is sent beside others, so it cannot have resources; list these here as well");
            }
        }
        return new ParallelNode(
                requests.stream()
                        .map(request -> HttpRequestNode.compile(
                                request, settings, bases, group.inside("request \"" + request.name() + "\"")))
                        .toList(),
                atOnce,
                bases.isPerRequest() ? bases : null,
                GroupSeries.of(group.series(), group.tags()));
    }

    @Override
    public void run(VirtualUser user) throws InterruptedException, StepsEndedException {
        runSince(user.clock().nanos(), user.samples().servedNanos(), user);
        user.standing().exitIfAsked();
    }

    /**
     * Sends the requests.
     *
     * @param start when the group began
     * @param served what the service times of the user came to then
     */
    void runSince(long start, long served, VirtualUser user) throws InterruptedException {
        sendAll(start, served, user, (index, lane) -> requests[index].runIn(lane));
    }

    @Override
    public List<HttpResponse> send(VirtualUser user) throws InterruptedException {
        @Nullable HttpResponse[] responses = new HttpResponse[requests.length];
        sendAll(
                user.clock().nanos(),
                user.samples().servedNanos(),
                user,
                (index, lane) -> responses[index] = requests[index].sendDetached(lane, HttpUserState.of(lane)));
        return Arrays.stream(responses).map(Objects::requireNonNull).toList();
    }

    private void sendAll(long start, long served, VirtualUser user, Lanes.Task task) throws InterruptedException {
        HttpUserState state = HttpUserState.of(user);
        int base = state.base;
        try {
            user.lanes().run(requests.length, atOnce, (index, lane) -> {
                if (rotation != null) {
                    HttpUserState.of(lane).base = rotation.after(base, index);
                }
                task.run(index, lane);
            });
        } finally {
            if (rotation != null) {
                state.base = rotation.after(base, requests.length);
            }
            series.record(user, start, served);
        }
    }
}
