package dev.perf.engine.internal.http.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BufferPoolTest {

    private final BufferPool pool = new BufferPool(16, 4);

    @Test
    void lendsWhatWasGivenBack() {
        byte[] buffer = pool.take();
        assertThat(buffer).hasSize(16);
        pool.give(buffer);
        assertThat(pool.take()).isSameAs(buffer);
        assertThat(pool.take()).isNotSameAs(buffer);
    }

    @Test
    void keepsNoMoreThanItsSlotsAndNoOtherSize() {
        byte[] other = new byte[17];
        pool.give(other);
        assertThat(pool.take()).hasSize(16);
        List<byte[]> many = Stream.generate(() -> new byte[16]).limit(6).toList();
        many.forEach(pool::give);
        for (int i = 0; i < 4; i++) {
            assertThat(isOneOf(many, pool.take())).isTrue();
        }
        assertThat(isOneOf(many, pool.take())).isFalse();
    }

    private static boolean isOneOf(List<byte[]> buffers, byte[] buffer) {
        return buffers.stream().anyMatch(each -> each == buffer);
    }
}
