package dev.perf.engine.internal.script;

import dev.perf.plan.Problem;
import dev.perf.source.SourceLocation;
import dev.perf.text.Nearest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which streams the steps of a scenario open, and on which they work, so that work on what nothing opens is found before
 * the load begins. Lambda steps may open any, so nothing is reported of a scenario that has some.
 */
final class NeededStreams {

    private record Need(String stream, String where, SourceLocation location, Set<String> opened, boolean inBranch) {}

    private final List<Need> needs = new ArrayList<>();
    private final TreeSet<String> openedAnywhere = new TreeSet<>();

    /** What is opened in the branches around the step that is being noted, the innermost first. */
    private final Deque<Set<String>> branches = new ArrayDeque<>(List.of(new HashSet<>()));

    private boolean opensAny;

    /** A step works on {@code stream}: {@code socket "quotes"}. */
    void needed(String stream, String where, SourceLocation location) {
        needs.add(new Need(stream, where, location, branches.element(), branches.size() > 1));
    }

    void opened(String stream) {
        branches.element().add(stream);
        openedAnywhere.add(stream);
    }

    /** The steps noted up to {@link #endBranch} are done beside others, and work on streams of their own only. */
    void beginBranch() {
        branches.push(new HashSet<>());
    }

    void endBranch() {
        branches.pop();
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
        if (!openedAnywhere.contains(stream)) {
            return "no step of the scenario connects " + stream + "; " + advice(stream);
        }
        return need.inBranch()
                ? "a branch of inParallel has streams of its own, and no step of this one connects " + stream
                        + "; connect it here"
                : "only a branch of inParallel connects " + stream
                        + ", which is closed with the branch; connect it outside";
    }

    private String advice(String stream) {
        String nearest = Nearest.to(stream, openedAnywhere);
        return nearest == null ? "add one before" : "add one before; or did you mean " + nearest + "?";
    }
}
