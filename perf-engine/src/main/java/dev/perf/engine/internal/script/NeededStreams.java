package dev.perf.engine.internal.script;

import dev.perf.plan.Problem;
import dev.perf.source.SourceLocation;
import dev.perf.text.Nearest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which streams the steps of a scenario open, and on which they work, so that work on what nothing opens is found before
 * the load begins. Lambda steps may open any, so nothing is reported of a scenario that has some.
 */
final class NeededStreams {

    /** @param lane on what kind of lane it is; null for none */
    private record Need(
            String stream,
            String where,
            SourceLocation location,
            Set<String> opened,
            LaneCompiler.@Nullable Kind lane) {}

    private final List<Need> needs = new ArrayList<>();

    /** What is opened anywhere, and on which kind of lane first; on none, {@code Optional.empty()}. */
    private final TreeMap<String, Optional<LaneCompiler.Kind>> openedAnywhere = new TreeMap<>();

    /** What is opened on the lanes around the step that is being noted, the innermost first. */
    private final Deque<Set<String>> opened = new ArrayDeque<>(List.of(new HashSet<>()));

    private final Deque<LaneCompiler.Kind> lanes = new ArrayDeque<>();

    private boolean opensAny;

    /** A step works on {@code stream}: {@code socket "quotes"}. */
    void needed(String stream, String where, SourceLocation location) {
        needs.add(new Need(stream, where, location, opened.element(), lanes.peek()));
    }

    void opened(String stream) {
        opened.element().add(stream);
        openedAnywhere.putIfAbsent(stream, Optional.ofNullable(lanes.peek()));
    }

    /** The steps noted up to {@link #endLane} are done beside others, and work on streams of their own only. */
    void beginLane(LaneCompiler.Kind kind) {
        opened.push(new HashSet<>());
        lanes.push(kind);
    }

    void endLane() {
        opened.pop();
        lanes.pop();
    }

    void opensAny() {
        opensAny = true;
    }

    void report(List<Problem> problems) {
        if (opensAny) {
            return;
        }
        for (Need need : needs) {
            if (!need.opened().contains(need.stream())) {
                problems.add(new Problem(need.location(), need.where(), problem(need)));
            }
        }
    }

    private String problem(Need need) {
        String stream = need.stream();
        if (!openedAnywhere.containsKey(stream)) {
            return "no step of the scenario connects " + stream + "; " + advice(stream);
        }
        return need.lane() != null
                ? need.lane() + " has streams of its own, and no step of this one connects " + stream
                        + "; connect it here"
                : "only " + openedAnywhere.get(stream).orElseThrow() + " connects " + stream
                        + ", which is closed at its end; connect it outside";
    }

    private String advice(String stream) {
        String nearest = Nearest.to(stream, openedAnywhere.keySet());
        return nearest == null ? "add one before" : "add one before; or did you mean " + nearest + "?";
    }
}
