package dev.perf.plan;

import dev.perf.source.SourceLocation;

/**
 * One mistake in a plan.
 *
 * @param location where the element was written
 * @param where the element within the plan: {@code scenario "buy", request "login"}
 * @param message what is wrong, what is allowed and what to do
 */
public record Problem(SourceLocation location, String where, String message) {

    /** Returns the mistake as one line that begins with a location. */
    @Override
    public String toString() {
        return location + ": " + where + ": " + message;
    }
}
