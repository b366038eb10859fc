package dev.perf.report.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatcherTest {

    private final Watcher watcher = new Watcher();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private static Message message(String text, boolean isLast) {
        return new Message(text.getBytes(StandardCharsets.UTF_8), isLast);
    }

    private String written(Watcher.CatchUp catchUp) throws Exception {
        watcher.write(out, catchUp);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void getsWhatComesInOrderUntilTheLast() throws Exception {
        assertThat(watcher.offer(message("a", false))).isZero();
        assertThat(watcher.offer(message("b", false))).isZero();
        assertThat(watcher.offer(message("c", true))).isZero();

        assertThat(written(() -> {})).isEqualTo("abc");
    }

    @Test
    void whoFallsBehindGetsAllThatThereIsInPlaceOfWhatItMissed() throws Exception {
        List<Integer> lost = new ArrayList<>();
        for (int i = 0; i < Watcher.MOST_WAITING + 2; i++) {
            lost.add(watcher.offer(message("change" + i, false)));
        }

        assertThat(lost).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 9, 1);
        assertThat(written(() -> watcher.offerWhole(message("whole", true)))).isEqualTo("whole");
    }

    @Test
    void isStuckOnlyWhileItWrites() {
        assertThat(watcher.isStuck(java.time.Duration.ZERO)).isFalse();
    }

    @Test
    void endsWhenItIsClosed() throws Exception {
        watcher.offer(message("a", false));
        watcher.close();

        assertThat(written(() -> {})).isEmpty();
        assertThat(watcher.offer(message("b", false))).isEqualTo(1);
    }
}
