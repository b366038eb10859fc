package dev.perf.engine.internal.settings;

import dev.perf.engine.internal.settings.Effective.Surroundings;
import dev.perf.plan.InvalidTestFileException;
import dev.perf.plan.TestFile;
import dev.perf.plan.TestPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Files in a folder, and the surroundings that they are read in. */
final class Given {

    private final Path folder;
    final Map<String, String> environment = new HashMap<>();
    final Map<String, String> properties = new HashMap<>();

    Given(Path folder) throws IOException {
        this.folder = folder.toRealPath();
    }

    /** Writes a file, and returns it. */
    TestFile file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return TestFile.at(file);
    }

    /** Writes {@code test.yaml}, and returns it. */
    TestFile file(String text) throws IOException {
        return file("test.yaml", text);
    }

    /** Returns a file that was written before. */
    TestFile configuredFile(String name) {
        return TestFile.at(folder.resolve(name));
    }

    Surroundings surroundings() {
        return new Surroundings(environment::get, properties);
    }

    ConfiguredTest configured(TestFile file, @Nullable TestPlan test) {
        return ConfiguredTest.of(file, test, surroundings());
    }

    TestPlan plan(TestFile file) {
        return configured(file, null).plan();
    }

    /** Returns all that is wrong with a file, with the folder left out. */
    String refused(TestFile file) {
        return refused(file, null);
    }

    String refused(TestFile file, @Nullable TestPlan test) {
        try {
            configured(file, test);
        } catch (InvalidTestFileException refused) {
            return shown(String.valueOf(refused.getMessage()));
        }
        throw new AssertionError("it was not refused");
    }

    /** Leaves the folder out. */
    String shown(String text) {
        return text.replace(folder + "/", "");
    }

    List<String> effective(TestFile file) {
        return EffectiveText.of(file, surroundings()).stream().map(this::shown).toList();
    }

    /** Returns the loads of a plan, line by line, with the weight of those that share one. */
    static String loads(TestPlan plan) {
        return plan.workloads().stream().map(Given::load).collect(Collectors.joining("\n"));
    }

    private static String load(TestPlan.Workload workload) {
        var portion = workload.portion();
        String start = workload.start().toString();
        return workload.scenario().name() + ": " + workload.load()
                + (start.equals("at once") ? "" : ", " + start)
                + (portion == null
                        ? ""
                        : ", weight "
                                + ((dev.perf.plan.Mix.Share)
                                                portion.mix().members().get(portion.index()))
                                        .weight());
    }
}
