package dev.perf.junit;

import dev.perf.load.IterationLoad;
import dev.perf.load.LoadProfile;
import dev.perf.load.Preset;
import dev.perf.plan.TestPlan;
import dev.perf.text.DurationText;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the tests of a whole build are changed without changing their code. What a test has nothing of is not changed in
 * it: a number of iterations has neither shape nor length.
 *
 * @param shape the shape of all loads
 * @param rateFactor what rates and users are multiplied by
 * @param duration how long each test takes
 * @param baseUrl where requests go that begin with a slash
 */
record Switches(
        @Nullable Preset shape,
        @Nullable Double rateFactor,
        @Nullable Duration duration,
        @Nullable String baseUrl) {

    static Switches of(Parameters parameters) {
        return new Switches(
                parameters.read(
                        "perf.shape",
                        "one of " + names(Preset.values()),
                        text -> Preset.valueOf(text.toUpperCase(Locale.ROOT))),
                parameters.read("perf.rateFactor", "a positive number, such as 0.1", Switches::factor),
                parameters.read("perf.duration", "a positive time, such as 30s or 5m", Switches::time),
                parameters.read("perf.baseUrl", "an address", text -> text));
    }

    /** Returns how the constants of an enumeration are written in parameters. */
    static String names(Enum<?>... constants) {
        return Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private static double factor(String text) {
        double factor = Double.parseDouble(text);
        if (!(factor > 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException(text);
        }
        return factor;
    }

    private static Duration time(String text) {
        Duration time = DurationText.parse(text);
        if (time.isZero()) {
            throw new IllegalArgumentException(text);
        }
        return time;
    }

    /** Returns a plan with what is switched: first its shape, then its height, then its length. */
    TestPlan applyTo(TestPlan plan) {
        TestPlan changed = plan.withLoads(this::changed);
        if (duration != null && !changed.profileLength().isZero()) {
            changed = changed.stretchedTo(duration);
        }
        return baseUrl == null ? changed : changed.withHttp(changed.http().baseUrl(baseUrl));
    }

    private LoadProfile changed(LoadProfile load) {
        if (load instanceof IterationLoad) {
            return load;
        }
        LoadProfile shaped = shape == null || load.peak() <= 0 ? load : shape.shape(load);
        return rateFactor == null ? shaped : shaped.scaledBy(rateFactor);
    }
}
