package dev.perf.check;

import static dev.perf.source.Given.given;

import dev.perf.scenario.Session;
import dev.perf.source.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A verdict on one response. A check that does not hold fails its request, and the iteration goes on unless
 * {@link #exitIterationOnFail()} or {@link #exitUserOnFail()} says otherwise. Immutable: each method that changes something returns a new value.
 *
 * @param name the name under which it is counted
 * @param value the value judged
 * @param condition what must hold of it
 * @param when what must hold, all of it, for the check to be made at all
 * @param onFail what ends where it does not hold
 * @param location where it was written
 */
public record Check(
        String name, Extractor value, Condition condition, List<When> when, OnFail onFail, SourceLocation location) {

    /** Copies the list. */
    public Check {
        when = List.copyOf(when);
    }

    /** Returns this check under another name. */
    public Check named(String other) {
        return new Check(given(other, "other"), value, condition, when, onFail, location);
    }

    /**
     * Makes the check only of responses of which another one holds: {@code jsonPath("$.id").exists().when(status().is(200))}.
     * The other is not counted. A check that is not made is not counted either, and fails nothing.
     */
    public Check when(Check other) {
        return onlyWhen(new When.ResponseHolds(given(other, "other")));
    }

    /** Makes the check only where the user's session is as asked. */
    public Check when(Predicate<Session> test) {
        return onlyWhen(new When.SessionHolds(given(test, "test")));
    }

    private Check onlyWhen(When more) {
        var all = new ArrayList<>(when);
        all.add(more);
        return new Check(name, value, condition, all, onFail, location);
    }

    /**
     * Ends the iteration where the check does not hold, once the other checks are made and values saved: the steps after
     * the request are left out, and the iteration has failed. In a lambda step it ends when the lambda returns, and in
     * a try only the try.
     */
    public Check exitIterationOnFail() {
        return new Check(name, value, condition, when, OnFail.EXIT_ITERATION, location);
    }

    /** Ends the life of the user where the check does not hold, as {@link #exitIterationOnFail()} ends its iteration. */
    public Check exitUserOnFail() {
        return new Check(name, value, condition, when, OnFail.EXIT_USER, location);
    }

    /** Returns the part of the response that is judged. */
    public Source source() {
        return value.source();
    }

    /** Returns the parts of the response that are looked at: the one that is judged, and those of its conditions. */
    public List<Source> sources() {
        var sources = new ArrayList<>(List.of(source()));
        for (When condition : when) {
            if (condition instanceof When.ResponseHolds holds) {
                sources.addAll(holds.condition().sources());
            }
        }
        return List.copyOf(sources);
    }
}
