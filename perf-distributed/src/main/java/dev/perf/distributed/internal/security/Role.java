package dev.perf.distributed.internal.security;

import java.util.Locale;
import java.util.Set;

/** What a process may do in a fleet; its certificate says so. */
public enum Role {
    /** Has code run by agents. */
    COORDINATOR,

    /** Runs code that a coordinator signed. */
    AGENT;

    /** Both. */
    public static final Set<Role> ANY = Set.of(COORDINATOR, AGENT);

    /** Returns the role as certificates and messages spell it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
