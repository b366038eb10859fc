package dev.perf.engine.internal.script;

/** Names of groups within groups. */
final class Groups {

    private Groups() {}

    static String join(String outer, String inner) {
        return outer.isEmpty() ? inner : outer + " / " + inner;
    }
}
