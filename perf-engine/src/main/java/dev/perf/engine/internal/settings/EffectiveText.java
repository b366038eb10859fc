package dev.perf.engine.internal.settings;

import dev.perf.engine.internal.document.Layers;
import dev.perf.engine.internal.document.Layers.Leaf;
import dev.perf.engine.internal.document.Mistakes;
import dev.perf.engine.internal.document.Notes;
import dev.perf.engine.internal.document.Place;
import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.mask.Masks;
import dev.perf.engine.internal.settings.Effective.Surroundings;
import dev.perf.engine.internal.shape.Reading;
import dev.perf.plan.InvalidTestFileException;
import dev.perf.plan.TestFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The effective configuration for people: each value, and where it comes from. Secrets are masked. */
public final class EffectiveText {

    /** Wider values push their origin to the right. */
    private static final int WIDEST = 72;

    private static final Masks MASKS = Masks.of(List.of());

    /** Where a secret will be has none in it. */
    private static final Pattern PLACEHOLDER = Pattern.compile("(?:Bearer )?(?:\\{\\{[^{}]*}}|#\\{[^{}]*})");

    private EffectiveText() {}

    /**
     * Returns the lines.
     *
     * @throws InvalidTestFileException if the file has mistakes
     */
    public static List<String> of(TestFile file) {
        return of(file, Surroundings.ofProcess());
    }

    static List<String> of(TestFile file, Surroundings surroundings) {
        var mistakes = new Mistakes();
        var notes = new Notes();
        Effective effective = Effective.of(file, surroundings, mistakes, notes);
        TestSection.ROOT.read(effective.document(), new Reading("", mistakes));
        if (!mistakes.areNone()) {
            throw new InvalidTestFileException(mistakes.message());
        }
        var lines = new ArrayList<String>();
        lines.add("# file " + Objects.requireNonNullElse(file.path(), "none") + ", environment "
                + Objects.requireNonNullElse(effective.environment(), "none") + ", profile "
                + Objects.requireNonNullElse(effective.profile(), "none"));
        List<Leaf> leaves = Layers.leaves(effective.document());
        int width = leaves.stream()
                .mapToInt(leaf -> line(leaf).length())
                .filter(length -> length <= WIDEST)
                .max()
                .orElse(0);
        leaves.forEach(leaf -> lines.add(padded(line(leaf), width) + "  # " + origin(leaf.value())));
        notes.lines().forEach(note -> lines.add("# not used: " + note));
        return lines;
    }

    private static String line(Leaf leaf) {
        return leaf.path() + ": " + shown(leaf.path(), leaf.value());
    }

    private static String shown(String path, Value value) {
        return switch (value) {
            case Value.Text text ->
                isSecret(path, text.origin())
                                && !PLACEHOLDER.matcher(text.text()).matches()
                        ? Masks.HIDDEN
                        : MASKS.text(text.text().replace("\n", "\\n"));
            case Value.Nothing nothing -> "";
            case Value.Items items -> "[]";
            case Value.Entries entries -> "{}";
        };
    }

    /** By its own name, or by that of the variable it comes from. */
    private static boolean isSecret(String path, @Nullable String origin) {
        String name = path.substring(path.lastIndexOf('.') + 1);
        return MASKS.hides(name) || origin != null && MASKS.hides(origin);
    }

    private static String origin(Value value) {
        Place place = value.place();
        String name = place.document().name();
        String stands = place.document().isFile() ? name + ":" + place.line() : name;
        String origin = value instanceof Value.Text text ? text.origin() : null;
        return origin == null ? stands : origin + ", " + stands;
    }

    private static String padded(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }
}
