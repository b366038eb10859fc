package dev.perf.engine.internal.http.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RememberingResolverTest {

    private static final Duration TTL = Duration.ofSeconds(60);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000); // which overflows on the way
    private final AtomicInteger lookUps = new AtomicInteger();

    private Resolver resolver(Duration ttl) {
        return new RememberingResolver(this::lookUp, ttl, now::get);
    }

    /** Answers with the number of the look-up. */
    private InetAddress[] lookUp(String host) throws UnknownHostException {
        return new InetAddress[] {
            InetAddress.getByAddress(host, new byte[] {127, 0, 0, (byte) lookUps.incrementAndGet()})
        };
    }

    private void advance(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void looksUpAgainWhenTheAnswerIsTooOld() throws Exception {
        Resolver resolver = resolver(TTL);
        assertThat(resolver.resolve("shop.test")[0].getHostAddress()).isEqualTo("127.0.0.1");
        advance(TTL.minusNanos(1));
        assertThat(resolver.resolve("shop.test")[0].getHostAddress()).isEqualTo("127.0.0.1");
        advance(Duration.ofNanos(1));
        assertThat(resolver.resolve("shop.test")[0].getHostAddress()).isEqualTo("127.0.0.2");
        advance(TTL.minusNanos(1));
        assertThat(resolver.resolve("shop.test")[0].getHostAddress()).isEqualTo("127.0.0.2");
        assertThat(lookUps).hasValue(2);
    }

    /** A new connection each second for an hour. */
    @ParameterizedTest
    @CsvSource({"0, 3600", "1, 3600", "2, 1800", "60, 60", "3600, 1", "7200, 1"})
    void looksUpExactlyAsOftenAsItsTimeSays(int ttlSeconds, int expected) throws Exception {
        Resolver resolver = resolver(Duration.ofSeconds(ttlSeconds));
        for (int second = 0; second < 3600; second++) {
            resolver.resolve("shop.test");
            advance(Duration.ofSeconds(1));
        }
        assertThat(lookUps).hasValue(expected);
    }

    @Test
    void remembersEachHostOnItsOwn() throws Exception {
        Resolver resolver = resolver(TTL);
        resolver.resolve("a.test");
        advance(Duration.ofSeconds(30));
        resolver.resolve("b.test");
        advance(Duration.ofSeconds(30));
        resolver.resolve("a.test");
        resolver.resolve("b.test");
        assertThat(lookUps).hasValue(3);
    }

    @Test
    void looksUpOnceForAllWhoAskAtTheSameTime() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        Resolver resolver = new RememberingResolver(
                host -> {
                    asked.countDown();
                    await(answer);
                    return lookUp(host);
                },
                TTL,
                now::get);
        List<Thread> users = new ArrayList<>();
        AtomicInteger answered = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            users.add(Thread.ofVirtual().start(() -> {
                try {
                    resolver.resolve("shop.test");
                    answered.incrementAndGet();
                } catch (UnknownHostException e) {
                    throw new AssertionError(e);
                }
            }));
        }
        asked.await();
        answer.countDown();
        for (Thread user : users) {
            user.join();
        }
        assertThat(answered).hasValue(100);
        assertThat(lookUps).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void doesNotRememberFailures() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Resolver resolver = new RememberingResolver(
                host -> {
                    if (asked.incrementAndGet() == 1) {
                        throw new UnknownHostException(host);
                    }
                    return lookUp(host);
                },
                TTL,
                now::get);
        assertThatExceptionOfType(UnknownHostException.class).isThrownBy(() -> resolver.resolve("shop.test"));
        assertThat(resolver.resolve("shop.test")).hasSize(1);
        assertThat(asked).hasValue(2);
    }
}
