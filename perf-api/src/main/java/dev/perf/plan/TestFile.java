package dev.perf.plan;

import static dev.perf.source.Given.given;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that is a test, or that configures one written in Java: YAML or JSON of Perf's own, a file of Artillery, options of k6,
 * or {@code locust.conf}.
 *
 * <pre>{@code
 * RunResult result = Perf.run(TestFile.at("shop.yaml").environment("staging").profile("smoke"));
 *
 * LoadTest test = ShopLoadTest.test().configuredBy(TestFile.at("shop-settings.yaml"));
 * }</pre>
 *
 * <p>What is said more than once is taken from the last of: the file, its section for the environment, its profile, system
 * properties {@code perf.set.KEY}, and {@link #set}. Immutable: each method that describes the test returns a new value. The
 * file is read each time that a test is made of it.
 *
 * @param path as it was given: of a file, or of a resource of the class path where there is no such file; null for none
 * @param environment which of its environments is used; null for the one that the file names, if any
 * @param profile which of its profiles, or of the presets, is used; null for the one that the file names, if any
 * @param settings values that are set over those of the file
 */
public record TestFile(
        @Nullable String path,
        @Nullable String environment,
        @Nullable String profile,
        List<Setting> settings) {

    /**
     * A value that is set over that of the file.
     *
     * @param key the keys that lead there, with dots between them: {@code http.requestTimeout}
     * @param value as the file would have it, in YAML: {@code 5s}, {@code [200, 404]}
     */
    public record Setting(String key, String value) {

        /** Refuses null. */
        public Setting {
            given(key, "key");
            given(value, "value");
        }
    }

    /** Copies the settings. */
    public TestFile {
        settings = List.copyOf(given(settings, "settings"));
    }

    /** Returns a file by its path, which is relative to the working folder, or of a resource on the class path. */
    public static TestFile at(String path) {
        return new TestFile(given(path, "path"), null, null, List.of());
    }

    /** Returns a file by its path. */
    public static TestFile at(Path path) {
        return at(given(path, "path").toString());
    }

    /** Returns settings without a file, for a preset or single values: {@code TestFile.none().profile("smoke")}. */
    public static TestFile none() {
        return new TestFile(null, null, null, List.of());
    }

    /** Returns it with one of its environments. */
    public TestFile environment(String name) {
        return new TestFile(path, given(name, "name"), profile, settings);
    }

    /**
     * Returns it with one of its profiles, or a preset: {@code smoke}, {@code development}, {@code staging}, {@code production},
     * {@code stress}, {@code soak} or {@code spike}.
     */
    public TestFile profile(String name) {
        return new TestFile(path, environment, given(name, "name"), settings);
    }

    /**
     * Returns it with a value in place of the file's: {@code set("http.requestTimeout", "5s")}.
     *
     * @param key the keys that lead there, with dots between them
     * @param value as the file would have it, in YAML
     */
    public TestFile set(String key, String value) {
        var more = new ArrayList<>(settings);
        more.add(new Setting(key, value));
        return new TestFile(path, environment, profile, more);
    }
}
