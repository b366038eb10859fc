package dev.perf.engine.internal.script;

import dev.perf.engine.internal.template.KeyUse;
import dev.perf.plan.Problem;
import dev.perf.source.SourceLocation;
import dev.perf.text.Nearest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which session keys the steps of a scenario use, and which can have been produced when a user comes to them, so that a
 * use of what nothing before it produces is found before the load begins.
 *
 * <p>Steps are noted in the order in which a user does them. What may be done counts as done: what one of several
 * branches produces is there after all of them. In a loop also what comes later in its body is there, from a pass
 * before. Plain Java may produce any key, so after it nothing is reported, unless it says what it produces.
 */
final class SessionKeys {

    private record Use(KeyUse key, String where, SourceLocation location, int order, boolean once) {}

    private record Origin(SourceLocation location, int order, boolean once) {}

    /** What is there at some point. */
    private static final class There {
        final Set<String> keys = new HashSet<>();
        boolean anything;

        void add(There other) {
            keys.addAll(other.keys);
            anything |= other.anything;
        }

        There copy() {
            var copy = new There();
            copy.add(this);
            return copy;
        }

        boolean has(Use use) {
            return anything || use.key().names().stream().anyMatch(keys::contains);
        }
    }

    private record Fork(There before, There after) {}

    private final KeyTypes types;
    private final Map<String, Origin> origins = new TreeMap<>();
    private final Deque<List<Use>> unmet = new ArrayDeque<>(List.of(new ArrayList<>()));
    private final Deque<Fork> forks = new ArrayDeque<>();
    private There there = new There();
    private boolean once;
    private boolean javaLater;
    private int order;

    /**
     * Creates the account of a scenario.
     *
     * @param types of the keys of the whole plan
     */
    SessionKeys(KeyTypes types) {
        this.types = types;
    }

    KeyTypes types() {
        return types;
    }

    /** Notes that a step uses a value. */
    void used(KeyUse key, String where, SourceLocation location) {
        var use = new Use(key, where, location, order++, once);
        if (!there.has(use)) {
            unmet.element().add(use);
        }
    }

    /** Notes that a step may put a value into the session. */
    void produced(String key, SourceLocation location) {
        there.keys.add(key);
        origins.putIfAbsent(key, new Origin(location, order++, once));
    }

    /** What the steps of {@code before} produce, those here find. */
    void inherit(SessionKeys before) {
        there.add(before.there);
        before.origins.forEach(origins::putIfAbsent);
    }

    /** Something may put anything into the session: plain Java, or a feeder whose columns are not known. */
    void producesAnything() {
        there.anything = true;
        javaLater = true;
    }

    /** The steps noted up to {@link #endLoop} are done several times. */
    void beginLoop() {
        unmet.push(new ArrayList<>());
    }

    /** The body of the loop is over: what it produces is there in its next pass. */
    void endLoop() {
        List<Use> inLoop = unmet.pop();
        inLoop.stream().filter(use -> !there.has(use)).forEach(unmet.element()::add);
    }

    /** The steps noted up to {@link #join} are branches, of which a user does one or none. */
    void fork() {
        forks.push(new Fork(there.copy(), there.copy()));
    }

    /** A branch begins, which sees nothing of those before it. */
    void branch() {
        Fork fork = forks.element();
        fork.after().add(there);
        there = fork.before().copy();
    }

    /** The branches are over. */
    void join() {
        Fork fork = forks.pop();
        fork.after().add(there);
        there = fork.after();
    }

    /**
     * The steps noted up to {@link #endIteration} are an iteration.
     *
     * @param again whether a user does several, with the same session
     */
    void beginIteration(boolean again) {
        once = !again;
        beginLoop();
    }

    void endIteration() {
        if (once) {
            List<Use> unmetHere = unmet.pop();
            unmet.element().addAll(unmetHere);
        } else {
            endLoop();
        }
        once = false;
    }

    /** Notes the uses of what is not there; to be called once, when all steps have been noted. */
    void report(List<Problem> problems) {
        for (Use use : unmet.element()) {
            problems.add(new Problem(use.location(), use.where(), problem(use)));
        }
    }

    private String problem(Use use) {
        List<String> names = use.key().names();
        String named = names.reversed().stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(" or "));
        String orDefault = ", or give a default with #{" + names.getFirst() + " ?: '...'}";
        Origin origin = first(names.stream().map(origins::get));
        if (origin != null) {
            boolean later = origin.order() > use.order();
            return "nothing before it puts " + named + " into the session: that is done only "
                    + (later ? "later" : "in another branch") + ", at " + origin.location()
                    + (use.once() && origin.once() ? ", and users of this load do one iteration" : "")
                    + (later ? "; move it up" : "; do it before the branches") + orDefault;
        }
        String nearest = first(names.stream().map(name -> Nearest.to(name, origins.keySet())));
        if (javaLater && nearest == null) {
            return "nothing before it puts " + named
                    + " into the session, and steps in plain Java come only later; move them up" + orDefault;
        }
        return "nothing " + (javaLater ? "before it" : "in the scenario") + " puts " + named + " into the session; "
                + (nearest == null ? "" : "did you mean \"" + nearest + "\"? ")
                + (origins.isEmpty()
                        ? "save it from a response, or feed it"
                        : "the scenario's keys are " + origins.keySet());
    }

    private static <T> @Nullable T first(Stream<@Nullable T> values) {
        return values.filter(Objects::nonNull).findFirst().orElse(null);
    }
}
