package dev.perf.distributed.internal.coordinator;

import dev.perf.fleet.Sharing;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * How a load is divided among the places of a run.
 *
 * @param weights how much each place gets in proportion. A place that nobody is at keeps a weight where its load is to be
 *     missing, because nobody may or can take it over
 * @param missing the part of the load that is missing, from 0 to 1
 */
record Division(List<Integer> weights, double missing) {

    /** Capacities that are no whole numbers, or too large, become thousandths of the largest. */
    private static final double FINENESS = 1000;

    private static final double LARGE = 100_000;

    /** Who is at a place. */
    enum Seat {
        /** An agent. */
        TAKEN,
        /** Nobody any more: the agent was lost. */
        LOST,
        /** Nobody, ever: the agent was gone before it began. */
        EMPTY
    }

    /**
     * A place.
     *
     * @param capacity what its agent says it can do per second; 0 where it says nothing
     */
    record Place(double capacity, Seat seat) {}

    Division {
        weights = List.copyOf(weights);
    }

    /**
     * Divides a load.
     *
     * @param isTakenOver whether others take over what lost agents had
     * @param peakPerSecond the most that the load comes to; 0 where that is not known. Nobody takes over more than it says it
     *     can do at that rate
     */
    static Division of(List<Place> places, Sharing sharing, boolean isTakenOver, double peakPerSecond) {
        List<Integer> full = full(places, sharing);
        long taken = sum(full, places, Seat.TAKEN);
        long lost = sum(full, places, Seat.LOST);
        if (lost == 0 || taken == 0 || !isTakenOver) {
            return new Division(reduced(full), lost == 0 ? 0 : (double) lost / (taken + lost));
        }
        double left = beyondCapacity(places, full, taken, lost, peakPerSecond);
        if (left == 0) {
            List<Integer> weights = new ArrayList<>(full);
            for (int i = 0; i < places.size(); i++) {
                weights.set(i, places.get(i).seat() == Seat.TAKEN ? full.get(i) : 0);
            }
            return new Division(reduced(weights), 0);
        }
        return leaving(places, full, taken, lost, left);
    }

    /** What each place has where all agents are there. */
    private static List<Integer> full(List<Place> places, Sharing sharing) {
        double most = places.stream().mapToDouble(Place::capacity).max().orElse(0);
        double mean = places.stream()
                .mapToDouble(Place::capacity)
                .filter(capacity -> capacity > 0)
                .average()
                .orElse(0);
        boolean isWhole = most <= LARGE
                && mean == Math.rint(mean)
                && places.stream().mapToDouble(Place::capacity).allMatch(each -> each == Math.rint(each));
        double scale = isWhole ? 1 : FINENESS / most;
        List<Integer> weights = new ArrayList<>();
        for (Place place : places) {
            double capacity = place.capacity() > 0 ? place.capacity() : mean;
            boolean isEqual = sharing == Sharing.ROUND_ROBIN || most == 0;
            int weight = isEqual ? 1 : (int) Math.max(1, Math.round(capacity * scale));
            weights.add(place.seat() == Seat.EMPTY ? 0 : weight);
        }
        return weights;
    }

    private static long sum(List<Integer> weights, List<Place> places, Seat seat) {
        long sum = 0;
        for (int i = 0; i < places.size(); i++) {
            sum += places.get(i).seat() == seat ? weights.get(i) : 0;
        }
        return sum;
    }

    /** The weight that must stay with lost places, so that nobody has more than it can do; never more than they had. */
    private static double beyondCapacity(
            List<Place> places, List<Integer> full, long taken, long lost, double peakPerSecond) {
        double needed = taken;
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            if (place.seat() == Seat.TAKEN && place.capacity() > 0) {
                needed = Math.max(needed, peakPerSecond * full.get(i) / place.capacity());
            }
        }
        double left = Math.min(lost, needed - taken);
        // Less than a hundred-thousandth of the load is rounding.
        return left < needed * 1e-5 ? 0 : left;
    }

    private static Division leaving(List<Place> places, List<Integer> full, long taken, long lost, double left) {
        List<Integer> weights = new ArrayList<>();
        double kept = 0;
        for (int i = 0; i < places.size(); i++) {
            boolean isLost = places.get(i).seat() == Seat.LOST;
            // A hundredfold, for what is left is no whole number, and rounded up, for nobody is to get too much.
            int weight = isLost
                    ? (int) Math.ceil(full.get(i) * left / lost * 100)
                    : places.get(i).seat() == Seat.TAKEN ? full.get(i) * 100 : 0;
            weights.add(weight);
            kept += isLost ? weight : 0;
        }
        return new Division(reduced(weights), kept / (kept + taken * 100.0));
    }

    private static List<Integer> reduced(List<Integer> weights) {
        BigInteger divisor = BigInteger.ZERO;
        for (int weight : weights) {
            divisor = divisor.gcd(BigInteger.valueOf(weight));
        }
        int by = Math.max(1, divisor.intValueExact());
        return weights.stream().map(weight -> weight / by).toList();
    }
}
