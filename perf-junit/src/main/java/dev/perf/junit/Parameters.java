package dev.perf.junit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * Configuration parameters of JUnit and, where one is not set, the environment variable that stands in for it:
 * {@code PERF_RATE_FACTOR} for {@code perf.rateFactor}. What is blank is not set.
 */
final class Parameters {

    private final Function<String, Optional<String>> configured;
    private final UnaryOperator<@Nullable String> environment;
    private final List<String> mistakes = new ArrayList<>();

    Parameters(Function<String, Optional<String>> configured, UnaryOperator<@Nullable String> environment) {
        this.configured = configured;
        this.environment = environment;
    }

    /**
     * Reads a parameter.
     *
     * @param allowed what it must be, for the message where it is not
     * @param reading refuses what it cannot read with an {@link IllegalArgumentException}
     */
    <T> @Nullable T read(String name, String allowed, Function<String, T> reading) {
        String variable = name.replace(".", "_").replaceAll("(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
        Optional<String> given = configured.apply(name).filter(value -> !value.isBlank());
        Optional<String> value =
                given.or(() -> Optional.ofNullable(environment.apply(variable)).filter(text -> !text.isBlank()));
        if (value.isEmpty()) {
            return null;
        }
        try {
            return reading.apply(value.get().strip());
        } catch (IllegalArgumentException refused) {
            mistakes.add(
                    (given.isPresent() ? name : variable) + " must be " + allowed + ", got \"" + value.get() + "\"");
            return null;
        }
    }

    /**
     * Tells of the parameters that could not be read.
     *
     * @throws ExtensionConfigurationException if there are some
     */
    void refuse() {
        if (!mistakes.isEmpty()) {
            throw new ExtensionConfigurationException(String.join("\n", mistakes));
        }
    }
}
