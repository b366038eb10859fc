package dev.perf.engine.internal.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a user's request has come: through redirects, a challenge and attempts. Kept by its user for the next one.
 */
final class Journey {

    /** So many places of a long chain of redirects are shown, half of them from its beginning. */
    private static final int MAX_SHOWN = 6;

    private @Nullable Target first;
    private @Nullable Target target;
    private @Nullable List<Target> left;
    private int attempt = 1;
    private boolean challenged;
    private TraceContext.@Nullable Trace trace;
    private ResponseCache.@Nullable Entry asked;

    /**
     * Begins with nothing known yet.
     *
     * @param known the trace that what is sent belongs to; null for none
     */
    void begin(TraceContext.@Nullable Trace known) {
        trace = known;
        asked = null;
        first = null;
        target = null;
        left = null;
        attempt = 1;
        challenged = false;
    }

    /** Sets out for {@code start}. */
    void setOut(Target start) {
        first = start;
        target = start;
    }

    /** Goes on to where a redirect leads. */
    void goOn(Target next) {
        if (left == null) {
            left = new ArrayList<>(4);
        }
        left.add(target());
        target = next;
        attempt = 1;
        challenged = false;
    }

    /** Tells whether it is known where the request goes. */
    boolean isUnderWay() {
        return target != null;
    }

    /** Returns where the request goes now. */
    Target target() {
        return Objects.requireNonNull(target);
    }

    /** Returns the stored response that the request asks whether it still holds; null for none. */
    ResponseCache.@Nullable Entry askedFor() {
        return asked;
    }

    void asksFor(ResponseCache.@Nullable Entry entry) {
        asked = entry;
    }

    /** Returns the trace that what is sent belongs to; null for none. */
    TraceContext.@Nullable Trace trace() {
        return trace;
    }

    /** Returns how many redirects were followed. */
    int redirects() {
        return left == null ? 0 : left.size();
    }

    /** Tells whether redirects have led to another origin, which must not get credentials. */
    boolean isElsewhere() {
        return left != null
                && !target().origin().equals(Objects.requireNonNull(first).origin());
    }

    /** Returns the number of the attempt at the current target, from 1. */
    int attempt() {
        return attempt;
    }

    void tryAgain() {
        attempt++;
        challenged = false;
    }

    /** Tells whether the current attempt has answered a challenge. */
    boolean isChallenged() {
        return challenged;
    }

    void answer() {
        challenged = true;
    }

    /** Returns the chain of redirects up to {@code next}, as text: its circle, if it has one, else its ends. */
    String chainTo(String next) {
        List<String> places = new ArrayList<>();
        if (left != null) {
            left.forEach(place -> places.add(shown(place)));
        }
        Target here = target();
        places.add(shown(here));
        places.add(shownNext(here, next));
        int again = places.indexOf(places.getLast());
        if (again < places.size() - 1) {
            int end = again + 1;
            while (!places.get(end).equals(places.get(again))) {
                end++;
            }
            return "in a circle: " + joined(places.subList(0, end + 1));
        }
        return joined(places);
    }

    private String shownNext(Target here, String next) {
        try {
            return shown(here.resolve(next));
        } catch (IllegalArgumentException malformed) {
            return next;
        }
    }

    /** The origin is left out where it is the first one. */
    private String shown(Target place) {
        return place.origin().equals(Objects.requireNonNull(first).origin())
                ? place.path()
                : place.origin() + place.path();
    }

    private static String joined(List<String> places) {
        if (places.size() <= MAX_SHOWN) {
            return String.join(" -> ", places);
        }
        int half = MAX_SHOWN / 2;
        return String.join(" -> ", places.subList(0, half)) + " -> ... -> "
                + String.join(" -> ", places.subList(places.size() - half, places.size()));
    }
}
