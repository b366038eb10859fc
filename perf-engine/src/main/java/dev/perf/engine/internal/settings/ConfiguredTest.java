package dev.perf.engine.internal.settings;

import dev.perf.LoadTest;
import dev.perf.engine.internal.document.Mistakes;
import dev.perf.engine.internal.document.Notes;
import dev.perf.engine.internal.document.TreeText;
import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.settings.Effective.Surroundings;
import dev.perf.engine.internal.settings.run.FleetSection;
import dev.perf.engine.internal.settings.run.ReportSettings;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.engine.internal.shape.Key;
import dev.perf.engine.internal.shape.Reading;
import dev.perf.fleet.Fleet;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.InvalidTestFileException;
import dev.perf.plan.TestFile;
import dev.perf.plan.TestOrigin;
import dev.perf.plan.TestPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file comes to.
 *
 * @param plan the test
 * @param fleet where its load comes from; null for this process
 * @param report where its report goes
 * @param changes flags that agents need to make the same plan of a Java test; empty where the file is the test
 * @param notes what the file says that is not used, each with where it stands and why
 * @param notesOfPlan what is not used beside that where code takes the plan alone, to run it as any other
 */
public record ConfiguredTest(
        TestPlan plan,
        @Nullable Fleet fleet,
        ReportSettings report,
        List<String> changes,
        List<String> notes,
        List<String> notesOfPlan) {

    /** The flag that has what applies of a file, for those who make the plan again elsewhere. */
    public static final String FLAG = "--settings";

    private static final String NOT_OF_PLANS =
            "is not used in JUnit, nor by a LoadTest that takes the file or is configured"
                    + " by it; perf run, --config and Perf.run use it";

    private static final String REMADE = "remade";
    private static final String REMADE_DESCRIPTOR = "(Ljava/lang/String;Ljava/lang/String;)Ldev/perf/LoadTest;";

    /** Copies the lists. */
    public ConfiguredTest {
        changes = List.copyOf(changes);
        notes = List.copyOf(notes);
        notesOfPlan = List.copyOf(notesOfPlan);
    }

    /**
     * Reads a file.
     *
     * @param test the Java test that it configures; null where the file is the test, or names it
     * @throws InvalidTestFileException if it has mistakes
     */
    public static ConfiguredTest of(TestFile file, @Nullable TestPlan test) {
        return of(file, test, Surroundings.ofProcess());
    }

    static ConfiguredTest of(TestFile file, @Nullable TestPlan test, Surroundings surroundings) {
        var mistakes = new Mistakes();
        ConfiguredTest configured = read(file, test, surroundings, mistakes);
        if (configured == null) {
            throw new InvalidTestFileException(mistakes.message());
        }
        return configured;
    }

    /** Reads a file; returns null, with mistakes noted, where it has some, or where there were some before. */
    static @Nullable ConfiguredTest read(
            TestFile file, @Nullable TestPlan test, Surroundings surroundings, Mistakes mistakes) {
        var notes = new Notes();
        Effective effective = Effective.of(file, surroundings, mistakes, notes);
        String name = Names.ofFile(file.path());
        ConfiguredTest configured = made(effective.document(), name, test, mistakes, notes);
        if (configured == null) {
            return null;
        }
        String text = TreeText.of(effective.document());
        return test == null
                ? configured.with(
                        configured
                                .plan()
                                .withOrigin(new TestOrigin(
                                        ConfiguredTest.class.getName(),
                                        REMADE,
                                        REMADE_DESCRIPTOR,
                                        List.of(name, text))),
                        List.of())
                : configured.with(configured.plan(), List.of(FLAG, text));
    }

    private ConfiguredTest with(TestPlan other, List<String> others) {
        return new ConfiguredTest(other, fleet, report, others, notes, notesOfPlan);
    }

    /** Returns what all parts of a file together come to; null where there are mistakes. */
    private static @Nullable ConfiguredTest made(
            Value document, String name, @Nullable TestPlan test, Mistakes mistakes, Notes notes) {
        Fields root = TestSection.ROOT.read(document, new Reading("", mistakes));
        if (root == null) {
            return null;
        }
        if (root.has(TestSection.TESTS)) {
            root.mistake(TestSection.TESTS, "is a list of tests, and no test itself; run the list with perf run");
            return null;
        }
        TestPlan configured = test == null && root.has(TestSection.JAVA)
                ? JavaTests.named(root.get(TestSection.JAVA, ""), root, TestSection.JAVA)
                : test;
        if (configured == null && root.has(TestSection.JAVA)) {
            return null;
        }
        TestPlan plan = null;
        try {
            plan = Assembly.plan(root, name, configured, notes);
        } catch (IllegalArgumentException refused) {
            root.mistake(String.valueOf(refused.getMessage()));
        }
        if (plan == null || !mistakes.areNone()) {
            return null;
        }
        FleetSection.FleetSettings fleet = root.get(TestSection.FLEET);
        if (fleet != null) {
            fleet.addNotes(notes);
        }
        return new ConfiguredTest(
                plan,
                fleet == null ? null : fleet.fleet(),
                root.get(TestSection.REPORT, ReportSettings.DEFAULTS),
                List.of(),
                notes.lines(),
                notesOfPlan(root));
    }

    private static List<String> notesOfPlan(Fields root) {
        var notes = new Notes();
        for (Key<?> key : List.of(TestSection.FLEET, TestSection.REPORT)) {
            if (root.has(key)) {
                notes.add(root.place(key), root.reading(key).path(), NOT_OF_PLANS);
            }
        }
        return notes.lines();
    }

    /**
     * Makes the test of a file again, in another process.
     *
     * @param name of the test, where the file has none
     * @param text what applies of the file, from {@link TreeText}
     */
    static LoadTest remade(String name, String text) {
        return LoadTest.of(again(text, name, null));
    }

    /**
     * Puts what a file says into a Java test that was made again, in another process.
     *
     * @param text what stands behind {@link #FLAG}
     * @throws InvalidTestFileException if it cannot be put into that test
     * @throws InvalidPlanException if the test has mistakes
     */
    public static TestPlan remade(TestPlan test, String text) {
        return again(text, test.name(), test);
    }

    private static TestPlan again(String text, String name, @Nullable TestPlan test) {
        var mistakes = new Mistakes();
        ConfiguredTest made = made(TreeText.read(text), name, test, mistakes, new Notes());
        if (made == null) {
            throw new InvalidTestFileException(mistakes.message());
        }
        return made.plan();
    }
}
