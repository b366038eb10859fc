package dev.perf.distributed.internal.bundle;

import dev.perf.engine.internal.wire.BadBytesException;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import java.util.List;

/** What the two ends of a shipment tell each other. */
public sealed interface ShipmentMessage {

    /** The most bytes of a part in a message. */
    int CHUNK = 60_000;

    /** Of the sender: this is the bundle. What do you lack? */
    record Offer(BundleManifest manifest) implements ShipmentMessage {}

    /**
     * A part that the receiver lacks.
     *
     * @param hash of the part
     * @param offset where what it lacks begins
     */
    record Lack(String hash, long offset) {}

    /** Of the receiver: I lack these. */
    record Lacking(List<Lack> parts) implements ShipmentMessage {

        /** Copies the list. */
        public Lacking {
            parts = List.copyOf(parts);
        }
    }

    /** Of the sender: bytes of a part. */
    record Chunk(String hash, long offset, byte[] bytes) implements ShipmentMessage {}

    /** Of the receiver: I have taken one chunk more; there may be another under way. */
    record Taken() implements ShipmentMessage {}

    /** Of the receiver: I have all of it. */
    record Complete() implements ShipmentMessage {}

    /** Of the receiver: I do not take it, for that reason. */
    record Refused(String reason) implements ShipmentMessage {}

    /** Returns the message as bytes. */
    default byte[] toBytes() {
        var out = new ByteOutput();
        switch (this) {
            case Offer offer -> {
                out.number(0);
                offer.manifest().put(out);
            }
            case Lacking lacking -> {
                out.number(1);
                out.list(lacking.parts(), (more, part) -> {
                    more.text(part.hash());
                    more.number(part.offset());
                });
            }
            case Chunk chunk -> {
                out.number(2);
                out.text(chunk.hash());
                out.number(chunk.offset());
                out.bytes(chunk.bytes());
            }
            case Taken ignored -> out.number(3);
            case Complete ignored -> out.number(4);
            case Refused refused -> {
                out.number(5);
                out.text(refused.reason());
            }
        }
        return out.toBytes();
    }

    /**
     * Returns the message that {@link #toBytes} has made bytes of.
     *
     * @throws BundleException if it has not, or if it offers what nobody may send
     */
    static ShipmentMessage of(byte[] bytes) {
        try {
            var in = new ByteInput(bytes);
            ShipmentMessage message = switch (in.number(5)) {
                case 0 -> new Offer(BundleManifest.take(in));
                case 1 -> new Lacking(in.list(more -> new Lack(more.text(), more.number())));
                case 2 -> new Chunk(in.text(), in.number(), in.bytes());
                case 3 -> new Taken();
                case 4 -> new Complete();
                default -> new Refused(in.text());
            };
            if (!in.isAtEnd()) {
                throw new BadBytesException("there are bytes behind it");
            }
            return message;
        } catch (BadBytesException wrong) {
            throw new BundleException("a message of a shipment cannot be read: " + wrong.getMessage(), wrong);
        }
    }
}
