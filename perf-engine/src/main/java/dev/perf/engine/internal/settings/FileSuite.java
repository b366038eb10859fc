package dev.perf.engine.internal.settings;

import dev.perf.engine.internal.document.Mistakes;
import dev.perf.engine.internal.document.Notes;
import dev.perf.engine.internal.settings.Effective.Surroundings;
import dev.perf.engine.internal.settings.run.FleetSection;
import dev.perf.engine.internal.settings.run.ReportSettings;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.engine.internal.shape.Reading;
import dev.perf.plan.InvalidTestFileException;
import dev.perf.plan.TestFile;
import dev.perf.spi.Suite;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tests that a file lists. */
public final class FileSuite {

    private FileSuite() {}

    /**
     * Returns them; null where the file is a test itself.
     *
     * @throws InvalidTestFileException if it, or a file that it names, has mistakes
     */
    public static @Nullable Suite of(TestFile file) {
        return of(file, Surroundings.ofProcess());
    }

    static @Nullable Suite of(TestFile file, Surroundings surroundings) {
        var mistakes = new Mistakes();
        var notes = new Notes();
        Effective effective = Effective.of(file, surroundings, mistakes, notes);
        Fields root = TestSection.ROOT.read(effective.document(), new Reading("", mistakes));
        if (root == null || !root.has(TestSection.TESTS)) {
            return null;
        }
        var tests = new ArrayList<Suite.Entry>();
        var notesOfTests = new ArrayList<String>();
        for (Fields test : root.get(TestSection.TESTS, List.of())) {
            Suite.Entry entry = SuiteSection.entry(test, surroundings, notesOfTests);
            if (entry != null) {
                tests.add(entry);
            }
        }
        if (tests.isEmpty() && mistakes.areNone()) {
            root.mistake(TestSection.TESTS, "lists no test");
        }
        if (!mistakes.areNone()) {
            throw new InvalidTestFileException(mistakes.message());
        }
        FleetSection.FleetSettings fleet = root.get(TestSection.FLEET);
        if (fleet != null) {
            fleet.addNotes(notes);
        }
        return new Suite(
                tests,
                fleet == null ? null : fleet.fleet(),
                root.get(TestSection.REPORT, ReportSettings.DEFAULTS).folder(),
                Stream.concat(notes.lines().stream(), notesOfTests.stream())
                        .distinct()
                        .toList());
    }
}
