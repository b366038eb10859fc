package dev.perf.engine.internal.external;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells by the times of a thread, which does one thing after the other, which samples are parts of others: JMeter writes
 * redirects and embedded resources behind the request that they belong to, with a number behind its label, the requests of a transaction before it, or
 * behind it where the controller makes a parent sample, or not at all.
 */
final class JmeterThreads {

    private static final int MOST = 1_000_000;

    private static final class Life {
        private long start = Long.MIN_VALUE;
        private long end = Long.MIN_VALUE;
        private String label = "";
        private @Nullable JmeterSample open;
    }

    private final Consumer<Entry> to;
    private final Map<String, Life> lives = new HashMap<>();
    private long withoutRequests;
    private boolean transactions;

    JmeterThreads(Consumer<Entry> to) {
        this.to = to;
    }

    /** Takes a line that is no transaction; returns whether it is a request of its own. */
    boolean request(JmeterSample sample) {
        Life life = life(sample);
        JmeterSample open = life.open;
        if (open != null) {
            if (sample.startNanos() < open.startNanos() || sample.startNanos() > open.endNanos()) {
                alone(open);
            }
            life.open = null;
        }
        boolean isPart = sample.label().startsWith(life.label + "-")
                && sample.startNanos() >= life.start
                && sample.startNanos() < life.end
                && sample.endNanos() <= life.end;
        if (isPart) {
            return false;
        }
        life.start = sample.startNanos();
        life.end = sample.endNanos();
        life.label = sample.label();
        to.accept(sample.request());
        return true;
    }

    /** Takes a transaction, whose requests may be there or not. */
    void transaction(JmeterSample sample) {
        group(sample);
        Life life = life(sample);
        JmeterSample open = life.open;
        if (open != null) {
            alone(open);
        }
        boolean isKnown = sample.isEmptyTransaction() || life.start >= sample.startNanos();
        life.open = isKnown ? null : sample;
    }

    /** Takes a transaction whose requests are there. */
    void group(JmeterSample sample) {
        transactions = true;
        to.accept(new Entry.Group(sample.startNanos() + sample.elapsedNanos(), sample.label(), sample.elapsedNanos()));
    }

    /** Nothing more comes. */
    void end() {
        for (Life life : lives.values()) {
            JmeterSample open = life.open;
            if (open != null) {
                alone(open);
            }
        }
    }

    /** Returns how many transactions stand for requests that the file does not have. */
    long withoutRequests() {
        return withoutRequests;
    }

    Set<String> metrics() {
        return transactions ? Set.of("group_duration") : Set.of();
    }

    private void alone(JmeterSample transaction) {
        withoutRequests++;
        to.accept(transaction.request());
    }

    private Life life(JmeterSample sample) {
        if (lives.size() > MOST) {
            lives.clear(); // names that are made up would fill the memory
        }
        return lives.computeIfAbsent(sample.thread(), unknown -> new Life());
    }
}
