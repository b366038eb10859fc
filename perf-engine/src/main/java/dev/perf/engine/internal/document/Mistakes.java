package dev.perf.engine.internal.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All mistakes of the documents of a test, so that people see them in one go. */
public final class Mistakes {

    /** More of them would hide the first. */
    private static final int MOST_SHOWN = 50;

    /** A file that is none of ours has thousands, and nobody reads them. */
    private static final int MOST_KEPT = 1_000;

    private record Known(Place place, String text) {}

    private final Map<Known, Mistake> found = new LinkedHashMap<>();
    private final Set<Place> places = new HashSet<>();
    private long more;

    /** Notes a mistake; one that was noted before, as an alias makes it, counts once. */
    public void add(Place place, String path, String text) {
        if (found.size() < MOST_KEPT) {
            found.putIfAbsent(new Known(place, text), new Mistake(place, path, text));
            places.add(place);
        } else if (!found.containsKey(new Known(place, text))) {
            more++;
        }
    }

    /** Notes those of other documents. */
    public void addAll(Mistakes others) {
        others.found().forEach(mistake -> add(mistake.place(), mistake.path(), mistake.text()));
    }

    /** Whether one was noted of what stands at a place. */
    public boolean areAt(Place place) {
        return places.contains(place);
    }

    /** Returns those found so far, the first thousand at most, in the order of their documents and lines. */
    public List<Mistake> found() {
        var documents = new ArrayList<Document>();
        for (Mistake mistake : found.values()) {
            if (!documents.contains(mistake.place().document())) {
                documents.add(mistake.place().document());
            }
        }
        return found.values().stream()
                .sorted(Comparator.comparingInt((Mistake mistake) ->
                                documents.indexOf(mistake.place().document()))
                        .thenComparingInt(mistake -> mistake.place().line())
                        .thenComparingInt(mistake -> mistake.place().column()))
                .toList();
    }

    /** Whether there are none so far. */
    public boolean areNone() {
        return found.isEmpty();
    }

    /** Returns one message with all of them. */
    public String message() {
        List<Mistake> all = found();
        long count = all.size() + more;
        var message = new StringBuilder();
        if (count > 1) {
            message.append(count).append(" mistakes\n");
        }
        message.append(String.join(
                "\n", all.stream().limit(MOST_SHOWN).map(Mistake::toString).toList()));
        if (count > MOST_SHOWN) {
            message.append("\nand ").append(count - MOST_SHOWN).append(" more");
        }
        return message.toString();
    }
}
