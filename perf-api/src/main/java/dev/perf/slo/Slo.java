package dev.perf.slo;

import static dev.perf.source.Given.given;

import dev.perf.source.SourceLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A service level objective, judged over the whole run, warm-up left out. One that is missed fails the run, as a threshold
 * does. Immutable; {@link Slos} makes them.
 *
 * @param name its name, by which the result tells it from others
 * @param tags tags that requests must carry to be counted; none for all requests
 * @param objective what is promised
 * @param windows windows of the run in which it must hold too, or in which its budget must not burn too fast
 * @param location where it was written
 */
public record Slo(
        String name, Map<String, String> tags, Objective objective, List<Window> windows, SourceLocation location) {

    /**
     * A sliding window, of which the worst counts.
     *
     * @param length its length, positive
     * @param mostBurn the highest burn rate in it: 1 is a window that spends just its own budget, so that the objective
     *     holds in it
     */
    public record Window(Duration length, double mostBurn) {

        /** Creates a window. */
        public Window {
            Objects.requireNonNull(length, "length");
        }
    }

    /** Copies tags and windows. */
    public Slo {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(objective, "objective");
        Objects.requireNonNull(location, "location");
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
        windows = List.copyOf(windows);
    }

    /** Demands the objective in each window of a length as well: {@code inEach(ofMinutes(1))}. */
    public Slo inEach(Duration window) {
        return burningAtMost(1, window);
    }

    /**
     * Demands that the error budget burns no faster than a rate in each window of a length, as alerts on burn rates do:
     * {@code burningAtMost(14.4, ofMinutes(5))}. A burn rate of 1 spends just the budget of the window; at 14.4 one of
     * 99.9 % has 1.44 % of failures (Beyer et al., The Site Reliability Workbook, 2018, chapter 5).
     *
     * @param rate positive
     * @param window length of the window
     */
    public Slo burningAtMost(double rate, Duration window) {
        var more = new ArrayList<>(windows);
        more.add(new Window(given(window, "window"), rate));
        return new Slo(name, tags, objective, more, location);
    }
}
