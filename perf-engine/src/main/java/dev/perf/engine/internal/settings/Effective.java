package dev.perf.engine.internal.settings;

import dev.perf.engine.internal.document.Document;
import dev.perf.engine.internal.document.Layers;
import dev.perf.engine.internal.document.Mistakes;
import dev.perf.engine.internal.document.Notes;
import dev.perf.engine.internal.document.Substitution;
import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Entry;
import dev.perf.engine.internal.document.Value.Items;
import dev.perf.engine.internal.document.Value.Text;
import dev.perf.engine.internal.document.YamlReader;
import dev.perf.engine.internal.shape.Reading;
import dev.perf.plan.TestFile;
import dev.perf.plan.TestFile.Setting;
import dev.perf.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What applies of a file: each of its parts laid over the one before, in this order: the file, its environment, the preset of the
 * profile's name, the profile, system properties, settings of the caller. Variables of the environment are filled in last.
 *
 * @param document what applies, in Perf's own form; each value has the place that it comes from
 * @param environment which environment it is for; null for none
 * @param profile which profile it is for; null for none
 */
record Effective(
        Value document,
        @Nullable String environment,
        @Nullable String profile) {

    /** System properties with this beginning set a value each. */
    private static final String PROPERTY = "perf.set.";

    private static final List<String> CHOICES =
            List.of("include", "environment", "profile", "environments", "profiles");

    /** Where variables and properties come from. */
    record Surroundings(UnaryOperator<@Nullable String> environment, Map<String, String> properties) {

        /** Returns those of this process. */
        static Surroundings ofProcess() {
            Map<String, String> properties = new TreeMap<>();
            System.getProperties().stringPropertyNames().stream()
                    .filter(name -> name.startsWith(PROPERTY))
                    .forEach(name -> properties.put(name, System.getProperty(name, "")));
            return new Surroundings(System::getenv, properties);
        }
    }

    /** Reads a file, and whatever is laid over it. */
    static Effective of(TestFile file, Surroundings surroundings, Mistakes mistakes, Notes notes) {
        String path = file.path();
        Value root = path == null
                ? new Entries(new Document("settings", "").start(), List.of())
                : new TestFileReader(mistakes, notes).read(path);
        if (root instanceof Value.Nothing && !mistakes.areNone()) {
            return new Effective(new Entries(root.place(), List.of()), null, null);
        }
        var early = new ArrayList<Value>();
        var late = new ArrayList<Value>();
        for (Set set : sets(file, surroundings)) {
            Value read = YamlReader.read(new Document(set.name(), set.value()), mistakes);
            if (read != null) {
                Value nested = TestSection.ROOT.canonical(Layers.at(set.key(), read));
                boolean isOfSections = CHOICES.contains(set.key().split("\\.", 2)[0]);
                (isOfSections ? early : late).add(Sections.named(nested, mistakes));
            }
        }
        for (Value set : early) {
            root = Sections.over(root, set);
        }
        return new Layering(root, late, surroundings, mistakes).effective(file);
    }

    /** A value that is set by a property, or by the caller; the later of two wins. */
    private record Set(String name, String key, String value) {}

    private static List<Set> sets(TestFile file, Surroundings surroundings) {
        var sets = new ArrayList<Set>();
        surroundings
                .properties()
                .forEach((name, value) -> sets.add(new Set("-D" + name, name.substring(PROPERTY.length()), value)));
        for (Setting setting : file.settings()) {
            sets.add(new Set("--set " + setting.key(), setting.key(), setting.value()));
        }
        return sets;
    }

    /**
     * The parts of one file, and what is laid over them.
     *
     * @param sets single values, the later over the earlier
     */
    private record Layering(Value root, List<Value> sets, Surroundings surroundings, Mistakes mistakes) {

        Effective effective(TestFile file) {
            checkSections();
            String environment = chosen("environment", file.environment());
            String profile = chosen("profile", file.profile());
            Value applies = root instanceof Value.Nothing ? new Entries(root.place(), List.of()) : root;
            applies = over(applies, environment == null ? null : section("environments", environment));
            if (profile != null) {
                Value section = section("profiles", profile);
                applies = over(applies, isWhole(section) ? null : canonical(Presets.of(profile)));
                applies = over(applies, section);
            }
            for (Value set : sets) {
                applies = over(applies, set);
            }
            Value own = Layers.without(applies, CHOICES);
            return new Effective(Substitution.in(own, surroundings.environment(), mistakes), environment, profile);
        }

        /** Mistakes are told wherever they are, not just in what applies today. */
        private void checkSections() {
            if (!(root instanceof Entries entries)) {
                return;
            }
            var parts = new ArrayList<Entry>();
            for (Entry entry : entries.entries()) {
                String name = entry.key().text();
                if (name.equals("environments") || name.equals("profiles")) {
                    parts.add(entry);
                }
            }
            parts.add(new Entry(new Text(root.place(), "include", false, null), value(entries.get("include"))));
            Value known = known(new Entries(root.place(), parts));
            TestSection.ROOT.read(known, new Reading("", mistakes));
        }

        private Value value(@Nullable Value given) {
            return given == null ? new Value.Nothing(root.place()) : given;
        }

        /** Leaves out values with variables that are not set, for they need not be set where they are not used. */
        private Value known(Value value) {
            return switch (value) {
                case Entries entries ->
                    new Entries(
                            entries.place(),
                            entries.entries().stream()
                                    .filter(entry -> isKnown(entry.value()))
                                    .map(entry -> new Entry(entry.key(), known(entry.value())))
                                    .toList());
                case Items items ->
                    new Items(
                            items.place(),
                            items.items().stream()
                                    .filter(this::isKnown)
                                    .map(this::known)
                                    .toList());
                case Text text -> Substitution.in(text, surroundings.environment(), new Mistakes());
                case Value.Nothing nothing -> nothing;
            };
        }

        private boolean isKnown(Value value) {
            if (!(value instanceof Text text) || !text.text().contains("${")) {
                return true;
            }
            var unset = new Mistakes();
            Substitution.in(text, surroundings.environment(), unset);
            return unset.areNone();
        }

        private Value over(Value lower, @Nullable Value upper) {
            return upper == null ? lower : Sections.over(lower, upper);
        }

        /** A profile that says all that a preset says needs nothing of it. */
        private static boolean isWhole(@Nullable Value section) {
            return section instanceof Entries entries
                    && entries.get("users") != null
                    && entries.get("duration") != null;
        }

        private static @Nullable Value canonical(@Nullable Value value) {
            return value == null ? null : TestSection.ROOT.canonical(value);
        }

        /** Returns the section that a name stands for; null, with a mistake noted if it has to be there, for none. */
        private @Nullable Value section(String kind, String name) {
            Value sections = root instanceof Entries entries ? entries.get(kind) : null;
            Value section = sections instanceof Entries named ? named.get(name) : null;
            return section == null || section instanceof Value.Nothing ? null : Sections.named(section, mistakes);
        }

        /** Returns the name that is asked for, or the one that the file says; null for none. */
        private @Nullable String chosen(String kind, @Nullable String asked) {
            Value said = root instanceof Entries entries ? entries.get(kind) : null;
            Text choice = asked != null
                    ? new Text(
                            new Document("--" + (kind.equals("environment") ? "env" : kind) + " " + asked, asked)
                                    .start(),
                            asked,
                            false,
                            null)
                    : said instanceof Text text
                            ? (Text) Substitution.in(text, surroundings.environment(), mistakes)
                            : null;
            if (choice == null || choice.text().isBlank()) {
                return null;
            }
            List<String> names = names(kind + "s");
            boolean isPreset = kind.equals("profile") && Presets.of(choice.text()) != null;
            if (!names.contains(choice.text()) && !isPreset) {
                var all = new ArrayList<>(names);
                if (kind.equals("profile")) {
                    all.addAll(Presets.names());
                }
                mistakes.add(
                        choice.place(),
                        kind,
                        "there is no " + kind + " \"" + choice.text() + "\"; " + Nearest.question(choice.text(), all)
                                + (all.isEmpty()
                                        ? "the file has no \"environments\""
                                        : "known are " + String.join(", ", all)));
                return null;
            }
            return choice.text();
        }

        private List<String> names(String kind) {
            return root instanceof Entries entries && entries.get(kind) instanceof Entries sections
                    ? sections.entries().stream()
                            .map(entry -> entry.key().text())
                            .toList()
                    : List.of();
        }
    }
}
