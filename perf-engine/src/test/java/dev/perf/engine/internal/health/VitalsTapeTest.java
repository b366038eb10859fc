package dev.perf.engine.internal.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class VitalsTapeTest {

    private record Readings(List<Reading> taken) implements Vitals {
        @Override
        public void prepare() {}

        @Override
        public void begin(LongSupplier fromNanos) {}

        @Override
        public void close() {}
    }

    @Test
    void aReadingThatWasWrittenIsTakenAgainWithAllThatItHas() {
        var first = new Reading(1.5, 1)
                .put(Vital.PROCESS_CPU, 0.25)
                .note(Vital.PINNED, "by step one")
                .heapAfterGc(123_456_789);
        var second = new Reading(2.5, 1).put(Vital.GC_PAUSE, 3);
        var recorded = new VitalsTape(new Readings(List.of(first, second)));
        assertThat(recorded.taken()).containsExactly(first, second);
        var out = new ByteOutput();
        recorded.write(out);
        var played = new VitalsTape(Vitals.NONE);
        played.read(new ByteInput(out.toBytes()));

        assertThat(played.taken()).usingRecursiveComparison().isEqualTo(List.of(first, second));
        assertThat(played.taken()).isEmpty();
    }
}
