package dev.perf.distributed.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ThreadLoopTest {

    private final ThreadLoop loop = new ThreadLoop("loop");

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void doesTasksInOrderAndGoesOnAfterAFault() throws InterruptedException {
        List<Integer> done = new ArrayList<>();
        var end = new CompletableFuture<String>();
        loop.execute(() -> done.add(1));
        loop.execute(() -> {
            throw new IllegalStateException("a fault that this test makes");
        });
        loop.execute(() -> done.add(2));
        loop.after(
                Duration.ofMillis(1), () -> end.complete(Thread.currentThread().getName()));
        assertThat(loop.await(end)).isEqualTo("loop");
        assertThat(done).containsExactly(1, 2);
    }

    @Test
    void doesBeforeItEndsWhatItWasGivenBeforeItWasClosed() throws InterruptedException {
        var end = new CompletableFuture<String>();
        loop.execute(() -> end.complete("done"));
        loop.close();
        assertThat(loop.await(end)).isEqualTo("done");
    }

    @Test
    void nobodyWaitsForWhatAClosedLoopDoesNotDo() {
        var never = new CompletableFuture<String>();
        loop.close();
        loop.execute(() -> never.complete("done"));
        assertThatThrownBy(() -> loop.await(never)).isInstanceOf(CancellationException.class);
    }

    @Test
    void doesNothingOfWhatWasCancelled() throws InterruptedException {
        List<String> done = new ArrayList<>();
        var end = new CompletableFuture<String>();
        loop.after(Duration.ofMillis(5), () -> done.add("cancelled")).cancel();
        loop.after(Duration.ofMillis(20), () -> end.complete("end"));
        loop.await(end);
        assertThat(done).isEmpty();
    }

    @Test
    void aLaneDoesOneTaskAfterAnotherAndDoesNotHoldUpTheLoop() throws InterruptedException {
        Executor lane = loop.lane("lane");
        List<Integer> done = Collections.synchronizedList(new ArrayList<>());
        var gate = new CompletableFuture<String>();
        var end = new CompletableFuture<String>();
        lane.execute(gate::join);
        for (int i = 0; i < 100; i++) {
            int number = i;
            lane.execute(() -> done.add(number));
        }
        lane.execute(() -> end.complete("end"));
        loop.execute(() -> gate.complete("open"));
        loop.await(end);
        assertThat(done).hasSize(100).isSorted();
    }

    @Test
    void tellsWhyWhatIsWaitedForFailed() {
        var failed = new CompletableFuture<String>();
        loop.aside("aside", () -> failed.completeExceptionally(new IllegalStateException("why")));
        assertThatThrownBy(() -> loop.await(failed))
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("why");
    }
}
