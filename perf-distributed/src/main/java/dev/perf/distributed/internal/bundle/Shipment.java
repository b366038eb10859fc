package dev.perf.distributed.internal.bundle;

import dev.perf.distributed.internal.bundle.ShipmentMessage.Chunk;
import dev.perf.distributed.internal.bundle.ShipmentMessage.Complete;
import dev.perf.distributed.internal.bundle.ShipmentMessage.Lack;
import dev.perf.distributed.internal.bundle.ShipmentMessage.Lacking;
import dev.perf.distributed.internal.bundle.ShipmentMessage.Offer;
import dev.perf.distributed.internal.bundle.ShipmentMessage.Refused;
import dev.perf.distributed.internal.bundle.ShipmentMessage.Taken;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way of a bundle from one process into the cache of another: only what is missing there is sent, a bounded number of
 * chunks at a time. Plain objects that give messages out and take messages in; who carries them is not their business.
 *
 * <pre>{@code
 *   sender                          receiver
 *     | Offer(manifest) ------------> |
 *     | <------------------- Lacking  |    or Complete at once, when nothing is missing
 *     | Chunk, Chunk, ... ----------> |    at most 16 that were not answered
 *     | <-------------- Taken, Taken  |
 *     | <------------------ Complete  |    or Refused, with the reason, at any time
 * }</pre>
 */
public final class Shipment {

    /** The most chunks that are under way to one receiver. */
    public static final int MOST_UNDER_WAY = 16;

    private Shipment() {}

    /** The end that has the bundle. Thread-safe. */
    public static final class Sender {

        private final ClassPathBundle bundle;
        private final Consumer<ShipmentMessage> out;
        private final CompletableFuture<Long> done = new CompletableFuture<>();
        private final ReentrantLock lock = new ReentrantLock();

        // All below are guarded by the lock.
        private final Map<String, Long> sizes = new HashMap<>();
        private final Queue<Lack> lacking = new ArrayDeque<>();
        private @Nullable Lack current;
        private int underWay;
        private long sent;

        /**
         * @param out sends a message to the receiver; must not block
         */
        public Sender(ClassPathBundle bundle, Consumer<ShipmentMessage> out) {
            this.bundle = bundle;
            this.out = out;
            bundle.manifest().entries().forEach(entry -> sizes.put(entry.hash(), entry.size()));
        }

        /** Offers the bundle; again, if the connection was lost in between. */
        public void offer() {
            lock.lock();
            try {
                lacking.clear();
                current = null;
                underWay = 0;
                out.accept(new Offer(bundle.manifest()));
            } finally {
                lock.unlock();
            }
        }

        /**
         * Returns what is done when the receiver has all: how many bytes were sent. It fails with a {@link
         * BundleException} if the receiver refuses the bundle.
         */
        public CompletableFuture<Long> done() {
            return done;
        }

        /** Takes a message of the receiver. */
        public void receive(ShipmentMessage message) {
            lock.lock();
            try {
                switch (message) {
                    case Lacking parts -> {
                        lacking.clear();
                        current = null;
                        underWay = 0;
                        for (Lack part : parts.parts()) {
                            Long size = sizes.get(part.hash());
                            if (size == null || part.offset() < 0 || part.offset() > size) {
                                throw new BundleException("a part was asked for that was not offered");
                            }
                            lacking.add(part);
                        }
                        send();
                    }
                    case Taken ignored -> {
                        underWay = Math.max(0, underWay - 1);
                        send();
                    }
                    case Complete ignored -> done.complete(sent);
                    case Refused refused -> done.completeExceptionally(new BundleException(refused.reason()));
                    case Offer ignored -> throw new BundleException("a bundle was offered to its sender");
                    case Chunk ignored -> throw new BundleException("a part was sent to its sender");
                }
            } catch (BundleException failure) {
                done.completeExceptionally(failure);
            } finally {
                lock.unlock();
            }
        }

        private void send() {
            while (underWay < MOST_UNDER_WAY) {
                Lack next = current == null ? lacking.poll() : current;
                if (next == null) {
                    return;
                }
                byte[] bytes = bundle.read(next.hash(), next.offset(), ShipmentMessage.CHUNK);
                long end = next.offset() + bytes.length;
                long size = sizes.getOrDefault(next.hash(), 0L);
                if (bytes.length == 0 && size > end) {
                    throw new BundleException(
                            "a part of the class path has become shorter while it was sent; do not build while a run"
                                    + " begins");
                }
                current = end >= size ? null : new Lack(next.hash(), end);
                underWay++;
                sent += bytes.length;
                out.accept(new Chunk(next.hash(), next.offset(), bytes));
            }
        }
    }

    /** The end that has the cache. Thread-safe. */
    public static final class Receiver implements AutoCloseable {

        private final BundleCache cache;
        private final long mostBytes;
        private final Consumer<ShipmentMessage> out;
        private final CompletableFuture<BundleManifest> done = new CompletableFuture<>();
        private final ReentrantLock lock = new ReentrantLock();

        /** What is still to come, by its hash; guarded by the lock. */
        private final Map<String, BundleCache.Incoming> incoming = new LinkedHashMap<>();

        /**
         * @param mostBytes larger bundles are refused
         * @param out sends a message to the sender; must not block
         */
        public Receiver(BundleCache cache, long mostBytes, Consumer<ShipmentMessage> out) {
            this.cache = cache;
            this.mostBytes = mostBytes;
            this.out = out;
        }

        /**
         * Returns what is done when all parts are in the cache. It fails with a {@link BundleException} if they never
         * will be.
         */
        public CompletableFuture<BundleManifest> done() {
            return done;
        }

        private @Nullable BundleManifest manifest;

        /** Takes a message of the sender. */
        public void receive(ShipmentMessage message) {
            lock.lock();
            try {
                switch (message) {
                    case Offer offer -> look(offer.manifest());
                    case Chunk chunk -> take(chunk);
                    case Lacking ignored -> throw unexpected();
                    case Taken ignored -> throw unexpected();
                    case Complete ignored -> throw unexpected();
                    case Refused ignored -> throw unexpected();
                }
            } catch (BundleException refused) {
                refuse(refused);
            } finally {
                lock.unlock();
            }
        }

        /** Takes a message that could not be read, or for which there is no time any more: the shipment has failed. */
        public void refuse(BundleException failure) {
            lock.lock();
            try {
                leaveOff();
                out.accept(new Refused(String.valueOf(failure.getMessage())));
                done.completeExceptionally(failure);
            } finally {
                lock.unlock();
            }
        }

        private static BundleException unexpected() {
            return new BundleException("a message came that a receiver of bundles does not take");
        }

        private void look(BundleManifest offered) {
            offered.check(Math.min(mostBytes, cache.mostBytes()));
            leaveOff();
            manifest = offered;
            var seen = new HashSet<String>();
            var lacks = new ArrayList<Lack>();
            for (BundleEntry entry : offered.entries()) {
                if (seen.add(entry.hash()) && cache.find(entry) == null) {
                    BundleCache.Incoming part = cache.take(entry);
                    incoming.put(entry.hash(), part);
                    lacks.add(new Lack(entry.hash(), part.offset()));
                }
            }
            if (lacks.isEmpty()) {
                complete(offered);
            } else {
                out.accept(new Lacking(lacks));
            }
        }

        private void take(Chunk chunk) {
            BundleCache.Incoming part = incoming.get(chunk.hash());
            BundleManifest offered = manifest;
            if (part == null || offered == null) {
                throw new BundleException("bytes came of a part that was not asked for");
            }
            if (part.write(chunk.offset(), chunk.bytes())) {
                incoming.remove(chunk.hash());
            }
            out.accept(new Taken());
            if (incoming.isEmpty()) {
                complete(offered);
            }
        }

        private void complete(BundleManifest offered) {
            out.accept(new Complete());
            done.complete(offered);
        }

        private void leaveOff() {
            incoming.values().forEach(BundleCache.Incoming::close);
            incoming.clear();
        }

        /** Leaves off; what has come is kept for the next time. */
        @Override
        public void close() {
            lock.lock();
            try {
                leaveOff();
                done.completeExceptionally(new BundleException("the shipment was left off"));
            } finally {
                lock.unlock();
            }
        }
    }
}
