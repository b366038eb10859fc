package dev.perf.engine.internal.output;

import dev.perf.output.Output;
import dev.perf.output.OutputProvider;
import dev.perf.text.Nearest;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The outputs on the class path, by their names. */
public final class NamedOutputs {

    private NamedOutputs() {}

    /**
     * Returns the names that there are, in alphabetical order.
     *
     * @throws IllegalArgumentException if one of them cannot be loaded
     */
    public static List<String> names() {
        return providers().stream().map(OutputProvider::name).toList();
    }

    /**
     * Returns the output of a name. What is wrong with its address is found when the plan is validated.
     *
     * @param address empty where none is said
     * @throws IllegalArgumentException if there is no output of that name, with those that there are
     */
    public static Output of(String name, String address) {
        List<OutputProvider> providers = providers();
        for (OutputProvider provider : providers) {
            if (provider.name().equals(name)) {
                return provider.at(address);
            }
        }
        throw new IllegalArgumentException(refusal(name, providers));
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
            return found.isEmpty() ? load(NamedOutputs.class.getClassLoader()) : found;
        } catch (ServiceConfigurationError broken) {
            throw new IllegalArgumentException(
                    "an output on the class path cannot be loaded: " + broken.getMessage(), broken);
        }
    }

    private static List<OutputProvider> load(ClassLoader loader) {
        return ServiceLoader.load(OutputProvider.class, loader).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(OutputProvider::name))
                .toList();
    }
}
