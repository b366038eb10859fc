package dev.perf.engine.internal.document;

import java.util.ArrayList;
import java.util.List;

/** What documents say that is not used and changes nothing of what is measured, so that nothing is passed over in silence. */
public final class Notes {

    private final List<Mistake> found = new ArrayList<>();

    /** Notes what is not used, and why, as a sentence without a full stop. */
    public void add(Place place, String path, String text) {
        found.add(new Mistake(place, path, text));
    }

    /** Returns a line for each: where it stands, and why it is not used. */
    public List<String> lines() {
        return found.stream()
                .map(note -> note.place() + ": " + (note.path().isEmpty() ? "" : note.path() + ": ") + note.text())
                .distinct()
                .toList();
    }
}
