package dev.perf.distributed.internal.coordinator;

import dev.perf.distributed.internal.loop.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Something that several agents are waited for, for so long. It fails with what all of them say, so it waits for the others
 * when one has failed. All state is the loop's.
 */
final class Stage {

    private final String what;
    private final Duration limit;
    private final Set<Part> waiting;
    private final List<String> mistakes = new ArrayList<>();
    private final Map<String, String> causes = new LinkedHashMap<>();
    private final Consumer<@Nullable String> end;
    private final Loop.Timer deadline;
    private boolean isOver;

    /**
     * Creates what waits from {@link #begin} on.
     *
     * @param what the agents are to do, as the end of a sentence: {@code have the class path}
     * @param end is told what went wrong, once; null where nothing did
     */
    Stage(Loop loop, String what, Duration limit, Collection<Part> parts, Consumer<@Nullable String> end) {
        this.what = what;
        this.limit = limit;
        this.waiting = new LinkedHashSet<>(parts);
        this.end = end;
        this.deadline = loop.after(limit, this::giveUp);
    }

    void begin() {
        endIfComplete();
    }

    void done(Part part) {
        waiting.remove(part);
        endIfComplete();
    }

    void failed(Part part, String reason) {
        if (waiting.remove(part)) {
            mistakes.add(part.title() + ": " + reason);
            causes.put(part.name(), reason);
            endIfComplete();
        }
    }

    /** Returns what went wrong, by the names of agents. */
    Map<String, String> causes() {
        return causes;
    }

    /** Waits no more. */
    void end() {
        isOver = true;
        deadline.cancel();
    }

    private void endIfComplete() {
        if (waiting.isEmpty() && !isOver) {
            end();
            end.accept(mistakes.isEmpty() ? null : String.join("\n", mistakes));
        }
    }

    private void giveUp() {
        String who = waiting.stream().map(Part::title).collect(Collectors.joining(", "));
        mistakes.add("expected to " + what + " within " + Figures.seconds(limit) + ", and did not: " + who);
        waiting.forEach(part -> causes.put(part.name(), "it did not " + what + " within " + Figures.seconds(limit)));
        waiting.clear();
        endIfComplete();
    }
}
