package dev.perf.distributed.internal.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SilenceTest {

    private final Silence silence = new Silence(Duration.ofNanos(10), 100);

    @Test
    void lastsFromTheLastThatWasHeard() {
        assertThat(silence.look(110)).isEqualTo(10);
        silence.heard(117);
        assertThat(silence.look(120)).isEqualTo(3);
        assertThat(silence.look(130)).isEqualTo(13);
    }

    @Test
    void aStandstillOfThisProcessIsNoSilence() {
        assertThat(silence.look(110)).isEqualTo(10);
        assertThat(silence.look(1_000)).isEqualTo(20);
        assertThat(silence.look(1_010)).isEqualTo(30);
    }

    @Test
    void whatWasHeardAfterAStandstillCounts() {
        silence.heard(995);
        assertThat(silence.look(1_000)).isZero();
        assertThat(silence.look(1_010)).isEqualTo(10);
    }
}
