package dev.perf.engine.internal.settings;

import static dev.perf.engine.internal.shape.Key.key;

import dev.perf.engine.internal.document.Mistakes;
import dev.perf.engine.internal.settings.Effective.Surroundings;
import dev.perf.engine.internal.settings.value.Siblings;
import dev.perf.engine.internal.settings.value.Units;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.engine.internal.shape.Key;
import dev.perf.engine.internal.shape.Mapping;
import dev.perf.engine.internal.shape.Shape;
import dev.perf.engine.internal.shape.Shapes;
import dev.perf.plan.InvalidTestFileException;
import dev.perf.plan.TestFile;
import dev.perf.plan.TestOrigin;
import dev.perf.plan.TestPlan;
import dev.perf.spi.Suite;
import dev.perf.spi.Suite.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A test of a list: which one it is, and what it needs. */
final class SuiteSection {

    private static final Key<String> ID =
            key("id", Shapes.text(), "Its id among the others; made of its name unless given.");
    private static final Key<String> NAME =
            key("name", Shapes.text(), "Its name in the list; that of the test unless given.");
    private static final Key<String> FILE = key(
                    "file", Shapes.text(), "The file that is the test, relative to this one.")
            .like("checkout.yaml");
    private static final Key<String> JAVA = key(
            "java",
            Shapes.text(),
            "Static method of a class that makes the test; with \"file\", the test that the file configures.");
    private static final Key<String> ENVIRONMENT = key("environment", Shapes.text(), "Environment of the file.");
    private static final Key<String> PROFILE = key("profile", Shapes.text(), "Profile of the file, or a preset.");
    private static final Key<Map<String, String>> SET = key(
            "set",
            Shapes.mapOf("values", Shapes.text()),
            "Values that are set over those of the file, by the keys that lead there: http.requestTimeout.");
    private static final Key<Duration> DURATION =
            key("duration", Units.SECONDS, "How long its load takes, stretched or squeezed.");
    private static final Key<Urgency> PRIORITY = key(
            "priority",
            Shapes.oneOf(Urgency.class),
            "How urgent it is: low, normal, high or urgent; normal unless given.");
    private static final Key<Map<String, String>> REQUIREMENTS = key(
                    "requirements", Shapes.mapOf("labels", Shapes.text()), "Labels that its agents must carry.")
            .also("labels")
            .like(Map.of("os", "linux"));
    private static final Key<Integer> AGENTS =
            key("agents", Shapes.count(1), "How many agents it needs at once; 1 unless given.");
    private static final Key<Duration> TIMEOUT =
            key("timeout", Units.SECONDS, "How long an attempt may take, its preparation included.");
    private static final Key<Integer> RETRIES = key(
                    "retries",
                    Shapes.integer(0, 1_000).as(Long::intValue),
                    "How many attempts may follow the first one where the fleet fails; 2 unless given.")
            .also("maxRetries", "max_retries");
    private static final Key<Instant> NOT_BEFORE = key(
            "notBefore",
            Shapes.text("a moment such as 2026-12-01T22:00:00Z", SuiteSection::moment),
            "When it may begin; at once unless given.");
    private static final Key<Map<String, String>> TAGS =
            key("tags", Shapes.mapOf("tags", Shapes.text()), "For those who read its status.");

    static final Shape<Fields> SHAPE = Mapping.of(
            "a test of the list",
            List.of(
                    ID,
                    NAME,
                    FILE,
                    JAVA,
                    ENVIRONMENT,
                    PROFILE,
                    SET,
                    DURATION,
                    PRIORITY,
                    REQUIREMENTS,
                    AGENTS,
                    TIMEOUT,
                    RETRIES,
                    NOT_BEFORE,
                    TAGS),
            fields -> fields);

    private static final String REMADE_DESCRIPTOR =
            "(Ljava/lang/String;Ljava/lang/String;Ljava/time/Duration;)Ldev/perf/plan/TestPlan;";

    private SuiteSection() {}

    private static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException malformed) {
            throw new IllegalArgumentException(
                    "a moment such as 2026-12-01T22:00:00Z is expected here, got \"" + text + "\"", malformed);
        }
    }

    /**
     * Returns the test; null, with mistakes noted, where there is none.
     *
     * @param notes get those of its file
     */
    static Suite.@Nullable Entry entry(Fields fields, Surroundings surroundings, List<String> notes) {
        TestPlan plan = plan(fields, surroundings, notes);
        if (plan == null) {
            return null;
        }
        return new Suite.Entry(
                plan,
                fields.get(ID),
                fields.get(NAME, plan.name()),
                fields.get(PRIORITY, Urgency.NORMAL),
                fields.get(REQUIREMENTS, Map.of()),
                fields.get(AGENTS, 1),
                fields.get(TIMEOUT),
                fields.get(RETRIES),
                fields.get(NOT_BEFORE),
                fields.get(TAGS, Map.of()));
    }

    private static @Nullable TestPlan plan(Fields fields, Surroundings surroundings, List<String> notes) {
        if (!fields.has(FILE) && !fields.has(JAVA)) {
            fields.mistake("says not which test is run: give \"file\", or \"java\" for one that is written in Java");
            return null;
        }
        String java = fields.get(JAVA);
        if (java != null && JavaTests.named(java, fields, JAVA) == null) {
            return null;
        }
        try {
            var mistakes = new Mistakes();
            ConfiguredTest read = ConfiguredTest.read(file(fields), null, surroundings, mistakes);
            fields.reading().mistakes().addAll(mistakes);
            Duration length = fields.get(DURATION);
            if (read == null) {
                return null;
            }
            read.notes().forEach(notes::add);
            return length == null || length.isZero() ? read.plan() : stretched(read.plan(), length);
        } catch (InvalidTestFileException | IllegalArgumentException refused) {
            fields.mistake(fields.has(FILE) ? FILE : JAVA, String.valueOf(refused.getMessage()));
            return null;
        }
    }

    /** Returns a test with a load of that length, which agents make again in the same way. */
    private static TestPlan stretched(TestPlan plan, Duration length) {
        var arguments = new ArrayList<>(Objects.requireNonNull(plan.origin()).arguments());
        arguments.add(length);
        return plan.stretchedTo(length)
                .withOrigin(new TestOrigin(SuiteSection.class.getName(), "remade", REMADE_DESCRIPTOR, arguments));
    }

    /**
     * Makes a test whose load was given another length again, in another process.
     *
     * @param name of the test, where its file has none
     * @param text what applies of the file
     */
    static TestPlan remade(String name, String text, Duration length) {
        return ConfiguredTest.remade(name, text).plan().stretchedTo(length);
    }

    private static TestFile file(Fields fields) {
        String path = fields.get(FILE);
        TestFile file = path == null
                ? TestFile.none()
                : TestFile.at(Siblings.of(fields.place(FILE).document(), path));
        String java = fields.get(JAVA);
        // As a part of the file, so that agents make the same test of what the file comes to.
        file = java == null ? file : file.set("java", java);
        String environment = fields.get(ENVIRONMENT);
        file = environment == null ? file : file.environment(environment);
        String profile = fields.get(PROFILE);
        file = profile == null ? file : file.profile(profile);
        for (Map.Entry<String, String> setting : fields.get(SET, Map.of()).entrySet()) {
            file = file.set(setting.getKey(), setting.getValue());
        }
        return file;
    }
}
