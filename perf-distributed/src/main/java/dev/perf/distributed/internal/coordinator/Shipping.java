package dev.perf.distributed.internal.coordinator;

import dev.perf.distributed.internal.loop.Loop;
import dev.perf.distributed.internal.message.Message.BundleChunk;
import dev.perf.distributed.internal.message.MessageCodec;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Sends an agent what it lacks of a class path, a few pieces ahead of what it says it has, so that a slow line fills no
 * memory. All state is the loop's.
 */
final class Shipping {

    private static final int MOST_ON_THE_WAY = 16;

    private final Bundle bundle;
    private final Loop loop;
    private final Executor lane;
    private final Consumer<BundleChunk> chunks;
    private final Consumer<String> failure;
    private final Queue<String> hashes;
    private long offset;
    private int onTheWay;
    private long shipped;
    private boolean isReading;

    Shipping(
            Bundle bundle,
            List<String> missing,
            Loop loop,
            Executor lane,
            Consumer<BundleChunk> chunks,
            Consumer<String> failure) {
        this.bundle = bundle;
        this.loop = loop;
        this.lane = lane;
        this.chunks = chunks;
        this.failure = failure;
        this.hashes = new ArrayDeque<>(missing);
    }

    /** Returns how many bytes have been sent. */
    long shipped() {
        return shipped;
    }

    void had() {
        onTheWay--;
        sendMore();
    }

    void sendMore() {
        String hash = hashes.peek();
        if (hash == null || isReading || onTheWay >= MOST_ON_THE_WAY) {
            return;
        }
        isReading = true;
        long from = offset;
        lane.execute(() -> {
            try {
                long total = bundle.length(hash);
                byte[] bytes = total == 0 ? new byte[0] : bundle.read(hash, from, MessageCodec.CHUNK_BYTES);
                if (bytes.length == 0 && total > 0) {
                    throw new IOException("part " + hash + " ends at " + from + ", before its " + total + " bytes");
                }
                loop.execute(() -> send(new BundleChunk(hash, from, total, bytes)));
            } catch (IOException unreadable) {
                loop.execute(() -> failure.accept("the class path cannot be read: " + unreadable.getMessage()));
            }
        });
    }

    private void send(BundleChunk chunk) {
        isReading = false;
        onTheWay++;
        shipped += chunk.bytes().length;
        offset = chunk.offset() + chunk.bytes().length;
        if (offset >= chunk.total()) {
            hashes.remove();
            offset = 0;
        }
        chunks.accept(chunk);
        sendMore();
    }
}
