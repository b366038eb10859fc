package dev.perf.engine;

import dev.perf.engine.internal.command.Command;
import dev.perf.engine.internal.command.ConfiguredRun;
import dev.perf.engine.internal.settings.ConfiguredTest;
import dev.perf.engine.internal.settings.EffectiveText;
import dev.perf.engine.internal.settings.FileSuite;
import dev.perf.engine.internal.settings.SettingsSchema;
import dev.perf.plan.TestFile;
import dev.perf.plan.TestPlan;
import dev.perf.spi.FileEngine;
import dev.perf.spi.Run;
import dev.perf.spi.Suite;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes tests of files, for the engine in this JVM. Thread-safe. */
public final class PerfFiles implements FileEngine {

    private static final Logger LOG = LoggerFactory.getLogger(PerfFiles.class);

    /** Creates it; {@link FileEngine#find()} does so by itself. */
    public PerfFiles() {}

    @Override
    public TestPlan plan(TestFile file, @Nullable TestPlan test) {
        ConfiguredTest configured = ConfiguredTest.of(file, test);
        configured.notes().forEach(LOG::warn);
        configured.notesOfPlan().forEach(LOG::warn);
        return configured.plan();
    }

    @Override
    public Run start(TestFile file, @Nullable TestPlan test) throws InterruptedException {
        return ConfiguredRun.start(ConfiguredTest.of(file, test));
    }

    @Override
    public int main(TestFile file, @Nullable TestPlan test, List<String> arguments) {
        return Command.run(file, test, arguments);
    }

    @Override
    public List<String> effective(TestFile file) {
        return EffectiveText.of(file);
    }

    @Override
    public @Nullable Suite suite(TestFile file) {
        return FileSuite.of(file);
    }

    @Override
    public String schema() {
        return SettingsSchema.text();
    }
}
