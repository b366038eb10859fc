package dev.perf.engine.internal.dialect;

import dev.perf.engine.internal.document.Mistakes;
import dev.perf.engine.internal.document.Notes;
import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Entry;
import dev.perf.text.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of other systems that are understood. */
public final class Dialects {

    /** Each has a say in a file of several: what one does not know it leaves to the others, and to Perf's own form. */
    private static final List<Dialect> ALL = List.of(
            new ArtilleryScript(),
            new K6Options(),
            new LocustConf(),
            new DistributedTesting(),
            new ServiceLevelFile(),
            new PerformanceModule(),
            new TestNodes(),
            new LoadTestProfiles());

    /** Files with more keys in their root are no work of people, and their keys not looked at one by one. */
    private static final int MOST_KEYS = 1_000;

    private Dialects() {}

    /**
     * Returns a document in Perf's own form; one that is in it already is returned unchanged.
     *
     * @param notes of what is not used and changes nothing of what is measured
     */
    public static Value translated(Value document, Mistakes mistakes, Notes notes) {
        if (!(TestNodes.rooted(document) instanceof Entries root)) {
            return document;
        }
        Entries translated = root;
        for (Dialect dialect : ALL) {
            if (dialect.isSpokenIn(translated)) {
                var draft = new Draft(translated.place());
                dialect.rewrite(translated, new Rewriting("", draft, mistakes, notes));
                translated = draft.finished();
            }
        }
        return translated.entries().size() > MOST_KEYS ? translated : withoutMisspelt(translated, mistakes);
    }

    /** Leaves out keys that are misspelt ones of a dialect, with a mistake that says so: Perf's own form knows nothing of them. */
    private static Entries withoutMisspelt(Entries root, Mistakes mistakes) {
        Map<String, Dialect> known = new LinkedHashMap<>();
        ALL.forEach(dialect -> dialect.roots().forEach(key -> known.putIfAbsent(key, dialect)));
        var names = new ArrayList<>(OwnForm.KEYS);
        names.addAll(known.keySet());
        var left = new ArrayList<Entry>();
        for (Entry entry : root.entries()) {
            String key = entry.key().text();
            String nearest = OwnForm.KEYS.contains(key) ? null : Nearest.to(key, names);
            Dialect meant = nearest == null ? null : known.get(nearest);
            if (meant == null) {
                left.add(entry);
            } else {
                mistakes.add(
                        entry.key().place(),
                        key,
                        "no key of a test; did you mean \"" + nearest + "\" of " + meant.name() + "?");
            }
        }
        return left.size() == root.entries().size() ? root : new Entries(root.place(), List.copyOf(left));
    }
}
