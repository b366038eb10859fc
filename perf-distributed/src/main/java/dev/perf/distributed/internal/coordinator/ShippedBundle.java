package dev.perf.distributed.internal.coordinator;

import dev.perf.distributed.internal.bundle.BundleException;
import dev.perf.distributed.internal.bundle.ClassPathBundle;
import dev.perf.distributed.internal.bundle.Shipment;
import dev.perf.distributed.internal.bundle.ShipmentMessage;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A class path in parts, of which each agent is sent what it lacks. */
public final class ShippedBundle implements Bundle {

    private static final Logger LOG = LoggerFactory.getLogger(ShippedBundle.class);

    private final ClassPathBundle bundle;

    /** Ships a bundle, which stays the caller's to close. */
    public ShippedBundle(ClassPathBundle bundle) {
        this.bundle = bundle;
    }

    @Override
    public byte[] manifest() {
        return new ShipmentMessage.Offer(bundle.manifest()).toBytes();
    }

    @Override
    public Sending sendTo(Consumer<byte[]> out) {
        var sender = new Shipment.Sender(bundle, message -> out.accept(message.toBytes()));
        return new Sending() {
            @Override
            public void receive(byte[] message) {
                try {
                    sender.receive(ShipmentMessage.of(message));
                } catch (BundleException malformed) {
                    LOG.warn("an agent says of the class path what nobody understands: {}", malformed.getMessage());
                }
            }

            @Override
            public CompletableFuture<?> done() {
                return sender.done();
            }
        };
    }
}
