package dev.perf.engine.internal.script;

import dev.perf.engine.internal.spelling.Nearest;
import dev.perf.engine.internal.template.KeyUse;
import dev.perf.plan.Problem;
import dev.perf.source.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which session keys the steps of a scenario use, and which they can produce, so that a use of what nothing produces is
 * found before the load begins.
 *
 * <p>A scenario with lambda steps may produce any key, so nothing is reported of it here.
 */
final class SessionKeys {

    private record Use(KeyUse key, String where, SourceLocation location) {}

    private final List<Use> uses = new ArrayList<>();
    private final TreeSet<String> produced = new TreeSet<>();
    private boolean open;

    void used(KeyUse key, String where, SourceLocation location) {
        uses.add(new Use(key, where, location));
    }

    void produced(String key) {
        produced.add(key);
    }

    /** Something may put anything into the session: plain Java, or a feeder whose columns are not known. */
    void producesAnything() {
        open = true;
    }

    void report(List<Problem> problems) {
        if (open) {
            return;
        }
        for (Use use : uses) {
            if (use.key().names().stream().noneMatch(produced::contains)) {
                problems.add(new Problem(
                        use.location(),
                        use.where(),
                        "nothing in the scenario puts " + named(use.key()) + " into the session; "
                                + advice(use.key())));
            }
        }
    }

    private static String named(KeyUse use) {
        return use.names().reversed().stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(" or "));
    }

    private String advice(KeyUse use) {
        if (produced.isEmpty()) {
            return "save it from a response, or feed it";
        }
        String nearest = use.names().stream()
                .map(name -> Nearest.to(name, produced))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return (nearest == null ? "" : "did you mean \"" + nearest + "\"? ") + "the scenario's keys are " + produced;
    }
}
