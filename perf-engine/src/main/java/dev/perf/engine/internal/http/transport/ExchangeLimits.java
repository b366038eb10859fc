package dev.perf.engine.internal.http.transport;

import dev.perf.text.DurationText;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one exchange may take.
 *
 * @param requestTimeout from start to last byte, connecting included; positive
 * @param firstByteTimeout from the request's last byte to the response's first, over the {@code jdk} transport from
 *     the start to the response's head; positive; null for no such limit
 * @param maxHeadBytes status line and headers, interim responses included; the {@code jdk} transport has the
 *     JDK's limit instead ({@code jdk.http.maxHeaderSize})
 * @param maxBodyBytes body as framed (chunk sizes and the like not counted, compressed bodies compressed)
 * @param maxKeptBytes body that is kept, 1 GB at most; a longer one fails rather than being cut
 */
public record ExchangeLimits(
        Duration requestTimeout,
        @Nullable Duration firstByteTimeout,
        int maxHeadBytes,
        long maxBodyBytes,
        int maxKeptBytes) {

    /** Longest accepted duration; keeps deadline arithmetic on {@code nanoTime} free of overflow. */
    static final Duration MAX_TIMEOUT = Duration.ofDays(365);

    private static final int MOST_KEPT = 1 << 30;

    /** 60 s, 64 kB of head, any body that is only counted, 16 MB of body that is kept. */
    public static final ExchangeLimits DEFAULT =
            new ExchangeLimits(Duration.ofSeconds(60), null, 64 * 1024, Long.MAX_VALUE, 16 * 1024 * 1024);

    public ExchangeLimits {
        checkTimeout("timeout", requestTimeout);
        if (firstByteTimeout != null) {
            checkTimeout("firstByteTimeout", firstByteTimeout);
        }
        checkPositive("max head bytes", maxHeadBytes);
        checkPositive("max body bytes", maxBodyBytes);
        checkPositive("max kept bytes", maxKeptBytes);
        if (maxKeptBytes > MOST_KEPT) {
            throw new IllegalArgumentException("max kept bytes must be at most %d (1 GB), got %d; discard the body"
                    .formatted(MOST_KEPT, maxKeptBytes));
        }
    }

    /** The same limits with another {@code requestTimeout}. */
    public ExchangeLimits withRequestTimeout(Duration timeout) {
        return new ExchangeLimits(timeout, firstByteTimeout, maxHeadBytes, maxBodyBytes, maxKeptBytes);
    }

    /** The same limits with another {@code firstByteTimeout}. */
    public ExchangeLimits withFirstByteTimeout(@Nullable Duration timeout) {
        return new ExchangeLimits(requestTimeout, timeout, maxHeadBytes, maxBodyBytes, maxKeptBytes);
    }

    /** The same limits with another {@code maxHeadBytes}. */
    public ExchangeLimits withMaxHeadBytes(int bytes) {
        return new ExchangeLimits(requestTimeout, firstByteTimeout, bytes, maxBodyBytes, maxKeptBytes);
    }

    /** The same limits with another {@code maxBodyBytes}. */
    public ExchangeLimits withMaxBodyBytes(long bytes) {
        return new ExchangeLimits(requestTimeout, firstByteTimeout, maxHeadBytes, bytes, maxKeptBytes);
    }

    /** The same limits with another {@code maxKeptBytes}. */
    public ExchangeLimits withMaxKeptBytes(int bytes) {
        return new ExchangeLimits(requestTimeout, firstByteTimeout, maxHeadBytes, maxBodyBytes, bytes);
    }

    void checkBodySize(long size, boolean isKept) throws ResponseFault {
        if (size > maxBodyBytes) {
            throw ResponseFault.tooLarge("response body longer than %d bytes; raise the limit".formatted(maxBodyBytes));
        }
        if (isKept && size > maxKeptBytes) {
            throw ResponseFault.tooLarge(
                    "response body longer than the %d bytes that are kept; raise the limit or discard the body"
                            .formatted(maxKeptBytes));
        }
    }

    static void checkTimeout(String what, Duration timeout) {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "%s must be positive and at most 365 days, got %s".formatted(what, DurationText.of(timeout)));
        }
    }

    private static void checkPositive(String what, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("%s must be positive, got %d".formatted(what, value));
        }
    }
}
