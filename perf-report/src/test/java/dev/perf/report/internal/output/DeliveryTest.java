package dev.perf.report.internal.output;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.internal.output.Delivery.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    /** Pauses that nobody has to wait for; a patience that no test but those of it reaches. */
    private static final Limits LIMITS = new Limits(100, 3, ofMillis(1), ofMillis(2), ofSeconds(30));

    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Server server = new Server();
    private Delivery delivery = new Delivery("test", server, warnings::add, LIMITS);

    /** Takes what it is told to, in the order in which it is asked. */
    private static final class Server implements Carrier {

        private interface Answer {
            void answer() throws IOException, InterruptedException;
        }

        private final List<String> taken = new CopyOnWriteArrayList<>();
        private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch closed = new CountDownLatch(1);
        private volatile Answer others = () -> {};

        @Override
        public void carry(Batch batch) throws IOException, InterruptedException {
            asked.countDown();
            Answer answer = answers.poll();
            (answer == null ? others : answer).answer();
            taken.add(new String(batch.text(), StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    @AfterEach
    void close() {
        delivery.close();
    }

    private void restart(Limits limits) {
        delivery.close();
        delivery = new Delivery("test", server, warnings::add, limits);
    }

    private static Batch batch(String text) {
        return Batch.of(text, 10);
    }

    @Test
    void carriesAllInOrderAndHasNothingToTell() {
        delivery.offer(batch("one"));
        delivery.offer(batch("two"));

        assertThat(delivery.end()).isEmpty();
        assertThat(server.taken).containsExactly("one", "two");
        assertThat(warnings).isEmpty();
    }

    @Test
    void dropsTheOldestWhenTheQueueIsFullAndCountsThem() throws Exception {
        var open = new CountDownLatch(1);
        server.answers.add(open::await);
        delivery.offer(batch("first"));
        server.asked.await();

        for (int i = 0; i < 25; i++) {
            delivery.offer(batch("%010d".formatted(i)));
        }
        open.countDown();

        assertThat(delivery.end())
                .containsExactly("Output test: of 260 points, 150 were dropped, for more came than it took.");
        assertThat(server.taken).hasSize(11).startsWith("first", "0000000015").endsWith("0000000024");
    }

    @Test
    void triesAgainUntilTheServerIsBackAndLosesNothing() {
        for (int i = 0; i < 10; i++) {
            server.answers.add(() -> {
                throw new IOException("connection refused");
            });
        }
        delivery.offer(batch("one"));
        await(server.answers::isEmpty);

        assertThat(delivery.end()).isEmpty();
        assertThat(server.taken).containsExactly("one");
        assertThat(warnings).containsExactly("Output test: connection refused; the run goes on");
    }

    @Test
    void aServerThatIsNotThereIsToldOnceAndAtTheEnd() {
        server.others = () -> {
            throw new IOException("connection refused");
        };
        delivery.offer(batch("one"));
        delivery.offer(batch("two"));

        assertThat(delivery.end())
                .containsExactly("Output test: of 20 points, 20 were left when the run ended (connection refused).");
        assertThat(warnings).containsExactly("Output test: connection refused; the run goes on");
    }

    @Test
    void doesNotTryAgainWhatIsRefusedForGood() {
        server.answers.add(() -> {
            throw new RefusedException("401 unauthorized", true);
        });
        delivery.offer(batch("one"));
        delivery.offer(batch("two"));

        assertThat(delivery.end())
                .containsExactly("Output test: of 20 points, 10 were refused, in 1 of 2 batches (401 unauthorized).");
        assertThat(server.taken).containsExactly("two");
        assertThat(warnings).containsExactly("Output test: 401 unauthorized; the run goes on");
    }

    @Test
    void triesThreeTimesAgainWhatAServerCannotTakeNow() {
        for (int i = 0; i < 4; i++) {
            server.answers.add(() -> {
                throw new RefusedException("503 busy", false);
            });
        }
        delivery.offer(batch("one"));
        await(server.answers::isEmpty);
        delivery.offer(batch("two"));

        assertThat(delivery.end())
                .containsExactly("Output test: of 20 points, 10 were refused, in 1 of 2 batches (503 busy).");
        assertThat(server.taken).containsExactly("two");
    }

    @Test
    void goesOnAfterAFaultOfTheCarrier() {
        server.answers.add(() -> {
            throw new IllegalStateException("a fault");
        });
        delivery.offer(batch("one"));
        delivery.offer(batch("two"));

        assertThat(delivery.end())
                .containsExactly("Output test: of 20 points, 10 were refused, in 1 of 2 batches"
                        + " (java.lang.IllegalStateException: a fault).");
        assertThat(server.taken).containsExactly("two");
    }

    @Test
    void aServerThatHangsDoesNotKeepTheRunFromEnding() throws Exception {
        restart(new Limits(100, 3, ofMillis(1), ofMillis(2), ofMillis(20)));
        server.others = NEVER::await;
        delivery.offer(batch("one"));
        server.asked.await();
        delivery.offer(batch("two"));

        long start = System.nanoTime();
        List<String> told = delivery.end();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(ofSeconds(20));
        assertThat(told)
                .containsExactly("Output test: of 20 points, 20 were left when the run ended (not done after 20ms).");
        assertThat(server.closed.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closingEndsItAtOnce() throws Exception {
        server.others = NEVER::await;
        delivery.offer(batch("one"));
        server.asked.await();

        delivery.close();

        assertThat(server.closed.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
