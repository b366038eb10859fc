package dev.perf.engine.internal.plan;

import dev.perf.engine.fleet.Share;
import dev.perf.load.IterationLoad;
import org.jspecify.annotations.Nullable;

/**
 * What one agent has of the load of a scenario: arrivals, users, iterations and records, each by its number among those
 * of the scenario. The parts of all agents that have the same weights are disjoint, and nothing is left over. It comes
 * after the {@link Slice}, which is what the scenario has of the load of a mix. Immutable.
 */
public final class Part {

    /** All of a load, for a run in one process. */
    public static final Part WHOLE = new Part(null, 0, true);

    /** An agent without a part at the start takes its numbers from far above those of all others. */
    private static final long FAR_ABOVE = 1_000_000_000_000L;

    private final @Nullable Division division;
    private final int index;
    private final boolean any;

    private Part(@Nullable Division division, int index, boolean any) {
        this.division = division;
        this.index = index;
        this.any = any;
    }

    /**
     * Returns the part of an agent. One that has no place among the weights yet, or whose weight is 0, has nothing.
     *
     * @throws IllegalArgumentException if a weight or the place is below zero
     */
    public static Part of(Share share) {
        if (share.index() < 0) {
            throw new IllegalArgumentException("place of an agent must not be negative, got " + share.index());
        }
        for (int weight : share.weights()) {
            if (weight < 0) {
                throw new IllegalArgumentException("weights of agents must not be negative, got " + share.weights());
            }
        }
        boolean any = share.index() < share.weights().size() && share.weights().get(share.index()) > 0;
        return new Part(Division.byWeight(share.weights()), share.index(), any);
    }

    /** Tells whether the load is not divided at all; an agent that is alone has all of it, and others may join. */
    public boolean isWhole() {
        return division == null;
    }

    /** Tells whether there is anything in it. */
    public boolean isAny() {
        return any;
    }

    /** Returns the place of the agent. */
    public int index() {
        return index;
    }

    /** Tells whether a number, from 0, is in this part. */
    public boolean has(long number) {
        return division == null || division.takerOf(number) == index;
    }

    /** Returns how many of the first {@code all} numbers are in this part. */
    public long count(long all) {
        return division == null ? all : any ? division.count(index, all) : 0;
    }

    /** Returns how many of the first {@code all} users are in this part. */
    public int users(int all) {
        return (int) count(all);
    }

    /**
     * Returns the number in this part after {@code k} others of it. Where nothing is in it, it is one that no other agent
     * has: far above theirs.
     */
    public long number(long k) {
        if (division == null) {
            return k;
        }
        return any ? division.number(index, k) : FAR_ABOVE * (index + 1L) + k;
    }

    /** Returns the part of a rate. */
    public double fraction() {
        return division == null ? 1 : any ? division.fraction(index) : 0;
    }

    /**
     * Returns this part of a number of iterations. Users are dealt out; shared iterations are divided in proportion to
     * the users, so that an agent without users has no iterations either.
     */
    public IterationLoad of(IterationLoad load) {
        if (division == null) {
            return load;
        }
        int users = users(load.users());
        if (!load.isShared() || load.users() == 0) {
            return load.with(users, users == 0 ? 0 : load.iterations());
        }
        long before = 0;
        for (int i = 0; i < index && any; i++) {
            before += division.count(i, load.users());
        }
        return load.with(users, Slice.between(load, before, before + users));
    }
}
