package dev.perf.junit;

import dev.perf.result.Ledger;

/** Assertions on the account of iterations. */
public final class LedgerAssert {

    private final Judge judge;
    private final Ledger ledger;

    LedgerAssert(Judge judge, Ledger ledger) {
        this.judge = judge;
        this.ledger = ledger;
    }

    /** Verifies that every iteration that was due is accounted for. */
    public LedgerAssert balanced() {
        if (!ledger.balanced()) {
            judge.object(Violation.missing(
                    "the ledger does not balance: %d scheduled, %d started and %d dropped; %d completed, %d failed and %d interrupted"
                            .formatted(
                                    ledger.scheduled(),
                                    ledger.started(),
                                    ledger.dropped(),
                                    ledger.completed(),
                                    ledger.failed(),
                                    ledger.interrupted())));
        }
        return this;
    }

    /** Goes on with the iterations that were due. */
    public NumberAssert<LedgerAssert> scheduled() {
        return iterations("scheduled", ledger.scheduled());
    }

    /** Goes on with the iterations that began. */
    public NumberAssert<LedgerAssert> started() {
        return iterations("started", ledger.started());
    }

    /** Goes on with the iterations that were due and never began for want of a virtual user. */
    public NumberAssert<LedgerAssert> dropped() {
        return iterations("dropped", ledger.dropped());
    }

    /** Goes on with the iterations that ran to their end in order. */
    public NumberAssert<LedgerAssert> completed() {
        return iterations("completed", ledger.completed());
    }

    /** Goes on with the iterations that had a failed request, check or step. */
    public NumberAssert<LedgerAssert> failed() {
        return iterations("failed", ledger.failed());
    }

    /** Goes on with the iterations that were cut off. */
    public NumberAssert<LedgerAssert> interrupted() {
        return iterations("interrupted", ledger.interrupted());
    }

    private NumberAssert<LedgerAssert> iterations(String which, long count) {
        return new NumberAssert<>(new Measured<>(judge, this, which + " iterations:", Quantity.NUMBER, count, -1));
    }
}
