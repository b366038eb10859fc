package dev.perf.distributed.internal.message;

import dev.perf.distributed.internal.message.Message.Abort;
import dev.perf.distributed.internal.message.Message.BeginWorkload;
import dev.perf.distributed.internal.message.Message.BeginsWith;
import dev.perf.distributed.internal.message.Message.Begun;
import dev.perf.distributed.internal.message.Message.Bundle;
import dev.perf.distributed.internal.message.Message.BundleDone;
import dev.perf.distributed.internal.message.Message.Ended;
import dev.perf.distributed.internal.message.Message.Entry;
import dev.perf.distributed.internal.message.Message.EntryAck;
import dev.perf.distributed.internal.message.Message.EntryWanted;
import dev.perf.distributed.internal.message.Message.Hello;
import dev.perf.distributed.internal.message.Message.Lease;
import dev.perf.distributed.internal.message.Message.LeaseAck;
import dev.perf.distributed.internal.message.Message.Leaving;
import dev.perf.distributed.internal.message.Message.Log;
import dev.perf.distributed.internal.message.Message.Pause;
import dev.perf.distributed.internal.message.Message.Ping;
import dev.perf.distributed.internal.message.Message.Pong;
import dev.perf.distributed.internal.message.Message.Prepare;
import dev.perf.distributed.internal.message.Message.PrepareFailed;
import dev.perf.distributed.internal.message.Message.Prepared;
import dev.perf.distributed.internal.message.Message.Refuse;
import dev.perf.distributed.internal.message.Message.Release;
import dev.perf.distributed.internal.message.Message.Resume;
import dev.perf.distributed.internal.message.Message.SetRate;
import dev.perf.distributed.internal.message.Message.SetUp;
import dev.perf.distributed.internal.message.Message.SetUpDone;
import dev.perf.distributed.internal.message.Message.SetUpFailed;
import dev.perf.distributed.internal.message.Message.SetUsers;
import dev.perf.distributed.internal.message.Message.ShareChange;
import dev.perf.distributed.internal.message.Message.StartAt;
import dev.perf.distributed.internal.message.Message.Stop;
import dev.perf.distributed.internal.message.Message.TearDown;
import dev.perf.distributed.internal.message.Message.TearDownDone;
import dev.perf.distributed.internal.message.Message.Welcome;
import dev.perf.distributed.internal.message.Message.WorkerDied;
import dev.perf.distributed.internal.message.Message.WorkerSilent;
import dev.perf.distributed.internal.message.MessageData.Reader;
import dev.perf.distributed.internal.message.MessageData.Writer;
import org.jspecify.annotations.Nullable;

/**
 * Messages as bytes: {@code "PERF"}, version of the protocol, type, run, epoch, sequence, then the fields of the type.
 *
 * <p>Within a version, types and fields may be added: an unknown type is no message, and fields behind the known ones are
 * not looked at. {@link Hello} and {@link Refuse} are read whatever the version, so that two versions can tell each other
 * why they do not get on; their first fields never change.
 */
public final class MessageCodec {

    /** Version of the messages; another one is refused. */
    public static final int PROTOCOL = 1;

    /** Longest message, in bytes. */
    public static final int MOST_BYTES = 4 << 20;

    /** How much of an entry, or of a part of the class path, goes into one message. */
    public static final int CHUNK_BYTES = 60_000;

    private static final int MAGIC = 0x50455246;

    /** Numbers of types on the wire; never used again for another. */
    private enum Type {
        HELLO,
        WELCOME,
        REFUSE,
        LEASE,
        LEASE_ACK,
        PING,
        PONG,
        LEAVING,
        PREPARE,
        BUNDLE,
        BUNDLE_DONE,
        PREPARED,
        PREPARE_FAILED,
        SET_UP,
        SET_UP_DONE,
        SET_UP_FAILED,
        BEGINS_WITH,
        START_AT,
        BEGUN,
        ENTRY,
        ENTRY_ACK,
        ENTRY_WANTED,
        SHARE_CHANGE,
        PAUSE,
        RESUME,
        SET_RATE,
        SET_USERS,
        STOP,
        ABORT,
        TEAR_DOWN,
        TEAR_DOWN_DONE,
        ENDED,
        WORKER_DIED,
        LOG,
        RELEASE,
        BEGIN_WORKLOAD,
        WORKER_SILENT
    }

    private static final Type[] TYPES = Type.values();

    private MessageCodec() {}

    /**
     * Returns the bytes of a message.
     *
     * @throws IllegalArgumentException if it is longer than {@value #MOST_BYTES} bytes, or a field of it too long
     */
    public static byte[] encode(Frame frame) {
        var fields = new Writer();
        Type type = write(frame.message(), fields);
        byte[] bytes = header(type.ordinal() + 1, frame, fields.toBytes());
        if (bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException("a message of " + bytes.length + " bytes is longer than " + MOST_BYTES);
        }
        return bytes;
    }

    private static byte[] header(int type, Frame frame, byte[] fields) {
        return new Writer()
                .putInt(MAGIC)
                .put(PROTOCOL)
                .put(type)
                .putText(frame.run())
                .putInt(frame.epoch())
                .putLong(frame.sequence())
                .putBytes(fields)
                .toBytes();
    }

    /**
     * Returns the message that bytes hold; null where they hold one that only another version knows.
     *
     * @throws MalformedMessageException if they hold none
     */
    public static @Nullable Frame decode(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw new MalformedMessageException("a message of " + bytes.length + " bytes");
        }
        var in = new Reader(bytes);
        if (in.getInt() != MAGIC) {
            throw new MalformedMessageException("no message of Perf");
        }
        int version = in.get();
        int number = in.get();
        if (number < 1 || number > TYPES.length) {
            return null;
        }
        Type type = TYPES[number - 1];
        if (version != PROTOCOL && type != Type.HELLO && type != Type.REFUSE) {
            return null;
        }
        String run = in.getText();
        int epoch = in.getInt();
        long sequence = in.getLong();
        return new Frame(run, epoch, sequence, read(type, new Reader(in.getBytes())));
    }

    private static Type write(Message message, Writer out) {
        return switch (message) {
            case Hello(int protocol, String agentId, Node node) -> {
                out.putInt(protocol).putText(agentId);
                write(node, out);
                yield Type.HELLO;
            }
            case Welcome(String coordinatorId, long heartbeatNanos, long nodeTimeoutNanos, byte[] envelope) -> {
                out.putText(coordinatorId).putLong(heartbeatNanos).putLong(nodeTimeoutNanos);
                out.putBytes(envelope);
                yield Type.WELCOME;
            }
            case Refuse(String reason, boolean isFinal) -> {
                out.putText(reason).putFlag(isFinal);
                yield Type.REFUSE;
            }
            case Lease(String coordinatorId, long number, long sentNanos, long validNanos) -> {
                out.putText(coordinatorId).putLong(number).putLong(sentNanos).putLong(validNanos);
                yield Type.LEASE;
            }
            case LeaseAck(long number, Load load) -> {
                out.putLong(number)
                        .putDouble(load.cpu())
                        .putLong(load.freeMemoryBytes())
                        .putInt(load.runs());
                yield Type.LEASE_ACK;
            }
            case Ping(int number, long sentNanos) -> {
                out.putInt(number).putLong(sentNanos);
                yield Type.PING;
            }
            case Pong(int number, long sentNanos, long receivedNanos, long repliedNanos, long wallNanos) -> {
                out.putInt(number).putLong(sentNanos).putLong(receivedNanos);
                out.putLong(repliedNanos).putLong(wallNanos);
                yield Type.PONG;
            }
            case Leaving(String reason) -> text(reason, out, Type.LEAVING);
            case Prepare(byte[] envelope, int index, var weights) -> {
                out.putBytes(envelope).putInt(index).putInts(weights);
                yield Type.PREPARE;
            }
            case Bundle(byte[] shipped) -> {
                out.putBytes(shipped);
                yield Type.BUNDLE;
            }
            case BundleDone() -> Type.BUNDLE_DONE;
            case Prepared(long tookNanos) -> number(tookNanos, out, Type.PREPARED);
            case PrepareFailed(String reason, boolean isOfPlan) -> {
                out.putText(reason).putFlag(isOfPlan);
                yield Type.PREPARE_FAILED;
            }
            case SetUp() -> Type.SET_UP;
            case SetUpDone(byte[] values) -> {
                out.putBytes(values);
                yield Type.SET_UP_DONE;
            }
            case SetUpFailed(String reason) -> text(reason, out, Type.SET_UP_FAILED);
            case BeginsWith(byte[] values) -> {
                out.putBytes(values);
                yield Type.BEGINS_WITH;
            }
            case StartAt(long agentNanos, int index, var weights) -> {
                out.putLong(agentNanos).putInt(index).putInts(weights);
                yield Type.START_AT;
            }
            case Begun(long lateNanos) -> number(lateNanos, out, Type.BEGUN);
            case Entry(int part, int parts, byte[] bytes) -> {
                out.putInt(part).putInt(parts).putBytes(bytes);
                yield Type.ENTRY;
            }
            case EntryAck() -> Type.ENTRY_ACK;
            case EntryWanted() -> Type.ENTRY_WANTED;
            case ShareChange(int index, var weights, long atNanos) -> {
                out.putInt(index).putInts(weights).putLong(atNanos);
                yield Type.SHARE_CHANGE;
            }
            case Pause(long atNanos) -> number(atNanos, out, Type.PAUSE);
            case Resume(long atNanos) -> number(atNanos, out, Type.RESUME);
            case SetRate(String scenario, double perSecond, long atNanos) -> {
                out.putText(scenario).putDouble(perSecond).putLong(atNanos);
                yield Type.SET_RATE;
            }
            case SetUsers(String scenario, int users, long atNanos) -> {
                out.putText(scenario).putInt(users).putLong(atNanos);
                yield Type.SET_USERS;
            }
            case BeginWorkload(int workload, long atNanos) -> {
                out.putInt(workload).putLong(atNanos);
                yield Type.BEGIN_WORKLOAD;
            }
            case Stop(String reason) -> text(reason, out, Type.STOP);
            case Abort(String reason) -> text(reason, out, Type.ABORT);
            case TearDown() -> Type.TEAR_DOWN;
            case TearDownDone(@Nullable String failure) -> {
                out.putTextOrNull(failure);
                yield Type.TEAR_DOWN_DONE;
            }
            case Ended() -> Type.ENDED;
            case WorkerDied(String cause, String output) -> {
                out.putText(cause).putText(output);
                yield Type.WORKER_DIED;
            }
            case WorkerSilent(long nanos) -> number(nanos, out, Type.WORKER_SILENT);
            case Log(String text) -> text(text, out, Type.LOG);
            case Release(String reason) -> text(reason, out, Type.RELEASE);
        };
    }

    private static Type text(String text, Writer out, Type type) {
        out.putText(text);
        return type;
    }

    private static Type number(long number, Writer out, Type type) {
        out.putLong(number);
        return type;
    }

    private static void write(Node node, Writer out) {
        out.putText(node.name()).putText(node.address()).putText(node.perfVersion());
        out.putInt(node.javaVersion()).putText(node.java()).putText(node.os());
        out.putInt(node.cores()).putLong(node.memoryBytes()).putTexts(node.labels());
        out.putDouble(node.capacity()).putInt(node.maxRuns());
    }

    private static Message read(Type type, Reader in) {
        return switch (type) {
            case HELLO -> new Hello(in.getInt(), in.getText(), node(in));
            case WELCOME -> new Welcome(in.getText(), in.getLong(), in.getLong(), in.getBytes());
            case REFUSE -> new Refuse(in.getText(), in.getFlag());
            case LEASE -> new Lease(in.getText(), in.getLong(), in.getLong(), in.getLong());
            case LEASE_ACK -> new LeaseAck(in.getLong(), new Load(in.getDouble(), in.getLong(), in.getInt()));
            case PING -> new Ping(in.getInt(), in.getLong());
            case PONG -> new Pong(in.getInt(), in.getLong(), in.getLong(), in.getLong(), in.getLong());
            case LEAVING -> new Leaving(in.getText());
            case PREPARE -> new Prepare(in.getBytes(), in.getInt(), in.getInts());
            case BUNDLE -> new Bundle(in.getBytes());
            case BUNDLE_DONE -> new BundleDone();
            case PREPARED -> new Prepared(in.getLong());
            case PREPARE_FAILED -> new PrepareFailed(in.getText(), in.getFlag());
            case SET_UP -> new SetUp();
            case SET_UP_DONE -> new SetUpDone(in.getBytes());
            case SET_UP_FAILED -> new SetUpFailed(in.getText());
            case BEGINS_WITH -> new BeginsWith(in.getBytes());
            case START_AT -> new StartAt(in.getLong(), in.getInt(), in.getInts());
            case BEGUN -> new Begun(in.getLong());
            case ENTRY -> new Entry(in.getInt(), in.getInt(), in.getBytes());
            case ENTRY_ACK -> new EntryAck();
            case ENTRY_WANTED -> new EntryWanted();
            case SHARE_CHANGE -> new ShareChange(in.getInt(), in.getInts(), in.getLong());
            case PAUSE -> new Pause(in.getLong());
            case RESUME -> new Resume(in.getLong());
            case SET_RATE -> new SetRate(in.getText(), in.getDouble(), in.getLong());
            case SET_USERS -> new SetUsers(in.getText(), in.getInt(), in.getLong());
            case STOP -> new Stop(in.getText());
            case ABORT -> new Abort(in.getText());
            case TEAR_DOWN -> new TearDown();
            case TEAR_DOWN_DONE -> new TearDownDone(in.getTextOrNull());
            case ENDED -> new Ended();
            case WORKER_DIED -> new WorkerDied(in.getText(), in.getText());
            case LOG -> new Log(in.getText());
            case RELEASE -> new Release(in.getText());
            case BEGIN_WORKLOAD -> new BeginWorkload(in.getInt(), in.getLong());
            case WORKER_SILENT -> new WorkerSilent(in.getLong());
        };
    }

    private static Node node(Reader in) {
        return new Node(
                in.getText(),
                in.getText(),
                in.getText(),
                in.getInt(),
                in.getText(),
                in.getText(),
                in.getInt(),
                in.getLong(),
                in.getTextsByName(),
                in.getDouble(),
                in.getInt());
    }
}
