package dev.perf.distributed.internal.agent;

import dev.perf.distributed.internal.loop.Loop;
import dev.perf.distributed.internal.message.Message.Ended;
import dev.perf.distributed.internal.message.Message.Entry;
import dev.perf.distributed.internal.message.MessageCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a coordinator the entries of a journal, as many at a time as it may be behind with, and again until it has acknowledged
 * them. All state is the loop's.
 */
final class EntrySender {

    private static final Logger LOG = LoggerFactory.getLogger(EntrySender.class);

    private static final int MOST_ENTRIES_ON_THE_WAY = 64;
    private static final long MOST_BYTES_ON_THE_WAY = 2 << 20;
    private static final Duration SEND_AGAIN_AFTER = Duration.ofSeconds(3);

    private final String run;
    private final EntryBacklog backlog;
    private final AgentRun.Home home;
    private final Loop loop;
    private final Consumer<String> lost;
    private long sent;
    private long sentBytes;
    private long lastProgress;
    private boolean hasEnded;

    /**
     * Creates what has nothing to send.
     *
     * @param lost is told when entries cannot be kept or read again, and why
     */
    EntrySender(String run, EntryBacklog backlog, AgentRun.Home home, Loop loop, Consumer<String> lost) {
        this.run = run;
        this.backlog = backlog;
        this.home = home;
        this.loop = loop;
        this.lost = lost;
    }

    void begin() {
        lastProgress = loop.nanos();
    }

    void add(byte[] entry) {
        try {
            backlog.add(entry);
        } catch (IOException unwritable) {
            lost.accept("what it measures cannot be kept until the coordinator has it: " + AgentRun.words(unwritable));
            return;
        }
        send();
    }

    /** No entry comes any more; that is said behind the last one. */
    void end() {
        hasEnded = true;
        send();
    }

    /** The coordinator has all entries up to that one. */
    void acknowledged(long number) {
        if (number <= backlog.acknowledged()) {
            return;
        }
        try {
            backlog.acknowledge(number);
        } catch (IOException unreadable) {
            LOG.debug("the file of entries", unreadable);
        }
        sent = Math.max(sent, backlog.acknowledged());
        sentBytes = sent == backlog.acknowledged() ? 0 : sentBytes;
        lastProgress = loop.nanos();
        send();
    }

    /** The coordinator lacks entries from that one on. */
    void wanted(long number) {
        sent = Math.min(sent, Math.max(number - 1, backlog.acknowledged()));
        sentBytes = 0;
        send();
    }

    /** Sends once more what nobody has acknowledged for a while. */
    void sendAgain() {
        boolean isWaiting = sent > backlog.acknowledged();
        if (isWaiting && loop.nanos() - lastProgress > SEND_AGAIN_AFTER.toNanos()) {
            sent = backlog.acknowledged();
            sentBytes = 0;
            lastProgress = loop.nanos();
            send();
        }
    }

    private void send() {
        try {
            while (sent < backlog.last()
                    && sent - backlog.acknowledged() < MOST_ENTRIES_ON_THE_WAY
                    && sentBytes < MOST_BYTES_ON_THE_WAY) {
                byte[] entry = backlog.get(sent + 1);
                if (entry == null) {
                    throw new IOException("entry " + (sent + 1) + " is not there");
                }
                sent++;
                sentBytes += entry.length;
                send(sent, entry);
            }
        } catch (IOException unreadable) {
            lost.accept("what it measured cannot be read again: " + AgentRun.words(unreadable));
            return;
        }
        if (hasEnded && sent == backlog.last()) {
            home.send(run, 0, backlog.last(), new Ended());
        }
    }

    private void send(long number, byte[] entry) {
        int parts = Math.max(1, Math.ceilDiv(entry.length, MessageCodec.CHUNK_BYTES));
        for (int part = 0; part < parts; part++) {
            int from = part * MessageCodec.CHUNK_BYTES;
            int to = Math.min(entry.length, from + MessageCodec.CHUNK_BYTES);
            home.send(run, 0, number, new Entry(part, parts, Arrays.copyOfRange(entry, from, to)));
        }
    }
}
