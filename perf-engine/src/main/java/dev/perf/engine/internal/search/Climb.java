package dev.perf.engine.internal.search;

import dev.perf.result.PlannedLoad.Model;
import dev.perf.search.CapacityResult.Conclusion;
import dev.perf.search.CapacityStep.Purpose;
import dev.perf.search.SearchPlan;
import dev.perf.search.SearchPlan.Goal;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which level a search tries next, by arithmetic alone: raise while levels hold, halve the gap between the highest that
 * held and the lowest that did not, try the answer again, and go on below it where it does not hold twice.
 *
 * <p>It ends: each level that does not hold lowers the upper end, each that does raises the lower one or confirms it.
 */
final class Climb {

    /** A level and why it is tried. */
    record Next(double level, Purpose purpose) {}

    /** Forgives the rounding of levels that are sums or products. */
    private static final double ROUNDING = 1e-9;

    private final SearchPlan plan;
    private final TreeSet<Double> held = new TreeSet<>();
    private final Map<Double, Integer> timesHeld = new HashMap<>();
    private double lowestBroken = Double.POSITIVE_INFINITY;

    Climb(SearchPlan plan) {
        this.plan = plan;
    }

    /** Returns what to try next; null where the search has its answer. */
    @Nullable
    Next next() {
        if (held.isEmpty()) {
            return anyBroke() ? null : new Next(plan.levels().from(), Purpose.RAISE);
        }
        double highest = held.last();
        if (!anyBroke() && highest < plan.levels().to()) {
            return new Next(raised(highest), Purpose.RAISE);
        }
        if (plan.goal() == Goal.BREAKING_POINT) {
            return null;
        }
        if (anyBroke() && !isClose(highest)) {
            return new Next(between(highest, lowestBroken), Purpose.BISECT);
        }
        return isConfirmed() ? null : new Next(highest, Purpose.CONFIRM);
    }

    private boolean anyBroke() {
        return lowestBroken < Double.POSITIVE_INFINITY;
    }

    private double raised(double level) {
        double raised = plan.levels().raise().next(level);
        double whole = plan.levels().model() == Model.CLOSED ? Math.max(level + 1, Math.rint(raised)) : raised;
        return whole >= plan.levels().to() * (1 - ROUNDING) ? plan.levels().to() : whole;
    }

    private boolean isClose(double highest) {
        double gap = lowestBroken - highest;
        return gap <= plan.answer().resolution() * highest * (1 + ROUNDING)
                || (plan.levels().model() == Model.CLOSED && gap <= 1);
    }

    private double between(double low, double high) {
        double middle = (low + high) / 2;
        return plan.levels().model() == Model.CLOSED ? Math.floor(middle) : middle;
    }

    /** Notes what came of a level. */
    void tried(double level, boolean didHold) {
        if (didHold) {
            held.add(level);
            timesHeld.merge(level, 1, Integer::sum);
        } else {
            lowestBroken = Math.min(lowestBroken, level);
            held.tailSet(level, true).clear();
        }
    }

    /** Returns the highest level that held; null where none did. */
    @Nullable
    Double highest() {
        return held.isEmpty() ? null : held.last();
    }

    /** Returns the lowest level that did not hold; null where all did. */
    @Nullable
    Double lowestBroken() {
        return anyBroke() ? lowestBroken : null;
    }

    /** Tells whether the highest level that held did so again as often as was asked for, and was asked for at all. */
    boolean isConfirmed() {
        return !held.isEmpty()
                && timesHeld.getOrDefault(held.last(), 0) > plan.answer().confirmations();
    }

    /** Returns what the search has found, once there is no next level. */
    Conclusion conclusion() {
        if (held.isEmpty()) {
            return Conclusion.NONE_HELD;
        }
        return anyBroke() ? Conclusion.FOUND : Conclusion.ALL_HELD;
    }
}
