package dev.perf.distributed.internal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.distributed.internal.message.MessageData.Writer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageCodecTest {

    private static final Node NODE = new Node(
            "a",
            "10.0.0.1:7800",
            "1.0",
            25,
            "Temurin 25",
            "Linux amd64",
            8,
            1L << 34,
            Map.of("os", "linux", "zone", "a"),
            1000.5,
            5);

    static Stream<Message> messages() {
        byte[] bytes = {1, 2, 3};
        List<Integer> weights = List.of(3, 0, 5);
        return Stream.of(
                new Message.Hello(1, "id", NODE),
                new Message.Welcome("c", 500_000_000, 4_000_000_000L, bytes),
                new Message.Refuse("why", true),
                new Message.Lease("c", 7, -5, 3_000_000_000L),
                new Message.LeaseAck(7, new Load(0.5, 1L << 33, 2)),
                new Message.Ping(3, Long.MIN_VALUE),
                new Message.Pong(3, Long.MIN_VALUE, 1, 2, Long.MAX_VALUE),
                new Message.Leaving("SIGTERM"),
                new Message.Prepare(bytes, 2, weights),
                new Message.Bundle(bytes),
                new Message.BundleDone(),
                new Message.Prepared(1),
                new Message.PrepareFailed("why\nnot", true),
                new Message.SetUp(),
                new Message.SetUpDone(bytes),
                new Message.SetUpFailed("why"),
                new Message.BeginsWith(bytes),
                new Message.StartAt(-1, 2, weights),
                new Message.Begun(5),
                new Message.Entry(1, 3, bytes),
                new Message.EntryAck(),
                new Message.EntryWanted(),
                new Message.ShareChange(1, weights, 99),
                new Message.Pause(1),
                new Message.Resume(2),
                new Message.SetRate("buyers", 0.1, 3),
                new Message.SetUsers("buyers", 10, 4),
                new Message.BeginWorkload(2, 5),
                new Message.Stop("ünicode \uD83D\uDE80"),
                new Message.Abort(""),
                new Message.TearDown(),
                new Message.TearDownDone(null),
                new Message.TearDownDone("why"),
                new Message.Ended(),
                new Message.WorkerDied("killed", "out of memory"),
                new Message.WorkerSilent(4_100_000_000L),
                new Message.Log("line"),
                new Message.Release("over"));
    }

    @Test
    void allKindsOfMessagesAreTested() {
        Set<Class<?>> tested = messages().map(Object::getClass).collect(Collectors.toSet());
        assertThat(tested).isEqualTo(Set.of(Message.class.getPermittedSubclasses()));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void readsWhatItWrites(Message message) {
        var frame = new Frame("run-1", 4, Long.MAX_VALUE, message);
        assertThat(MessageCodec.decode(MessageCodec.encode(frame)))
                .usingRecursiveComparison()
                .isEqualTo(frame);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyCutIsMalformed(Message message) {
        byte[] bytes = MessageCodec.encode(new Frame("run-1", 4, 5, message));
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> MessageCodec.decode(cut)).isInstanceOf(MalformedMessageException.class);
        }
    }

    @Test
    void noiseIsMalformedOrAMessageButNeverAnythingElse() {
        var random = new Random(42);
        List<Message> messages = messages().toList();
        int malformed = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = MessageCodec.encode(new Frame("run-1", 4, 5, messages.get(random.nextInt(messages.size()))));
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                MessageCodec.decode(bytes);
            } catch (MalformedMessageException expected) {
                malformed++;
            }
        }
        assertThat(malformed).isBetween(10_000, 49_999);
    }

    @Test
    void aTypeOfALaterVersionIsNoMessage() {
        assertThat(MessageCodec.decode(header(1, 200, new byte[0]))).isNull();
    }

    @Test
    void fieldsBehindTheKnownOnesAreLeftAlone() {
        byte[] fields = new Writer()
                .putText("why")
                .putFlag(true)
                .putText("of a later version")
                .toBytes();
        assertThat(MessageCodec.decode(header(1, 3, fields)))
                .isEqualTo(new Frame("r", 0, 0, new Message.Refuse("why", true)));
    }

    @Test
    void anotherVersionOfTheProtocolCanStillGreetAndRefuse() {
        byte[] refuse = new Writer().putText("why").putFlag(true).toBytes();
        assertThat(MessageCodec.decode(header(9, 3, refuse))).isNotNull();
        assertThat(MessageCodec.decode(header(9, 12, new byte[0]))).isNull();
    }

    @Test
    void aCountThatCannotBeTakesNoMemory() {
        byte[] fields = new Writer().putInt(Integer.MAX_VALUE).toBytes();
        byte[] prepare = new Writer()
                .putBytes(new byte[0])
                .putInt(0)
                .putInt(Integer.MAX_VALUE)
                .toBytes();
        assertThatThrownBy(() -> MessageCodec.decode(header(1, 9, prepare)))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("2147483647 elements");
        assertThatThrownBy(() -> MessageCodec.decode(header(1, 8, fields)))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("a text of 2147483647 bytes");
    }

    @Test
    void whatIsTooLongIsNotSent() {
        assertThatThrownBy(() -> MessageCodec.encode(Frame.of(new Message.Entry(0, 1, new byte[4 << 20]))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is longer than 4194304");
        assertThatThrownBy(() -> MessageCodec.encode(Frame.of(new Message.Log("x".repeat((1 << 20) + 1)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a text of 1048577 bytes is longer than 1048576");
    }

    @Test
    void readsOrdersThatItWrites() {
        var orders = new Orders(
                "run-1",
                "shop",
                List.of("a", "b"),
                new byte[] {1},
                new byte[] {2},
                List.of("-Xmx1g"),
                Map.of("K", "v"));
        assertThat(Orders.of(orders.toBytes())).usingRecursiveComparison().isEqualTo(orders);
    }

    private static byte[] header(int version, int type, byte[] fields) {
        return new Writer()
                .putInt(0x50455246)
                .put(version)
                .put(type)
                .putText("r")
                .putInt(0)
                .putLong(0)
                .putBytes(fields)
                .toBytes();
    }
}
