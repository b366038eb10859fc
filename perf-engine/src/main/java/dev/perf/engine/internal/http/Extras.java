package dev.perf.engine.internal.http;

import dev.perf.engine.internal.measure.Tags;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.Throttling;
import dev.perf.http.HttpRequest;
import dev.perf.http.HttpSettings;
import dev.perf.http.RequestSigner;
import dev.perf.http.Retry;
import org.jspecify.annotations.Nullable;

/**
 * What some requests do beyond filling, sending and judging; each part null where a request goes without.
 *
 * @param authenticator proves who the user is
 * @param retry decides about further attempts
 * @param traces makes trace ids
 * @param signer adds headers at the end
 * @param cache answers from stored responses
 * @param rotation the base URLs, where each request takes the next one
 * @param resources what is sent afterwards
 * @param throttling holds requests back
 * @param variants the series, where there is more than one set of them
 * @param tags tags whose values follow from the session
 */
record Extras(
        @Nullable Authenticator authenticator,
        @Nullable RetryPolicy retry,
        @Nullable TraceContext traces,
        @Nullable RequestSigner signer,
        @Nullable Caching cache,
        @Nullable BaseUrls rotation,
        @Nullable ParallelNode resources,
        @Nullable Throttling throttling,
        @Nullable SeriesVariants variants,
        @Nullable TagTemplates tags) {

    /**
     * Compiles the extras of {@code request}, whose own win over those of the test; mistakes go to the context.
     *
     * @param rotates whether the request goes to one of several base URLs
     */
    static Extras compile(
            HttpRequest request,
            HttpSettings settings,
            BaseUrls bases,
            boolean rotates,
            Tags tags,
            CompileContext context) {
        RetryPolicy retry = retry(request, settings, tags, context);
        Double sampled = settings.traceSampling();
        RequestSigner own = request.signer();
        return new Extras(
                Authenticator.compile(request, settings, context),
                retry,
                sampled == null || setsHeader(request, "traceparent") ? null : new TraceContext(sampled),
                own == null ? settings.signer() : own,
                Caching.compile(request, settings, tags, context),
                rotates && bases.isPerRequest() ? bases : null,
                ParallelNode.compileResources(request, settings, bases, context),
                Throttling.of(tags, context),
                SeriesVariants.of(context.series(), tags, retry, rotates ? bases : null),
                TagTemplates.compile(request, context));
    }

    private static @Nullable RetryPolicy retry(
            HttpRequest request, HttpSettings settings, Tags tags, CompileContext context) {
        Retry own = request.retry();
        if (own == null) {
            return RetryPolicy.compile(settings.retry(), tags, context.series());
        }
        RetryPolicy.problems(own).forEach(problem -> context.problem(request.location(), problem));
        return RetryPolicy.compile(own, tags, context.series());
    }

    private static boolean setsHeader(HttpRequest request, String name) {
        return request.headers().stream().anyMatch(field -> field.name().equalsIgnoreCase(name));
    }
}
