package dev.perf.engine.internal.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.measure.LedgerCounter.Outcome;
import dev.perf.result.Ledger;
import org.junit.jupiter.api.Test;

class LedgerCounterTest {

    private final LedgerCounter counter = new LedgerCounter();

    @Test
    void countsIterationsFromDueToEnded() {
        assertThat(counter.ledger()).isEqualTo(Ledger.EMPTY);
        for (int i = 0; i < 6; i++) {
            counter.started();
        }
        counter.dropped();
        counter.ended(Outcome.COMPLETED);
        counter.ended(Outcome.COMPLETED);
        counter.ended(Outcome.COMPLETED);
        counter.ended(Outcome.FAILED);
        counter.ended(Outcome.FAILED);
        assertThat(counter.ledger()).isEqualTo(new Ledger(7, 6, 1, 3, 2, 0));
        assertThat(counter.ledger().running()).isEqualTo(1);
        assertThat(counter.ledger().balanced()).isFalse();
        counter.ended(Outcome.INTERRUPTED);
        assertThat(counter.ledger()).isEqualTo(new Ledger(7, 6, 1, 3, 2, 1));
        assertThat(counter.ledger().balanced()).isTrue();
    }
}
