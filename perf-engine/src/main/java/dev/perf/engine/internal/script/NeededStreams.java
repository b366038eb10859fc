package dev.perf.engine.internal.script;

import dev.perf.engine.internal.spelling.Nearest;
import dev.perf.plan.Problem;
import dev.perf.source.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Which streams the steps of a scenario open, and on which they work, so that work on what nothing opens is found before
 * the load begins. Lambda steps may open any, so nothing is reported of a scenario that has some.
 */
final class NeededStreams {

    private record Need(String stream, String where, SourceLocation location) {}

    private final List<Need> needs = new ArrayList<>();
    private final TreeSet<String> opened = new TreeSet<>();
    private boolean opensAny;

    /** A step works on {@code stream}: {@code socket "quotes"}. */
    void needed(String stream, String where, SourceLocation location) {
        needs.add(new Need(stream, where, location));
    }

    void opened(String stream) {
        opened.add(stream);
    }

    void opensAny() {
        opensAny = true;
    }

    void report(List<Problem> problems) {
        if (opensAny) {
            return;
        }
        for (Need need : needs) {
            if (!opened.contains(need.stream())) {
                problems.add(new Problem(
                        need.location(),
                        need.where(),
                        "no step of the scenario connects " + need.stream() + "; " + advice(need.stream())));
            }
        }
    }

    private String advice(String stream) {
        String nearest = Nearest.to(stream, opened);
        return nearest == null ? "add one before" : "add one before; or did you mean " + nearest + "?";
    }
}
