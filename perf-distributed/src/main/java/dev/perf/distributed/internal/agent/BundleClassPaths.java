package dev.perf.distributed.internal.agent;

import dev.perf.distributed.internal.bundle.BundleCache;
import dev.perf.distributed.internal.bundle.BundleException;
import dev.perf.distributed.internal.bundle.BundleManifest;
import dev.perf.distributed.internal.bundle.ClassPathBundle;
import dev.perf.distributed.internal.bundle.Delivery;
import dev.perf.distributed.internal.bundle.Shipment;
import dev.perf.distributed.internal.bundle.ShipmentMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Class paths in a cache of parts. What is taken is what the coordinator signed: nothing else can be offered. */
public final class BundleClassPaths implements ClassPaths {

    private final BundleCache cache;

    /** Keeps them in a cache. */
    public BundleClassPaths(BundleCache cache) {
        this.cache = cache;
    }

    @Override
    public Receiving receive(byte[] manifest, Consumer<byte[]> out) {
        var receiver = new Shipment.Receiver(
                cache, ClassPathBundle.DEFAULT_MOST_BYTES, message -> out.accept(message.toBytes()));
        var receiving = new Receiving() {
            @Override
            public void receive(byte[] message) {
                try {
                    ShipmentMessage read = ShipmentMessage.of(message);
                    if (read instanceof ShipmentMessage.Offer) {
                        throw new BundleException("another class path was offered than the one that was signed");
                    }
                    receiver.receive(read);
                } catch (BundleException malformed) {
                    receiver.refuse(malformed);
                }
            }

            @Override
            public CompletableFuture<?> done() {
                return receiver.done();
            }

            @Override
            public void close() {
                receiver.close();
            }
        };
        try {
            receiver.receive(ShipmentMessage.of(manifest));
        } catch (BundleException malformed) {
            receiver.refuse(malformed);
        }
        return receiving;
    }

    @Override
    public List<Path> classPath(byte[] manifest, Path directory) throws IOException {
        try {
            if (ShipmentMessage.of(manifest) instanceof ShipmentMessage.Offer(BundleManifest parts)) {
                return Delivery.into(directory, parts, cache);
            }
        } catch (BundleException unusable) {
            throw new IOException(unusable.getMessage(), unusable);
        }
        throw new IOException("the manifest is none");
    }
}
