package dev.perf.distributed.internal.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The network in memory fails as told, and only so. */
class MemoryNetworkTest {

    private final MemoryNetwork network = MemoryNetwork.stepped(Duration.ofSeconds(4));
    private final Heard atFirst = new Heard();
    private final Heard atSecond = new Heard();
    private final Transport first = join("first", atFirst);
    private final Transport second = join("second", atSecond);

    MemoryNetworkTest() {
        network.settle();
    }

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void doesNothingUnlessStepped() {
        send(first, second, "hello");
        assertThat(atSecond.lines()).containsExactly("joined first");

        network.settle();
        assertThat(atSecond.lines()).containsExactly("joined first", "first says hello");
    }

    @Test
    void keepsWhatCannotGetThroughUntilTheLineIsMended() {
        network.cut(first.self(), second.self());
        send(first, second, "one way");
        send(second, first, "the other");
        network.advance(Duration.ofSeconds(3));
        assertThat(atSecond.lines()).containsExactly("joined first");
        assertThat(atFirst.lines()).containsExactly("joined second", "second says the other");

        network.heal();
        network.advance(Duration.ofSeconds(30));
        assertThat(atSecond.lines()).containsExactly("joined first", "first says one way");
    }

    @Test
    void losesBothWhenALineStaysCut() {
        network.cutOff(second.self());
        network.advance(Duration.ofMillis(3_999));
        assertThat(first.members()).hasSize(2);

        network.advance(Duration.ofMillis(1));
        assertThat(atFirst.lines()).containsExactly("joined second", "left second: silent for 4000 ms");
        assertThat(atSecond.lines()).containsExactly("joined first", "left first: silent for 4000 ms");
    }

    @Test
    void noticesOneAfterTheOtherWhenOneDirectionIsCut() {
        network.cut(second.self(), first.self());
        network.advance(Duration.ofSeconds(4));
        assertThat(atFirst.lines()).contains("left second: silent for 4000 ms");
        assertThat(second.members()).hasSize(2);

        network.advance(Duration.ofSeconds(4));
        assertThat(atSecond.lines()).contains("left first: silent for 4000 ms");
    }

    @Test
    void tellsAFrozenMemberNothingUntilItIsThawed() {
        network.freeze(second.self());
        send(first, second, "are you there");
        send(second, first, "from a frozen one");
        network.advance(Duration.ofSeconds(2));
        assertThat(atSecond.lines()).containsExactly("joined first");
        assertThat(atFirst.lines()).containsExactly("joined second");

        network.thaw(second.self());
        network.settle();
        assertThat(atSecond.lines()).containsExactly("joined first", "first says are you there");
        assertThat(atFirst.lines()).containsExactly("joined second", "second says from a frozen one");
    }

    @Test
    void doesNotLetAFrozenMemberKnowThatItIsLost() {
        network.freeze(second.self());
        network.advance(Duration.ofSeconds(9));
        assertThat(atFirst.lines()).contains("left second: silent for 4000 ms");
        network.thaw(second.self());
        send(second, first, "late");
        network.settle();
        assertThat(second.members()).hasSize(2);
        assertThat(atFirst.lines()).doesNotContain("second says late");

        network.advance(Duration.ofSeconds(4));
        assertThat(second.members()).containsExactly(second.self());
    }

    @Test
    void delaysOneDirection() {
        network.delay(first.self(), second.self(), Duration.ofMillis(300));
        send(first, second, "slow");
        network.advance(Duration.ofMillis(299));
        assertThat(atSecond.lines()).containsExactly("joined first");

        network.advance(Duration.ofMillis(1));
        assertThat(atSecond.lines()).containsExactly("joined first", "first says slow");
        assertThat(network.time()).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void tellsOfACrashAtOnce() {
        network.kill(second.self());
        network.settle();

        assertThat(atFirst.lines()).containsExactly("joined second", "left second: its connection was closed");
    }

    private Transport join(String name, Heard heard) {
        Transport transport = network.join(name);
        transport.start(heard);
        return transport;
    }

    private static void send(Transport from, Transport to, String text) {
        from.send(to.self(), text.getBytes(UTF_8));
    }

    /** What every transport promises, this one does. */
    @Nested
    class Contract extends TransportContract {

        private final MemoryNetwork running = MemoryNetwork.running(Duration.ofSeconds(4));

        @Override
        Cluster coordinator() {
            return running.cluster("coordinator");
        }

        @Override
        Cluster agent() {
            return running.cluster("agent");
        }

        @Override
        boolean isUrgent(Transport at) {
            return running.isUrgent(at.self());
        }

        @AfterEach
        void end() {
            running.close();
        }
    }
}
