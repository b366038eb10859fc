package dev.perf.engine.internal.command;

import dev.perf.output.OutputProvider;
import dev.perf.plan.Observation.LocatedOutput;
import dev.perf.source.SourceLocation;
import dev.perf.text.Nearest;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The outputs that {@code --out} asks for, by the names of those on the class path. */
final class OutputFlags {

    private static final SourceLocation COMMAND_LINE = new SourceLocation("command line", 0);

    private OutputFlags() {}

    /** Returns the names that there are, for people. */
    static String names() {
        return providers().stream().map(OutputProvider::name).collect(Collectors.joining(", "));
    }

    /**
     * Returns the output that {@code value} names. What is wrong with its address is found when the plan is validated.
     *
     * @throws UsageException if there is no output of that name
     */
    static LocatedOutput read(String value) {
        int equals = value.indexOf('=');
        String name = equals < 0 ? value : value.substring(0, equals);
        List<OutputProvider> providers = providers();
        for (OutputProvider provider : providers) {
            if (provider.name().equals(name)) {
                return new LocatedOutput(provider.at(equals < 0 ? "" : value.substring(equals + 1)), COMMAND_LINE);
            }
        }
        throw new UsageException("--out " + name + ": " + refusal(name, providers));
    }

    /**
     * Returns the live page.
     *
     * @param place where it is served; empty for a free port
     * @throws UsageException if nothing on the class path serves one
     */
    static LocatedOutput livePage(String place) {
        return providers().stream()
                .filter(provider -> provider.name().equals("live"))
                .findFirst()
                .map(provider -> new LocatedOutput(provider.at(place), COMMAND_LINE))
                .orElseThrow(() ->
                        new UsageException("--live: nothing on the class path serves a live page; add the dependency"
                                + " dev.perf:perf-report"));
    }

    private static String refusal(String name, List<OutputProvider> providers) {
        if (providers.isEmpty()) {
            return "there are no outputs on the class path; add the dependency dev.perf:perf-report";
        }
        String near = Nearest.question(
                name, providers.stream().map(OutputProvider::name).toList());
        String all = providers.stream().map(OutputProvider::usage).collect(Collectors.joining(", "));
        return "there is no such output; " + near + (near.isEmpty() ? "there are " : "There are ") + all;
    }

    private static List<OutputProvider> providers() {
        try {
            List<OutputProvider> found = load(Thread.currentThread().getContextClassLoader());
            return found.isEmpty() ? load(OutputFlags.class.getClassLoader()) : found;
        } catch (ServiceConfigurationError broken) {
            throw new UsageException("--out: an output on the class path cannot be loaded: " + broken.getMessage());
        }
    }

    private static List<OutputProvider> load(ClassLoader loader) {
        return ServiceLoader.load(OutputProvider.class, loader).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(OutputProvider::name))
                .toList();
    }
}
