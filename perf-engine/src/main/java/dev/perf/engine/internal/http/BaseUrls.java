package dev.perf.engine.internal.http;

import dev.perf.http.HttpSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The base URLs of a test, given out in turn. Thread-safe. */
final class BaseUrls {

    private final Target[] targets;
    private final boolean perRequest;
    private final AtomicInteger next = new AtomicInteger();

    private BaseUrls(List<Target> targets, boolean perRequest) {
        this.targets = targets.toArray(Target[]::new);
        this.perRequest = perRequest && targets.size() > 1;
    }

    /**
     * Parses the base URLs; their paths lose a slash at the end.
     *
     * @throws IllegalArgumentException if one is malformed
     */
    static BaseUrls of(HttpSettings settings) {
        var targets = new ArrayList<Target>();
        for (String url : settings.baseUrls()) {
            try {
                targets.add(withoutSlash(Target.parse(url)));
            } catch (IllegalArgumentException malformed) {
                throw new IllegalArgumentException(
                        "base URL \"" + url + "\" is no URL such as http://localhost:8080: " + malformed.getMessage(),
                        malformed);
            }
        }
        return new BaseUrls(targets, settings.rotatesPerRequest());
    }

    private static Target withoutSlash(Target target) {
        String path = target.path();
        return path.length() > 1 && path.endsWith("/")
                ? new Target(target.origin(), path.substring(0, path.length() - 1))
                : target;
    }

    int count() {
        return targets.length;
    }

    Target get(int index) {
        return targets[index];
    }

    /** Returns one as text, without a slash at the end. */
    String text(int index) {
        Target target = targets[index];
        return target.path().equals("/") ? target.origin().toString() : target.origin() + target.path();
    }

    /** Tells whether users go on to the next one with each request. */
    boolean isPerRequest() {
        return perRequest;
    }

    /** Returns the index of the one that the next new user begins with, or before it where each request goes on. */
    int nextIndex() {
        if (targets.length < 2) {
            return 0;
        }
        int index = next.getAndIncrement();
        return Math.floorMod(perRequest ? index - 1 : index, targets.length);
    }

    /** Returns the index that comes {@code steps} after {@code index}. */
    int after(int index, int steps) {
        return (index + steps) % targets.length;
    }
}
