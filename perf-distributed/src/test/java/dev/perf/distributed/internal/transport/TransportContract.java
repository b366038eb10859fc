package dev.perf.distributed.internal.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Transport} promises. */
abstract class TransportContract {

    private final Heard atCoordinator = new Heard();
    private final Heard atAgent = new Heard();

    @SuppressWarnings("NullAway.Init") // by connect
    private Transport coordinator;

    @SuppressWarnings("NullAway.Init") // by connect
    private Transport agent;

    /** The cluster as the coordinator sees it; joined first. */
    abstract Cluster coordinator() throws IOException;

    /** The cluster as an agent sees it. */
    abstract Cluster agent() throws IOException;

    /** Whether an urgent message has come to that member and waits to be told. */
    abstract boolean isUrgent(Transport at);

    @BeforeEach
    void connect() throws Exception {
        coordinator = coordinator().join();
        coordinator.start(atCoordinator);
        agent = agent().join();
        agent.start(atAgent);
        atCoordinator.await("joined " + agent.self().id());
        atAgent.await("joined " + coordinator.self().id());
    }

    @AfterEach
    void leave() {
        agent.close();
        coordinator.close();
    }

    @Test
    void tellsWhoIsThere() {
        assertThat(coordinator.members()).containsExactlyInAnyOrder(coordinator.self(), agent.self());
        assertThat(agent.members()).containsExactlyInAnyOrder(coordinator.self(), agent.self());
        assertThat(atCoordinator.lines())
                .containsExactly("joined " + agent.self().id());
        assertThat(atAgent.lines())
                .containsExactly("joined " + coordinator.self().id());
    }

    @Test
    void deliversInOrderAndOnce() throws InterruptedException {
        List<String> said = IntStream.range(0, 5_000)
                .mapToObj(number -> agent.self().id() + " says " + number)
                .toList();

        IntStream.range(0, 5_000).forEach(number -> agent.send(coordinator.self(), bytes("" + number)));

        assertThat(atCoordinator.await(lines -> lines.size() > 5_000).subList(1, 5_001))
                .isEqualTo(said);
    }

    @Test
    void deliversUrgentMessagesInOrderAndOnce() throws InterruptedException {
        List<String> said = IntStream.range(0, 1_000)
                .mapToObj(number -> coordinator.self().id() + " says " + number)
                .toList();

        IntStream.range(0, 1_000).forEach(number -> coordinator.sendUrgently(agent.self(), bytes("" + number)));

        assertThat(atAgent.await(lines -> lines.size() > 1_000).subList(1, 1_001))
                .isEqualTo(said);
    }

    private static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time at which it has come").isLessThan(until);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void letsUrgentMessagesOvertakeWhatWaits() throws Exception {
        String says = coordinator.self().id() + " says ";
        AutoCloseable hold = atAgent.hold();
        try {
            coordinator.send(agent.self(), bytes("0"));
            // Else the urgent one may be the first that is told, and nothing is there to be overtaken.
            await(atAgent::isHeldUp);
            IntStream.range(1, 500).forEach(number -> coordinator.send(agent.self(), bytes("" + number)));
            coordinator.sendUrgently(agent.self(), bytes("stop"));
            await(() -> isUrgent(agent));
        } finally {
            hold.close();
        }
        List<String> lines = atAgent.await(says + "499");

        assertThat(lines.indexOf(says + "stop")).isBetween(1, 499);
    }

    @Test
    void deliversLargeMessagesWhole() throws InterruptedException {
        byte[] large = new byte[Transport.MOST_BYTES];
        new Random(7).nextBytes(large);
        large[5] = 0;
        System.arraycopy(bytes("large"), 0, large, 0, 5);

        coordinator.send(agent.self(), large);

        atAgent.await(coordinator.self().id() + " says large");
        assertThat(Arrays.equals(atAgent.lastMessage(), large)).isTrue();
    }

    @Test
    void deliversEmptyMessages() throws InterruptedException {
        coordinator.send(agent.self(), new byte[0]);

        atAgent.await(coordinator.self().id() + " says ");
        assertThat(atAgent.lastMessage()).isEmpty();
    }

    @Test
    void refusesMessagesThatAreTooLong() {
        assertThatThrownBy(() -> agent.send(coordinator.self(), new byte[Transport.MOST_BYTES + 1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a message has 4194305 bytes; at most 4194304 are allowed");
    }

    @Test
    void keepsWhatComesBeforeTheStart() throws Exception {
        Heard late = new Heard();
        try (Transport second = agent().join()) {
            atCoordinator.await("joined " + second.self().id());
            coordinator.send(second.self(), bytes("early"));
            coordinator.send(agent.self(), bytes("other"));
            atAgent.await(coordinator.self().id() + " says other");
            second.start(late);

            List<String> lines = late.await(coordinator.self().id() + " says early");

            assertThat(lines.indexOf(coordinator.self().id() + " says early"))
                    .isGreaterThan(lines.indexOf("joined " + coordinator.self().id()));
            assertThatThrownBy(() -> second.start(late)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void tellsOthersWhoLeaves() throws Exception {
        agent.send(coordinator.self(), bytes("last word"));
        agent.close();

        List<String> lines = atCoordinator.await(
                all -> all.getLast().startsWith("left " + agent.self().id()));

        assertThat(lines)
                .containsExactly(
                        "joined " + agent.self().id(),
                        agent.self().id() + " says last word",
                        "left " + agent.self().id() + ": left");
        assertThat(coordinator.members()).containsExactly(coordinator.self());
    }

    @Test
    void doesNothingForSomebodyWhoIsNoMember() throws Exception {
        coordinator.send(new Member("nobody"), bytes("lost"));
        coordinator.sendUrgently(new Member("nobody"), bytes("lost"));
        agent.close();
        agent.send(coordinator.self(), bytes("too late"));
        agent.close();

        assertThat(agent.members()).containsExactly(agent.self());
        atCoordinator.await("left " + agent.self().id() + ": left");
        coordinator.send(agent.self(), bytes("too late"));
        assertThat(atCoordinator.lines()).hasSize(2);
        assertThat(atAgent.lines()).hasSize(1);
    }

    @Test
    void comesBackAsAnotherMember() throws Exception {
        agent.close();
        atCoordinator.await("left " + agent.self().id() + ": left");
        try (Transport again = agent().join()) {
            again.start(new Heard());

            atCoordinator.await("joined " + again.self().id());
            assertThat(again.self()).isNotEqualTo(agent.self());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
