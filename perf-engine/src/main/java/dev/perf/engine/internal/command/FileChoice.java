package dev.perf.engine.internal.command;

import dev.perf.plan.TestFile;
import dev.perf.plan.TestFile.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which file configures a test, and with which environment and profile: as flags say, else system properties ({@code
 * perf.config}), else environment variables ({@code PERF_CONFIG}), else the code that runs the test. What is blank is not said.
 *
 * @param properties the system properties
 * @param variables the environment variables
 */
record FileChoice(Map<String, String> properties, Map<String, String> variables) {

    /** Properties that set single values; the reader of files applies them. */
    private static final String SETTINGS = "perf.set.";

    static FileChoice ofThisProcess() {
        var properties = new TreeMap<String, String>();
        for (String name : System.getProperties().stringPropertyNames()) {
            properties.put(name, System.getProperty(name, ""));
        }
        return new FileChoice(properties, System.getenv());
    }

    /**
     * Returns the file that is a test, with what else was said.
     *
     * @throws UsageException if the flags name another file besides
     */
    TestFile inPlaceOf(TestFile test, Flags flags) {
        if (flags.config != null) {
            throw new UsageException("--config " + flags.config + ": the test is a file already, " + test.path()
                    + "; name one of them in the other, with include, or run " + flags.config);
        }
        return with(test, flags);
    }

    /**
     * Returns the file that configures a test.
     *
     * @param given by the code that runs the test; null for none
     * @return null where nothing configures it
     */
    @Nullable
    TestFile forTest(@Nullable TestFile given, Flags flags) {
        String path = said(flags.config, "perf.config", "PERF_CONFIG");
        TestFile file = given == null ? TestFile.none() : given;
        if (path != null) {
            file = new TestFile(path, file.environment(), file.profile(), file.settings());
        }
        TestFile chosen = with(file, flags);
        if (chosen.path() == null && flags.environment == null && given == null) {
            // A choice for all tests of a machine says nothing of one that has no file, and so no environments.
            chosen = new TestFile(null, null, chosen.profile(), chosen.settings());
        }
        boolean isSet = properties.keySet().stream().anyMatch(name -> name.startsWith(SETTINGS));
        return given == null && chosen.equals(TestFile.none()) && !isSet ? null : chosen;
    }

    private TestFile with(TestFile file, Flags flags) {
        String environment = said(flags.environment, "perf.environment", "PERF_ENVIRONMENT");
        String profile = said(flags.profile, "perf.profile", "PERF_PROFILE");
        List<Setting> settings = new ArrayList<>(file.settings());
        settings.addAll(flags.settings);
        return new TestFile(
                file.path(),
                environment == null ? file.environment() : environment,
                profile == null ? file.profile() : profile,
                settings);
    }

    private @Nullable String said(@Nullable String flag, String property, String variable) {
        if (flag != null) {
            return flag;
        }
        String value = notBlank(properties.get(property));
        return value == null ? notBlank(variables.get(variable)) : value;
    }

    private static @Nullable String notBlank(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
