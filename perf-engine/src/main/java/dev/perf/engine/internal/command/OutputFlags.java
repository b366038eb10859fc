package dev.perf.engine.internal.command;

import dev.perf.engine.internal.output.NamedOutputs;
import dev.perf.plan.Observation.LocatedOutput;
import dev.perf.source.SourceLocation;
import java.util.List;
import java.util.function.Supplier;

/** The outputs that {@code --out} asks for, by the names of those on the class path. */
final class OutputFlags {

    private static final SourceLocation COMMAND_LINE = new SourceLocation("command line", 0);

    private OutputFlags() {}

    /** Returns the names that there are, for people. */
    static String names() {
        return String.join(", ", all());
    }

    /**
     * Returns the output that {@code value} names. What is wrong with its address is found when the plan is validated.
     *
     * @throws UsageException if there is no output of that name
     */
    static LocatedOutput read(String value) {
        int equals = value.indexOf('=');
        String name = equals < 0 ? value : value.substring(0, equals);
        return located("--out " + name, name, equals < 0 ? "" : value.substring(equals + 1));
    }

    /**
     * Returns the live page.
     *
     * @param place where it is served; empty for a free port
     * @throws UsageException if nothing on the class path serves one
     */
    static LocatedOutput livePage(String place) {
        if (!all().contains("live")) {
            throw new UsageException("--live: nothing on the class path serves a live page; add the dependency"
                    + " dev.perf:perf-report");
        }
        return located("--live", "live", place);
    }

    private static LocatedOutput located(String flag, String name, String address) {
        return new LocatedOutput(asked(flag, () -> NamedOutputs.of(name, address)), COMMAND_LINE);
    }

    private static List<String> all() {
        return asked("--out", NamedOutputs::names);
    }

    private static <T> T asked(String flag, Supplier<T> outputs) {
        try {
            return outputs.get();
        } catch (IllegalArgumentException refused) {
            throw new UsageException(flag + ": " + refused.getMessage());
        }
    }
}
