package dev.perf.engine.internal.command;

import static java.util.Objects.requireNonNullElse;

import dev.perf.engine.internal.settings.ConfiguredTest;
import dev.perf.engine.internal.settings.run.ReportSettings;
import dev.perf.fleet.Fleet;
import dev.perf.plan.TestFile;
import dev.perf.plan.TestPlan;
import dev.perf.result.RunResult;
import dev.perf.spi.FileEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A test, or the file that is one. A file configures it first, then the other flags change what came of that.
 *
 * @param plan the test; null where the file is the test, or names it
 * @param file configures it, unless flags name another; null for none
 * @param surroundings where the file is chosen by what the flags do not say
 * @param reading makes the test of a file and a plan
 */
record TestDraft(@Nullable TestPlan plan, @Nullable TestFile file, FileChoice surroundings, Reading reading)
        implements Draft<RunResult> {

    /** Makes a test of a file, and of the plan that it configures, if any. */
    interface Reading {
        ConfiguredTest read(TestFile file, @Nullable TestPlan plan);
    }

    static TestDraft of(@Nullable TestPlan plan, @Nullable TestFile file) {
        return new TestDraft(plan, file, FileChoice.ofThisProcess(), ConfiguredTest::of);
    }

    @Override
    public String help() {
        return Flags.HELP.formatted(name(), Flags.shapes(), OutputFlags.names());
    }

    private String name() {
        return plan != null
                ? plan.name()
                : String.valueOf(Objects.requireNonNull(file).path());
    }

    @Override
    public List<String> settings(Flags flags) {
        return FileEngine.find().effective(requireNonNullElse(chosen(flags), TestFile.none()));
    }

    @Override
    public TestSubject with(Flags flags) {
        TestFile chosen = chosen(flags);
        if (chosen == null) {
            TestPlan changed = Overrides.apply(flags, Objects.requireNonNull(plan));
            return new TestSubject(changed, flags.fleet, flags.changes, ReportSettings.DEFAULTS, List.of());
        }
        ConfiguredTest configured = reading.read(chosen, plan);
        TestPlan changed = Overrides.apply(flags, configured.plan());
        String live = configured.report().live();
        if (flags.live == null && live != null) {
            changed = changed.withObservation(changed.observation().withOutputs(List.of(OutputFlags.livePage(live))));
        }
        var changes = new ArrayList<>(configured.changes());
        changes.addAll(flags.changes);
        Fleet fleet = flags.fleet == null ? configured.fleet() : flags.fleet;
        return new TestSubject(changed, fleet, changes, configured.report(), configured.notes());
    }

    private @Nullable TestFile chosen(Flags flags) {
        return plan == null
                ? surroundings.inPlaceOf(Objects.requireNonNull(file), flags)
                : surroundings.forTest(file, flags);
    }
}
