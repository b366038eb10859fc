package dev.perf.engine.internal.dialect;

import dev.perf.engine.internal.document.Value.Entries;
import java.util.List;

/** A system whose files are understood. */
interface Dialect {

    /** What it is called where a key is told to be probably one of its keys, such as {@code k6's options}. */
    String name();

    /** Keys of a root that are this system's and not Perf's own. */
    List<String> roots();

    /** Whether it has a say in a file: where one of its own keys is there, unless it is known by more than that. */
    default boolean isSpokenIn(Entries root) {
        return roots().stream().anyMatch(key -> root.get(key) != null);
    }

    /** Puts all that a root has where it belongs; keys of Perf's own form, and of other systems, stay as they are. */
    void rewrite(Entries root, Rewriting at);
}
