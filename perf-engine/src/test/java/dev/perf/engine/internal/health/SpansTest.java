package dev.perf.engine.internal.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpansTest {

    private final Spans spans = new Spans();

    @Test
    void neighboursAreOneSpan() {
        spans.add(3, 4);
        spans.add(4.0001, 5);
        spans.add(7, 7.5);
        assertThat(spans).hasToString("from 3 s to 5 s, from 7 s to 7.5 s");
    }

    @Test
    void namesThreeAndCountsTheOthers() {
        for (int i = 0; i < 10; i += 2) {
            spans.add(i, i + 1);
        }
        assertThat(spans).hasToString("from 0 s to 1 s, from 2 s to 3 s, from 4 s to 5 s, and 2 other times");
    }

    @Test
    void aLongSpanAfterTheNamedOnesIsOneOther() {
        for (int i = 0; i < 8; i += 2) {
            spans.add(i, i + 1);
        }
        spans.add(7, 8);
        assertThat(spans).hasToString("from 0 s to 1 s, from 2 s to 3 s, from 4 s to 5 s, and 1 other time");
    }
}
