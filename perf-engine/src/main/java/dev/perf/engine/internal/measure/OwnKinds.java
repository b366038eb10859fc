package dev.perf.engine.internal.measure;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of failures that users' code and clients name in a run: words, and no more of them than a report can tell
 * apart. Thread-safe.
 */
public final class OwnKinds {

    /** What further kinds are counted as. */
    static final String OTHER = "other";

    /** So many kinds are told apart. */
    static final int MOST = 50;

    private static final int LONGEST = 60;

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /**
     * Returns what a failure of {@code kind} is counted under. Kinds that several users name first at the same moment may
     * all be told apart, so there may be a few more than {@value #MOST}.
     *
     * @throws IllegalArgumentException if it cannot be a kind
     */
    public String counted(String kind) {
        if (known.contains(kind)) {
            return kind;
        }
        String complaint = complaint(kind);
        if (complaint != null) {
            throw new IllegalArgumentException(complaint);
        }
        if (known.size() >= MOST) {
            return OTHER;
        }
        known.add(kind);
        return kind;
    }

    private static @Nullable String complaint(String kind) {
        if (kind.isBlank()) {
            return "the kind of a failure must not be blank; give it a word, such as UNAVAILABLE";
        }
        if (kind.length() > LONGEST) {
            return "the kind of a failure must have at most " + LONGEST + " characters, got " + kind.length()
                    + "; say the rest in the message";
        }
        return kind.chars().anyMatch(Character::isISOControl)
                ? "the kind of a failure must have no control characters, got \"" + kind.replaceAll("\\p{Cntrl}", "?")
                        + "\""
                : null;
    }
}
