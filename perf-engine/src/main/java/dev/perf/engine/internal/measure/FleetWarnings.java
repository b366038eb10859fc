package dev.perf.engine.internal.measure;

import dev.perf.text.DurationText;
import dev.perf.text.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a reader should know of how agents measured. */
final class FleetWarnings {

    /** So many agents are named in one warning. */
    private static final int MOST_NAMED = 5;

    private FleetWarnings() {}

    /** Returns what agents warn of: what all of them say once, what some say with their names. */
    static List<String> told(List<AgentStream> streams, Function<AgentStream, String> name) {
        var holders = new LinkedHashMap<String, List<String>>();
        for (AgentStream stream : streams) {
            stream.warnings.forEach(warning -> holders.computeIfAbsent(warning, ignored -> new ArrayList<>())
                    .add(name.apply(stream)));
        }
        var warnings = new ArrayList<String>();
        holders.forEach(
                (warning, names) -> warnings.add(names.size() == streams.size() ? warning : by(names) + warning));
        return warnings;
    }

    private static String by(List<String> names) {
        List<String> named = names.subList(0, Math.min(names.size(), MOST_NAMED));
        int more = names.size() - named.size();
        return (names.size() == 1 ? "Agent \"" : "Agents \"") + String.join("\", \"", named) + "\""
                + (more > 0 ? " and " + more + " more: " : ": ");
    }

    /** Returns that an agent told of intervals too late; null where it did not. */
    static @Nullable String behind(AgentStream stream, String name) {
        return stream.late == 0
                ? null
                : "Agent \"" + name + "\" was up to "
                        + DurationText.measured(Duration.ofNanos(stream.furthestBehind)) + " behind: "
                        + Figures.count(stream.late, "interval")
                        + " of it came too late and counted in later ones; every sample is in the totals.";
    }
}
