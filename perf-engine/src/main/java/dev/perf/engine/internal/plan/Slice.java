package dev.perf.engine.internal.plan;

import dev.perf.load.IterationLoad;
import dev.perf.plan.Mix;
import dev.perf.result.PlannedLoad;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The part of a load that is put on one scenario: all of it, unless several share it. Immutable. */
public final class Slice {

    /** All of a load. */
    public static final Slice WHOLE = new Slice(null);

    private final Mix.@Nullable Portion portion;
    private final @Nullable Division division;

    private Slice(Mix.@Nullable Portion portion) {
        this.portion = portion;
        this.division = portion == null ? null : Division.of(portion.mix());
    }

    /** Returns the part that a plan without mistakes asks for; all of the load for null. */
    public static Slice of(Mix.@Nullable Portion portion) {
        return portion == null ? WHOLE : new Slice(portion);
    }

    /** Returns how many of the first {@code all} users are of this part. */
    public int users(int all) {
        return division == null || portion == null ? all : (int) division.count(portion.index(), all);
    }

    /** Tells whether the arrival of a number, from 0, is of this part. */
    public boolean has(long arrival) {
        return division == null || portion == null || division.takerOf(arrival) == portion.index();
    }

    /** Returns the part of a rate. */
    public double fraction() {
        return division == null || portion == null ? 1 : division.fraction(portion.index());
    }

    /** Returns what the times of arrivals follow from: those who share a load have to agree on them. */
    public String seedName(String scenario) {
        return portion == null
                ? scenario
                : portion.mix().members().stream()
                        .map(member -> member.scenario().name())
                        .collect(Collectors.joining("\n"));
    }

    /** Returns this part of a number of iterations; shared ones are divided in proportion to the users. */
    public IterationLoad of(IterationLoad load) {
        if (division == null || portion == null) {
            return load;
        }
        int users = users(load.users());
        if (!load.isShared()) {
            return load.with(users, load.iterations());
        }
        long before = 0;
        for (int i = 0; i < portion.index(); i++) {
            before += division.count(i, load.users());
        }
        return load.with(users, between(load, before, before + users));
    }

    /** Returns how many of the shared iterations of {@code load} those of its users do that lie between two numbers. */
    static long between(IterationLoad load, long first, long end) {
        return Math.multiplyExact(load.iterations(), end) / load.users()
                - Math.multiplyExact(load.iterations(), first) / load.users();
    }

    /** Returns this part of a line. */
    public PlannedLoad of(PlannedLoad whole) {
        if (portion == null) {
            return whole;
        }
        return new PlannedLoad(
                whole.scenario(),
                whole.model(),
                whole.description() + "; " + described(portion),
                whole.points().stream()
                        .map(point -> new PlannedLoad.Point(point.at(), level(whole.model(), point.level())))
                        .toList(),
                whole.bursts().stream()
                        .map(burst -> new PlannedLoad.Burst(burst.at(), Math.round(burst.iterations() * fraction())))
                        .toList(),
                whole.stages());
    }

    private double level(PlannedLoad.Model model, double all) {
        return switch (model) {
            case CLOSED -> users((int) all);
            case OPEN -> all * fraction();
        };
    }

    private static String described(Mix.Portion portion) {
        return switch (portion.mix().members().get(portion.index())) {
            case Mix.Fixed fixed -> "of it the first " + fixed.count();
            case Mix.Share share -> {
                int all = portion.mix().members().stream()
                        .mapToInt(member -> member instanceof Mix.Share other ? other.weight() : 0)
                        .sum();
                yield "of it " + share.weight() + " in " + all;
            }
        };
    }
}
