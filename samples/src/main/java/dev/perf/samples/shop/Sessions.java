package dev.perf.samples.shop;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The logins that are good, by token. Thread-safe.
 *
 * <p>Memory is bounded, however long a soak test logs users in: beyond the limit a login that nobody used for longest
 * gives way (second-chance order), so users who keep shopping keep their tokens.
 */
final class Sessions {

    private final ShopClock clock;
    private final Duration lifetime;
    private final int limit;
    private final Draws tokens;
    private final Map<String, Session> byToken = new ConcurrentHashMap<>();
    private final Queue<Session> byAge = new ConcurrentLinkedQueue<>();
    /** Length of {@link #byAge}, whose own size takes a walk to find. */
    private final AtomicInteger size = new AtomicInteger();

    Sessions(ShopClock clock, Duration lifetime, int limit, long seed) {
        this.clock = clock;
        this.lifetime = lifetime;
        this.limit = limit;
        this.tokens = new Draws(seed, "tokens");
    }

    Session open(String username) {
        Session session = new Session(newToken(), username, clock.nanoTime() + lifetime.toNanos());
        byToken.put(session.token(), session);
        byAge.add(session);
        if (size.incrementAndGet() > limit) {
            makeRoom();
        }
        return session;
    }

    Optional<Session> find(String token) {
        Session session = byToken.get(token);
        if (session == null || session.isExpired(clock.nanoTime())) {
            return Optional.empty();
        }
        session.markUsed();
        return Optional.of(session);
    }

    int size() {
        return size.get();
    }

    private void makeRoom() {
        long now = clock.nanoTime();
        Session oldest = byAge.poll();
        for (int chances = limit; oldest != null; oldest = byAge.poll(), chances--) {
            if (chances == 0 || oldest.isExpired(now) || !oldest.takeUsed()) {
                byToken.remove(oldest.token());
                size.decrementAndGet();
                return;
            }
            byAge.add(oldest);
        }
    }

    private String newToken() {
        return hex(tokens.nextLong()) + hex(tokens.nextLong());
    }

    private static String hex(long value) {
        String digits = Long.toHexString(value);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
