package dev.perf.engine.internal.http;

import dev.perf.engine.internal.http.transport.Exchange;
import dev.perf.engine.internal.http.transport.WireRequest;
import dev.perf.engine.internal.http.transport.WireRequest.ResponseBody;
import dev.perf.engine.internal.measure.Series;
import dev.perf.engine.internal.measure.Tags;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.SeriesByPhase;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.http.Field;
import dev.perf.http.HttpRequest;
import dev.perf.http.HttpSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers a request from what its user has stored, where that is fresh, and asks whether it still holds where it is
 * not (RFC 9111, as the private cache of one user). Only responses of status 200 to GET are stored, and nothing is
 * guessed: a response that does not say how long it is fresh is asked for each time.
 */
final class Caching {

    private final SeriesByPhase hits;

    private Caching(SeriesByPhase hits) {
        this.hits = hits;
    }

    /** Compiles the use of the cache by {@code request}; returns null where it goes without. */
    static @Nullable Caching compile(HttpRequest request, HttpSettings settings, Tags tags, CompileContext context) {
        Boolean own = request.caches();
        if (!(own == null ? settings.caches() : own)) {
            return null;
        }
        return new Caching(new SeriesByPhase(context.series(), Series.Kind.COUNTER, "http_req_cache_hits", tags));
    }

    /**
     * Shows the user a stored response that is fresh, and returns true; else adds to {@code wire} what asks whether a
     * stored one still holds.
     */
    boolean answers(VirtualUser user, HttpUserState state, WireRequest wire) {
        state.journey.asksFor(null);
        if (!wire.method().equals("GET") || bypasses(wire)) {
            return false;
        }
        ResponseCache.Entry entry = state.cache().find(url(state));
        boolean fits = entry != null
                && (entry.response().hasBody() || wire.responseBody() == ResponseBody.DISCARD)
                && entry.varying().equals(values(wire, entry.varying().keySet()));
        if (entry == null || !fits) {
            return false;
        }
        if (entry.freshUntilNanos() - user.clock().nanos() > 0) {
            state.response.show(entry.response(), Duration.ZERO);
            count(user);
            return true;
        }
        String tag = entry.response().header("etag");
        String modified = entry.response().header("last-modified");
        if (tag != null) {
            wire.header("If-None-Match", tag);
        }
        if (modified != null) {
            wire.header("If-Modified-Since", modified);
        }
        state.journey.asksFor(tag == null && modified == null ? null : entry);
        return false;
    }

    /** The user's own conditions, parts of bodies and forced reloads are none of the cache's business. */
    private static boolean bypasses(WireRequest wire) {
        boolean[] found = new boolean[1];
        wire.forEachHeader((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            found[0] |= lower.startsWith("if-")
                    || lower.equals("range")
                    || (lower.equals("cache-control")
                            && value.toLowerCase(Locale.ROOT).contains("no-"));
        });
        return found[0];
    }

    private static Map<String, String> values(WireRequest wire, Iterable<String> names) {
        var values = new HashMap<String, String>();
        names.forEach(name -> values.put(name, ""));
        if (!values.isEmpty()) {
            wire.forEachHeader((name, value) ->
                    values.computeIfPresent(name.toLowerCase(Locale.ROOT), (key, known) -> known + "," + value));
        }
        return values;
    }

    private void count(VirtualUser user) {
        user.samples().recordCount(hits.in(user.phase()), 1);
    }

    /** A response came: a 304 stands for the stored one that was asked for, and a change throws the stored one out. */
    void received(VirtualUser user, HttpUserState state, WireRequest wire) {
        ResponseCache.Entry asked = state.journey.askedFor();
        int status = state.exchange.status();
        if (status == 304 && asked != null) {
            CacheControl says = CacheControl.of(state.response, user.clock().instant());
            state.response.show(withNewHeaders(asked.response(), state.exchange), null);
            store(user, state, says, asked.varying(), asked.response().hasBody());
        } else if (status < 400 && !isSafe(wire.method())) {
            state.cache().remove(url(state));
        }
    }

    private static boolean isSafe(String method) {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS", "TRACE" -> true;
            default -> false;
        };
    }

    /** The headers of a 304 replace the stored ones (RFC 9111, 3.2). */
    private static StoredResponse withNewHeaders(StoredResponse stored, Exchange exchange) {
        var headers = new ArrayList<>(stored.headers());
        exchange.forEachHeader((name, value) -> {
            if (!name.equalsIgnoreCase("content-length") && !name.equalsIgnoreCase("set-cookie")) {
                headers.removeIf(field -> field.name().equalsIgnoreCase(name));
            }
        });
        exchange.forEachHeader((name, value) -> {
            if (!name.equalsIgnoreCase("content-length") && !name.equalsIgnoreCase("set-cookie")) {
                headers.add(new Field(name, value));
            }
        });
        return new StoredResponse(stored.status(), headers, stored.body(), stored.hasBody(), stored.charset());
    }

    /** The response has been unpacked: stores it if it may be. */
    void keep(VirtualUser user, HttpUserState state, WireRequest wire) {
        if (!wire.method().equals("GET") || state.exchange.status() != 200) {
            return;
        }
        CacheControl says = CacheControl.of(state.response, user.clock().instant());
        boolean asksLater = state.response.header("etag") != null || state.response.header("last-modified") != null;
        if (!says.isStorable() || (says.freshSeconds() == 0 && !asksLater)) {
            state.cache().remove(url(state));
            return;
        }
        List<String> varies = new ArrayList<>();
        for (String value : state.response.headers("vary")) {
            for (String name : value.toLowerCase(Locale.ROOT).split(",")) {
                varies.add(name.strip());
            }
        }
        store(user, state, says, values(wire, varies), wire.responseBody() == ResponseBody.KEEP);
    }

    private static void store(
            VirtualUser user, HttpUserState state, CacheControl says, Map<String, String> varying, boolean hasBody) {
        long fresh = user.clock().nanos() + TimeUnit.SECONDS.toNanos(says.freshSeconds());
        StoredResponse response = state.response.stored(hasBody);
        state.cache().put(url(state), new ResponseCache.Entry(response, fresh, varying));
    }

    private static String url(HttpUserState state) {
        Target target = state.journey.target();
        return target.origin() + target.path();
    }
}
