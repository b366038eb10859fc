package dev.perf.engine.internal.http.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Pools that know what they have lent, and notice what comes back twice. */
final class LentBuffers {

    private final Set<byte[]> lent = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    private final Queue<String> mistakes = new ConcurrentLinkedQueue<>();

    final Buffers buffers = new Buffers(new Pool(Buffers.SMALL, 64), new Pool(Buffers.LARGE, 8));

    int count() {
        return lent.size();
    }

    /** Everything has come back, and only once; what the client's own threads hold comes back a little later. */
    void assertAllCameBack() {
        Eventually.isTrue(lent::isEmpty, () -> lent.size() + " buffers are still lent");
        assertThat(mistakes).isEmpty();
    }

    private final class Pool extends BufferPool {

        private Pool(int size, int slots) {
            super(size, slots);
        }

        @Override
        byte[] take() {
            byte[] buffer = super.take();
            if (!lent.add(buffer)) {
                mistakes.add("lent to two at once");
            }
            return buffer;
        }

        @Override
        void give(byte[] buffer) {
            if (buffer.length == size() && !lent.remove(buffer)) {
                mistakes.add("given back what was not lent");
            }
            super.give(buffer);
        }
    }
}
