package dev.perf.engine.internal.script;

import dev.perf.plan.Problem;
import dev.perf.source.SourceLocation;
import dev.perf.text.Nearest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a user can have started in the background when it comes to a step, and what it certainly has and not joined, so
 * that a join of nothing and a start that comes too early are found before the load begins.
 *
 * <p>Steps are noted as those of {@link SessionKeys}, to which this belongs. What ends with all that it has started, an
 * iteration or a branch, knows nothing of what others have started.
 */
final class BackgroundNames {

    private record Use(String name, String where, SourceLocation location, int order, Part part) {}

    /** What is known at some point. */
    private static final class There {
        final Set<String> possible = new HashSet<>();
        final Set<String> certain = new HashSet<>();

        There copy() {
            var copy = new There();
            copy.possible.addAll(possible);
            copy.certain.addAll(certain);
            return copy;
        }

        /** A user comes either from here or from {@code other}. */
        void or(There other) {
            possible.addAll(other.possible);
            certain.retainAll(other.certain);
        }
    }

    private record Fork(There before, There after) {}

    /** A loop, or what ends with all that it has started. */
    private static final class Part {
        final There before;
        final int forks;
        final List<Use> unmet = new ArrayList<>();
        final Map<String, Use> firstStarts = new HashMap<>();
        final Set<String> started = new HashSet<>();
        final Set<String> joined = new HashSet<>();

        Part(There before, int forks) {
            this.before = before;
            this.forks = forks;
        }
    }

    private final Map<String, Use> starts = new TreeMap<>();
    private final List<Use> lost = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Deque<Fork> forks = new ArrayDeque<>();
    private final Deque<Part> parts = new ArrayDeque<>(List.of(new Part(new There(), 0)));
    private final Deque<Part> wholes = new ArrayDeque<>(parts);
    private There there = new There();
    private boolean left;
    private int order;

    /** Notes a step that starts something. */
    void started(String name, String where, SourceLocation location) {
        var use = new Use(name, where, location, order++, wholes.element());
        Use before = starts.putIfAbsent(name, use);
        Part part = parts.element();
        if (there.certain.contains(name) && before != null) {
            problems.add(new Problem(
                    location,
                    where,
                    "it was started before, at " + before.location() + ", and is not joined on the way here; do join(\""
                            + name + "\") before, or give one of both another name"));
        } else if (!left) {
            there.certain.add(name);
            if (forks.size() == part.forks && !part.joined.contains(name)) {
                part.firstStarts.putIfAbsent(name, use);
            }
        }
        there.possible.add(name);
        part.started.add(name);
    }

    /** Notes a step that joins something. */
    void joined(String name, String where, SourceLocation location) {
        Part part = parts.element();
        if (!there.possible.contains(name)) {
            part.unmet.add(new Use(name, where, location, order++, wholes.element()));
        }
        there.certain.remove(name);
        part.joined.add(name);
    }

    /** Returns what certainly has been started and not been joined here. */
    Set<String> underWay() {
        return there.certain;
    }

    /** A step may leave its block: nothing behind it is certain. */
    void mayLeave() {
        left = true;
    }

    /** See {@link SessionKeys#fork}. */
    void fork() {
        forks.push(new Fork(there.copy(), there.copy()));
    }

    void branch() {
        Fork fork = forks.element();
        fork.after().or(there);
        there = fork.before().copy();
    }

    void join() {
        Fork fork = forks.pop();
        fork.after().or(there);
        there = fork.after();
    }

    void beginLoop() {
        parts.push(new Part(there.copy(), forks.size()));
    }

    /**
     * A loop is over.
     *
     * @param again whether there certainly are several passes
     * @return what is joined in it
     */
    Set<String> endLoop(boolean again) {
        Part loop = parts.pop();
        if (again) {
            loop.firstStarts.values().stream()
                    .filter(start -> there.certain.contains(start.name()))
                    .forEach(start -> problems.add(new Problem(
                            start.location(),
                            start.where(),
                            "the next pass of the loop starts it again, and it is not joined on the way there; do"
                                    + " join(\"" + start.name() + "\") in the loop")));
        }
        Part outer = parts.element();
        loop.unmet.stream().filter(use -> !there.possible.contains(use.name())).forEach(outer.unmet::add);
        there.certain.retainAll(loop.before.certain);
        outer.started.addAll(loop.started);
        outer.joined.addAll(loop.joined);
        return loop.joined;
    }

    /** What is noted up to {@link #endWhole} ends with all that it has started. */
    void beginWhole() {
        var whole = new Part(there, forks.size());
        parts.push(whole);
        wholes.push(whole);
        there = new There();
    }

    /** Returns what was started in it. */
    Set<String> endWhole() {
        Part whole = parts.pop();
        wholes.pop();
        lost.addAll(whole.unmet);
        there = whole.before;
        return whole.started;
    }

    /** Notes the mistakes; to be called once, when all steps have been noted. */
    void report(List<Problem> all) {
        all.addAll(problems);
        lost.forEach(use -> all.add(new Problem(use.location(), use.where(), problem(use))));
    }

    private String problem(Use use) {
        String name = "\"" + use.name() + "\"";
        Use start = starts.get(use.name());
        if (start == null) {
            return "nothing starts " + name + " in the background; "
                    + Nearest.question(use.name(), starts.keySet())
                    + (starts.isEmpty()
                            ? "start it with inBackground(" + name + ", ...)"
                            : "the names there are " + starts.keySet());
        }
        String only = "nothing before it starts " + name + ": that is done only ";
        if (start.part() != use.part()) {
            return only + "at " + start.location()
                    + ", in something else that joins it at its own end, as an iteration,"
                    + " onStart, a branch of inParallel and inBackground do; join it there";
        }
        return start.order() > use.order()
                ? only + "later, at " + start.location() + "; move the join behind that"
                : only + "in another branch, at " + start.location() + "; move the join there, or behind the branches";
    }
}
