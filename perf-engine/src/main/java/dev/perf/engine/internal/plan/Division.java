package dev.perf.engine.internal.plan;

import dev.perf.plan.Mix;
import java.util.Arrays;
import java.util.List;

/**
 * Which of several takers each of a row of numbers goes to: users or arrivals to the classes of a mix, or to the agents
 * of a run. Takers of a fixed number come first, in their order; the others follow the smooth weighted round robin of
 * nginx (commit 52327e0): each turn adds to each taker its weight, and goes to the one that has most, which gives up the
 * sum of all weights. It repeats itself with that sum as its period. Immutable.
 */
final class Division {

    private static final int NONE = -1;

    /** The period that large weights are brought down to; it is laid out in memory, and within it no turn is unfair. */
    private static final int LONGEST_PERIOD = 4_096;

    private static final int[] NO_TURNS = {};

    private final int[] fixedUpTo;
    private final boolean[] isFixed;
    private final int fixed;

    /** The taker of each turn of a period. */
    private final int[] turns;

    /** By taker: its turns in a period, in their order. */
    private final int[][] own;

    private Division(int[] fixedCounts, boolean[] isFixed, int[] weights) {
        this.isFixed = isFixed;
        fixedUpTo = new int[fixedCounts.length];
        int sum = 0;
        for (int i = 0; i < fixedCounts.length; i++) {
            sum += fixedCounts[i];
            fixedUpTo[i] = sum;
        }
        fixed = sum;
        turns = turns(weights);
        own = new int[weights.length][];
        for (int i = 0; i < weights.length; i++) {
            own[i] = weights[i] == 0 ? NO_TURNS : new int[weights[i]];
        }
        int[] found = new int[weights.length];
        for (int turn = 0; turn < turns.length; turn++) {
            int taker = turns[turn];
            own[taker][found[taker]++] = turn;
        }
    }

    /** Returns the division of a load among the classes of a mix without mistakes. */
    static Division of(Mix mix) {
        int size = mix.members().size();
        int[] fixed = new int[size];
        int[] weights = new int[size];
        boolean[] isFixed = new boolean[size];
        for (int i = 0; i < size; i++) {
            switch (mix.members().get(i)) {
                case Mix.Fixed part -> {
                    fixed[i] = part.count();
                    isFixed[i] = true;
                }
                case Mix.Share share -> weights[i] = share.weight();
            }
        }
        return new Division(fixed, isFixed, reduced(weights));
    }

    /**
     * Returns the division by weights alone, of which some may be zero, or all. Large ones are brought down to a period
     * of some thousands, in which each taker whose weight is above zero has a turn.
     */
    static Division byWeight(List<Integer> weights) {
        int[] reduced = reduced(weights.stream().mapToInt(Integer::intValue).toArray());
        long sum = Arrays.stream(reduced).asLongStream().sum();
        if (sum > LONGEST_PERIOD) {
            reduced = reduced(Arrays.stream(reduced)
                    .map(weight -> weight == 0 ? 0 : (int) Math.max(1, (long) weight * LONGEST_PERIOD / sum))
                    .toArray());
        }
        return new Division(new int[reduced.length], new boolean[reduced.length], reduced);
    }

    private static int[] reduced(int[] weights) {
        int divisor = Math.max(1, Arrays.stream(weights).reduce(0, Division::greatestCommonDivisor));
        return Arrays.stream(weights).map(weight -> weight / divisor).toArray();
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    private static int[] turns(int[] weights) {
        int sum = Arrays.stream(weights).sum();
        int[] turns = new int[sum];
        int[] current = new int[weights.length];
        for (int turn = 0; turn < sum; turn++) {
            int chosen = NONE;
            for (int i = 0; i < weights.length; i++) {
                current[i] += weights[i];
                if (weights[i] > 0 && (chosen == NONE || current[i] > current[chosen])) {
                    chosen = i;
                }
            }
            current[chosen] -= sum;
            turns[turn] = chosen;
        }
        return turns;
    }

    /** Returns the taker of a number, from 0; below zero where all are fixed and these are fewer, or nobody takes any. */
    int takerOf(long number) {
        if (number < fixed) {
            int found = 0;
            while (number >= fixedUpTo[found]) {
                found++;
            }
            return found;
        }
        return turns.length == 0 ? NONE : turns[(int) ((number - fixed) % turns.length)];
    }

    /** Returns how many of the first {@code numbers} go to a taker. */
    long count(int taker, long numbers) {
        if (isFixed[taker]) {
            int before = taker == 0 ? 0 : fixedUpTo[taker - 1];
            return Math.clamp(numbers - before, 0, fixedUpTo[taker] - before);
        }
        int[] mine = own[taker];
        long others = Math.max(0, numbers - fixed);
        if (mine.length == 0 || others == 0) {
            return 0;
        }
        int inPeriod = (int) (others % turns.length);
        int found = Arrays.binarySearch(mine, inPeriod);
        return others / turns.length * mine.length + (found < 0 ? -found - 1 : found);
    }

    /**
     * Returns the number that a taker by weight takes after {@code k} others: what {@link #count} undoes.
     *
     * @param taker one whose weight is above zero
     */
    long number(int taker, long k) {
        int[] mine = own[taker];
        return fixed + Math.multiplyExact(k / mine.length, turns.length) + mine[(int) (k % mine.length)];
    }

    /** Returns the part of many numbers that goes to a taker. */
    double fraction(int taker) {
        return turns.length == 0 ? 0 : (double) own[taker].length / turns.length;
    }
}
