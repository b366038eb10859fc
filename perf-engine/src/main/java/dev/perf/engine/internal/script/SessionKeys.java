package dev.perf.engine.internal.script;

import dev.perf.engine.internal.template.KeyUse;
import dev.perf.plan.Problem;
import dev.perf.source.SourceLocation;
import dev.perf.text.Nearest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
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
 * before. Plain Java may produce any key, so after it nothing is reported, unless it says what it produces. What is
 * produced in the background is there from the join on.
 */
final class SessionKeys {

    private record Use(
            KeyUse key,
            String where,
            SourceLocation location,
            int order,
            boolean once,
            @Nullable String background) {}

    /** @param background name of what produces it in the background; null where the user does so itself */
    private record Origin(
            SourceLocation location,
            int order,
            boolean once,
            @Nullable String background) {}

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

    /** What is started in the background; null before there is a {@linkplain #beginWhole whole}, without which nothing is. */
    private @Nullable BackgroundNames background;

    /** What is there in the background when its steps have been done, by name. */
    private final Map<String, There> results = new HashMap<>();

    private final Deque<String> inBackground = new ArrayDeque<>(1);
    private final Deque<There> beside = new ArrayDeque<>(1);
    private final List<Use> lost = new ArrayList<>();
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
        var use = new Use(key, where, location, order++, once, inBackground.peekLast());
        if (!there.has(use)) {
            (comesTooEarly(use) ? lost : unmet.element()).add(use);
        }
    }

    private boolean comesTooEarly(Use use) {
        return background != null
                && background.underWay().stream()
                        .map(results::get)
                        .anyMatch(result -> result != null && result.has(use));
    }

    /** Notes that a step may put a value into the session. */
    void produced(String key, SourceLocation location) {
        there.keys.add(key);
        origins.putIfAbsent(key, new Origin(location, order++, once, inBackground.peekLast()));
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

    /** Returns what is started in the background. */
    BackgroundNames background() {
        return Objects.requireNonNull(background, "no whole has begun");
    }

    /** The steps noted up to {@link #endBackground} are done beside those that follow. */
    void beginBackground(String name) {
        beside.push(there);
        there = there.copy();
        inBackground.push(name);
    }

    void endBackground(String name) {
        inBackground.pop();
        results.computeIfAbsent(name, unknown -> new There()).add(there);
        there = beside.pop();
    }

    /** What is done in the background under these names may have ended, and its values are there. */
    void joined(Collection<String> names) {
        names.stream().map(results::get).filter(Objects::nonNull).forEach(there::add);
    }

    /** The steps noted up to {@link #endWhole} end with all that they have started in the background. */
    void beginWhole() {
        background = background == null ? new BackgroundNames() : background;
        background.beginWhole();
    }

    void endWhole() {
        joined(background().endWhole());
    }

    /** The steps noted up to {@link #endLoop} are done several times. */
    void beginLoop() {
        unmet.push(new ArrayList<>());
        background().beginLoop();
    }

    /**
     * The body of the loop is over: what it produces is there in its next pass.
     *
     * @param again whether there certainly are several passes
     */
    void endLoop(boolean again) {
        joined(background().endLoop(again));
        List<Use> inLoop = unmet.pop();
        inLoop.stream().filter(use -> !there.has(use)).forEach(unmet.element()::add);
    }

    /** The steps noted up to {@link #join} are branches, of which a user does one or none. */
    void fork() {
        forks.push(new Fork(there.copy(), there.copy()));
        background().fork();
    }

    /** A branch begins, which sees nothing of those before it. */
    void branch() {
        Fork fork = forks.element();
        fork.after().add(there);
        there = fork.before().copy();
        background().branch();
    }

    /** The branches are over. */
    void join() {
        Fork fork = forks.pop();
        fork.after().add(there);
        there = fork.after();
        background().join();
    }

    /**
     * The steps noted up to {@link #endIteration} are an iteration.
     *
     * @param again whether a user does several, with the same session
     */
    void beginIteration(boolean again) {
        once = !again;
        unmet.push(new ArrayList<>());
    }

    void endIteration() {
        List<Use> unmetHere = unmet.pop();
        unmetHere.stream().filter(use -> once || !there.has(use)).forEach(unmet.element()::add);
        once = false;
    }

    /** Notes the uses of what is not there; to be called once, when all steps have been noted. */
    void report(List<Problem> problems) {
        Stream.concat(unmet.element().stream(), lost.stream())
                .sorted(Comparator.comparingInt(Use::order))
                .forEach(use -> problems.add(new Problem(use.location(), use.where(), problem(use))));
        if (background != null) {
            background.report(problems);
        }
    }

    private String problem(Use use) {
        List<String> names = use.key().names();
        String named = names.reversed().stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(" or "));
        String orDefault = ", or give a default with #{" + names.getFirst() + " ?: '...'}";
        Origin origin = first(names.stream().map(origins::get));
        if (origin != null) {
            boolean later = origin.order() > use.order();
            String name = origin.background();
            if (name != null && !name.equals(use.background())) {
                return "nothing before it puts " + named + " into the session: that is done only "
                        + (later ? "later, " : "") + "in the background, at " + origin.location()
                        + ", and shows from join(\"" + name + "\") on; "
                        + (later ? "move that up, and join" : "join") + " it before" + orDefault;
            }
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
