package dev.perf.engine.internal.measure;

import dev.perf.result.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** Counts iterations of one phase from due to ended, all together and by workload. Thread-safe. */
public final class LedgerCounter {

    /**
     * An account at one moment.
     *
     * @param scheduled how many of the iterations in it were due of each workload, in the plan's order
     */
    public record Reading(Ledger ledger, List<Long> scheduled) {}

    /** How an iteration ended. */
    public enum Outcome {
        /** Ran to its end with everything in order. */
        COMPLETED,
        /** Had a failed request, check or step. */
        FAILED,
        /** Was cut off. */
        INTERRUPTED
    }

    private final LongAdder started = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder completed = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder interrupted = new LongAdder();
    private final List<LedgerCounter> workloads = new CopyOnWriteArrayList<>();

    /** Counts for one more workload: what is counted there is in this account too. */
    LedgerCounter addWorkload() {
        var made = new LedgerCounter();
        workloads.add(made);
        return made;
    }

    /** An iteration was due and began. */
    public void started() {
        started.increment();
    }

    /** An iteration was due and never began. */
    public void dropped() {
        dropped.increment();
    }

    /** Iterations were due and never began. */
    public void dropped(long count) {
        dropped.add(count);
    }

    /** An iteration that began has ended. */
    public void ended(Outcome outcome) {
        switch (outcome) {
            case COMPLETED -> completed.increment();
            case FAILED -> failed.increment();
            case INTERRUPTED -> interrupted.increment();
        }
    }

    /** Returns the account so far; exact once all users have ended. */
    public Ledger ledger() {
        return read().ledger();
    }

    /** Returns the account so far, and what was due of each workload. */
    public Reading read() {
        Ledger own = own();
        long scheduled = own.scheduled();
        long begun = own.started();
        long lost = own.dropped();
        long done = own.completed();
        long wrong = own.failed();
        long cut = own.interrupted();
        var byWorkload = new ArrayList<Long>(workloads.size());
        for (LedgerCounter workload : workloads) {
            Ledger one = workload.own();
            scheduled += one.scheduled();
            begun += one.started();
            lost += one.dropped();
            done += one.completed();
            wrong += one.failed();
            cut += one.interrupted();
            byWorkload.add(one.scheduled());
        }
        return new Reading(new Ledger(scheduled, begun, lost, done, wrong, cut), List.copyOf(byWorkload));
    }

    private Ledger own() {
        long done = completed.sum();
        long wrong = failed.sum();
        long cut = interrupted.sum();
        long lost = dropped.sum();
        long begun = started.sum(); // the last of them, so that never more have ended than have begun
        return new Ledger(begun + lost, begun, lost, done, wrong, cut);
    }

    /** Makes the account that of another counter. */
    void become(Ledger other) {
        set(started, other.started());
        set(dropped, other.dropped());
        set(completed, other.completed());
        set(failed, other.failed());
        set(interrupted, other.interrupted());
    }

    private static void set(LongAdder counter, long count) {
        counter.reset();
        counter.add(count);
    }
}
