package dev.perf.engine.internal.plan;

import dev.perf.plan.Mix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which class each user of a mixed load belongs to. The fixed ones come first, in the order of the plan; the others
 * follow the smooth weighted round robin of nginx (commit 52327e0): each turn adds to each class its weight, and goes to
 * the one that has most, which gives up the sum of all weights. It repeats itself with that sum as its period.
 */
public final class Division {

    private static final int NONE = -1;

    private final List<Mix.Member> members;
    private final int[] fixedUpTo;
    private final int fixed;

    /** The class of each turn of a period. */
    private final int[] turns;

    /** By class: how many of the first turns of a period are its own. */
    private final int[][] own;

    private Division(Mix mix) {
        members = mix.members();
        fixedUpTo = new int[members.size()];
        int sum = 0;
        for (int i = 0; i < fixedUpTo.length; i++) {
            sum += members.get(i) instanceof Mix.Fixed part ? part.count() : 0;
            fixedUpTo[i] = sum;
        }
        fixed = sum;
        turns = turns(reducedWeights());
        own = new int[members.size()][turns.length + 1];
        for (int turn = 0; turn < turns.length; turn++) {
            for (int i = 0; i < own.length; i++) {
                own[i][turn + 1] = own[i][turn] + (turns[turn] == i ? 1 : 0);
            }
        }
    }

    /** Returns the division of a load among the classes of a mix without mistakes. */
    public static Division of(Mix mix) {
        return new Division(mix);
    }

    private int[] reducedWeights() {
        int[] weights = members.stream()
                .mapToInt(member -> member instanceof Mix.Share share ? share.weight() : 0)
                .toArray();
        int divisor = Math.max(1, Arrays.stream(weights).reduce(0, Division::greatestCommonDivisor));
        return Arrays.stream(weights).map(weight -> weight / divisor).toArray();
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    private static int[] turns(int[] weights) {
        int sum = Arrays.stream(weights).sum();
        var turns = new ArrayList<Integer>();
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
            turns.add(chosen);
        }
        return turns.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Returns the number of the class that a user belongs to; below zero where all are fixed and these are fewer. */
    int classOf(long user) {
        if (user < fixed) {
            int found = 0;
            while (user >= fixedUpTo[found]) {
                found++;
            }
            return found;
        }
        return turns.length == 0 ? NONE : turns[(int) ((user - fixed) % turns.length)];
    }

    /** Returns how many of the first {@code users} belong to a class. */
    long count(int member, long users) {
        if (members.get(member) instanceof Mix.Fixed part) {
            int before = fixedUpTo[member] - part.count();
            return Math.clamp(users - before, 0, part.count());
        }
        long others = Math.max(0, users - fixed);
        return others / turns.length * own[member][turns.length] + own[member][(int) (others % turns.length)];
    }

    /** Returns the part of many users that belongs to a class. */
    double fraction(int member) {
        return turns.length == 0 ? 0 : (double) own[member][turns.length] / turns.length;
    }
}
