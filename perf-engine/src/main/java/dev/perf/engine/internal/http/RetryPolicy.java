package dev.perf.engine.internal.http;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.http.transport.ErrorKind;
import dev.perf.engine.internal.http.transport.Exchange;
import dev.perf.engine.internal.http.transport.TransportException;
import dev.perf.engine.internal.measure.Series;
import dev.perf.engine.internal.measure.SeriesRegistry;
import dev.perf.engine.internal.measure.Tags;
import dev.perf.engine.internal.script.SeriesByPhase;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.http.Retry;
import dev.perf.text.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides whether a request is tried again, and after which wait. Immutable. */
final class RetryPolicy {

    /** What {@link #waitNanos} returns where the outcome stands. */
    static final long NEVER = -1;

    private static final int MOST_TIMES = 100;
    private static final Duration LONGEST = Duration.ofDays(1);

    private final int times;
    private final double initialNanos;
    private final double maxNanos;
    private final double factor;
    private final double jitter;
    private final Set<Integer> statuses;
    private final Set<String> errors;
    private final long maxRetryAfterNanos;
    private final boolean anyMethod;
    private final SeriesByPhase retries;

    private RetryPolicy(Retry rule, SeriesByPhase retries) {
        this.retries = retries;
        this.times = rule.times();
        this.initialNanos = rule.initial().toNanos();
        this.maxNanos = rule.max().toNanos();
        this.factor = rule.factor();
        this.jitter = rule.jitter();
        this.statuses = Set.copyOf(rule.statuses());
        this.errors = Set.copyOf(rule.errors());
        this.maxRetryAfterNanos = rule.maxRetryAfter().toNanos();
        this.anyMethod = rule.isAnyMethod();
    }

    /** Compiles a rule without {@link #problems}; returns null where it never tries again. */
    static @Nullable RetryPolicy compile(@Nullable Retry rule, Tags tags, SeriesRegistry registry) {
        if (rule == null || rule.times() == 0 || !problems(rule).isEmpty()) {
            return null;
        }
        return new RetryPolicy(rule, new SeriesByPhase(registry, Series.Kind.COUNTER, "http_req_retries", tags));
    }

    /** Returns what is wrong with a rule. */
    static List<String> problems(Retry rule) {
        var problems = new ArrayList<String>();
        if (rule.times() < 0 || rule.times() > MOST_TIMES) {
            problems.add("retry: times must be from 0 to " + MOST_TIMES + ", got " + rule.times());
        }
        if (isOutOfRange(rule.initial())
                || isOutOfRange(rule.max())
                || rule.initial().compareTo(rule.max()) > 0) {
            problems.add("retry: back-off from " + DurationText.of(rule.initial()) + " to "
                    + DurationText.of(rule.max()) + " must be from 0 to 1 day, the shorter wait first");
        }
        if (!(rule.factor() >= 1) || Double.isInfinite(rule.factor())) {
            problems.add("retry: factor must be at least 1, got " + rule.factor());
        }
        if (!(rule.jitter() >= 0 && rule.jitter() <= 1)) {
            problems.add("retry: jitter must be from 0 to 1, got " + rule.jitter());
        }
        if (isOutOfRange(rule.maxRetryAfter())) {
            problems.add("retry: maxRetryAfter must be from 0 to 1 day, got " + DurationText.of(rule.maxRetryAfter()));
        }
        rule.statuses().stream()
                .filter(status -> status < 100 || status > 999)
                .forEach(status -> problems.add("retry: status must be from 100 to 999, got " + status));
        List<String> kinds =
                Arrays.stream(ErrorKind.values()).map(ErrorKind::tag).toList();
        rule.errors().stream()
                .filter(kind -> !kinds.contains(kind))
                .sorted()
                .forEach(kind -> problems.add("retry: \"" + kind + "\" is no kind of transport error; there are "
                        + String.join(", ", kinds)));
        return problems;
    }

    private static boolean isOutOfRange(Duration wait) {
        return wait.isNegative() || wait.compareTo(LONGEST) > 0;
    }

    /** Counts a retry. */
    void count(VirtualUser user) {
        user.samples().recordCount(retries.in(user.phase()), 1);
    }

    /** Returns how many attempts there are at most. */
    int attempts() {
        return times + 1;
    }

    /**
     * Returns how long to wait before the next attempt, or {@link #NEVER}.
     *
     * @param attempt the number of the attempt that has ended, from 1
     * @param failure why no response came; null where one did
     */
    long waitNanos(
            String method, int attempt, Exchange exchange, @Nullable TransportException failure, VirtualUser user) {
        if (attempt > times || !(anyMethod || isRepeatable(method))) {
            return NEVER;
        }
        if (failure != null) {
            return errors.contains(failure.kind().tag()) ? backOff(attempt, user) : NEVER;
        }
        if (!statuses.contains(exchange.status())) {
            return NEVER;
        }
        long asked = retryAfterNanos(exchange.header("retry-after"), user.clock());
        return asked > maxRetryAfterNanos ? NEVER : Math.max(asked, backOff(attempt, user));
    }

    private long backOff(int attempt, VirtualUser user) {
        double wait = Math.min(maxNanos, initialNanos * Math.pow(factor, attempt - 1));
        return (long) (jitter == 0 ? wait : wait * (1 - jitter * user.random().nextDouble()));
    }

    /** RFC 9110, 10.2.3: seconds, or a date. What is neither asks for nothing. */
    private static long retryAfterNanos(@Nullable String value, Clock clock) {
        if (value == null) {
            return 0;
        }
        String text = value.strip();
        if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return text.length() > 9
                    ? Long.MAX_VALUE
                    : Duration.ofSeconds(Long.parseLong(text)).toNanos();
        }
        Instant date = HttpDate.parse(text);
        if (date == null) {
            return 0;
        }
        Duration wait = Duration.between(clock.instant(), date);
        return wait.compareTo(LONGEST) > 0 ? Long.MAX_VALUE : Math.max(0, wait.toNanos());
    }

    /** Whether sending it twice means the same as sending it once (RFC 9110, 9.2.2). */
    private static boolean isRepeatable(String method) {
        return switch (method) {
            case "GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE" -> true;
            default -> false;
        };
    }
}
