package dev.perf.report.internal.live;

import dev.perf.output.OpenOutput;
import dev.perf.output.Output;
import dev.perf.output.OutputRun;
import dev.perf.report.internal.web.Listening;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the live page is served.
 *
 * @param listening address and port
 * @param mistakes found in the address; empty for none
 */
public record LiveSettings(Listening listening, List<String> mistakes) implements Output {

    /** At a free port that this machine alone reaches. */
    public static final LiveSettings DEFAULTS = new LiveSettings(Listening.ON_LOOPBACK, List.of());

    /** Copies the list. */
    public LiveSettings {
        mistakes = List.copyOf(mistakes);
    }

    /** Returns these settings with another place to listen at. */
    public LiveSettings at(Listening other) {
        return new LiveSettings(other, mistakes);
    }

    @Override
    public String name() {
        return "live page at " + listening;
    }

    /** A port that is taken is a mistake too: somebody is waiting to look at this run, not at another. */
    @Override
    public List<String> problems() {
        var problems = new ArrayList<>(mistakes);
        problems.addAll(listening.problems());
        problems.addAll(listening.obstacles());
        return problems;
    }

    @Override
    public OpenOutput open(OutputRun run) throws IOException {
        return new LivePageOutput(listening, run);
    }
}
