package dev.perf.benchmark;

import dev.perf.source.SourceLocation;
import java.time.Duration;

/**
 * A benchmark as data.
 *
 * @param name name of the benchmark
 * @param code what is measured
 * @param beforeRound done before the warm-up and each round
 * @param afterRound done after the warm-up and each round
 * @param warmUp what is run first and not measured; where unset, {@link #DEFAULT_WARM_UP}
 * @param length how long a round is; where unset, {@link #DEFAULT_LENGTH}
 * @param rounds how many rounds are measured
 * @param threads how many threads run the code at once
 * @param kind of these threads
 * @param location where it was written
 */
public record BenchmarkPlan(
        String name,
        Measured code,
        Fixture beforeRound,
        Fixture afterRound,
        Extent warmUp,
        Extent length,
        int rounds,
        int threads,
        ThreadKind kind,
        SourceLocation location) {

    /** The warm-up where none is set. */
    public static final Extent DEFAULT_WARM_UP = new Extent(Duration.ofSeconds(2), null);

    /** The length of a round where none is set. */
    public static final Extent DEFAULT_LENGTH = new Extent(Duration.ofMillis(500), null);

    /** The number of rounds where none is set. */
    public static final int DEFAULT_ROUNDS = 10;

    /** The threads that run the code. */
    public enum ThreadKind {
        /** Threads of the operating system. */
        PLATFORM,
        /** Virtual threads, whose allocation nobody counts. */
        VIRTUAL
    }

    /** Returns the plan of a benchmark where nothing but its code is set. */
    public static BenchmarkPlan of(String name, Measured code, SourceLocation location) {
        return new BenchmarkPlan(
                name,
                code,
                Fixture.NONE,
                Fixture.NONE,
                Extent.UNSET,
                Extent.UNSET,
                DEFAULT_ROUNDS,
                1,
                ThreadKind.PLATFORM,
                location);
    }

    /** Returns the warm-up, by default or as set. */
    public Extent effectiveWarmUp() {
        return warmUp.isUnset() ? DEFAULT_WARM_UP : warmUp;
    }

    /** Returns the length of a round, by default or as set. */
    public Extent effectiveLength() {
        return length.isUnset() ? DEFAULT_LENGTH : length;
    }

    /** Returns the plan with another warm-up. */
    public BenchmarkPlan withWarmUp(Extent value) {
        return new BenchmarkPlan(name, code, beforeRound, afterRound, value, length, rounds, threads, kind, location);
    }

    /** Returns the plan with rounds of another length. */
    public BenchmarkPlan withLength(Extent value) {
        return new BenchmarkPlan(name, code, beforeRound, afterRound, warmUp, value, rounds, threads, kind, location);
    }

    /** Returns the plan with another number of rounds. */
    public BenchmarkPlan withRounds(int value) {
        return new BenchmarkPlan(name, code, beforeRound, afterRound, warmUp, length, value, threads, kind, location);
    }

    /** Returns the plan with other threads. */
    public BenchmarkPlan withThreads(int value, ThreadKind ofKind) {
        return new BenchmarkPlan(name, code, beforeRound, afterRound, warmUp, length, rounds, value, ofKind, location);
    }

    /** Returns the plan with other things to do around each round. */
    public BenchmarkPlan withFixtures(Fixture before, Fixture after) {
        return new BenchmarkPlan(name, code, before, after, warmUp, length, rounds, threads, kind, location);
    }
}
