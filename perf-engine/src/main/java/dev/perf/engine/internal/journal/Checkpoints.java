package dev.perf.engine.internal.journal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a journal short: a checkpoint, which says in few entries what all that were written came to, is written into
 * another file, on a thread of its own, while the entries that follow go to the journal as ever. When it is on the disk
 * those entries are added, and the file becomes the journal. So whenever the process dies, the journal is whole; and
 * where a checkpoint cannot be written there is just none.
 *
 * <p>What is not said otherwise belongs to the thread that writes the journal.
 */
final class Checkpoints {

    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

    /** Entries that follow a checkpoint are kept until it is written; a disk that takes longer does not get one. */
    private static final long MOST_KEPT_BYTES = 32 << 20;

    /** However long a checkpoint is, the journal does not grow to more than so many times the least. */
    private static final int MOST_TIMES = 4;

    private final long leastBytes;
    private final long mostBytes;
    private final Runnable madeOne;
    private final AtomicLong grown = new AtomicLong();
    private final AtomicLong last = new AtomicLong();
    private final AtomicBoolean underWay = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicReference<@Nullable JournalFile> made = new AtomicReference<>();
    private final AtomicReference<@Nullable Thread> maker = new AtomicReference<>();
    private final List<byte[]> following = new ArrayList<>();
    private long followingBytes;

    /**
     * Creates the keeper of a journal.
     *
     * @param leastBytes a journal that has grown by less has no checkpoint
     * @param madeOne called, by any thread, when {@link #succeed} is to be
     */
    Checkpoints(long leastBytes, Runnable madeOne) {
        this.leastBytes = leastBytes;
        this.mostBytes = leastBytes > Long.MAX_VALUE / MOST_TIMES ? leastBytes : MOST_TIMES * leastBytes;
        this.madeOne = madeOne;
    }

    /** The journal grows by so many bytes; by the thread that appends to it. */
    void grow(long bytes) {
        grown.addAndGet(bytes);
    }

    /**
     * Tells whether a checkpoint is worth its while: writing them is to take less than writing the entries. By the thread
     * that appends.
     */
    boolean isDue() {
        return grown.get() >= Math.max(leastBytes, Math.min(2 * last.get(), mostBytes)) && !underWay.get();
    }

    /** One is asked for; by the thread that appends. */
    void asked() {
        underWay.set(true);
        grown.set(0);
    }

    /** Begins to write one. */
    void begin(JournalFile journal, List<Supplier<byte[]>> entries) {
        following.clear();
        followingBytes = 0;
        Thread thread =
                Thread.ofPlatform().daemon().name("perf-journal-checkpoint").unstarted(() -> make(journal, entries));
        maker.set(thread);
        thread.start();
    }

    private void make(JournalFile journal, List<Supplier<byte[]>> entries) {
        JournalFile next = null;
        try {
            next = journal.successor();
            next.write(JournalFormat.head());
            long bytes = 0;
            for (Supplier<byte[]> entry : entries) {
                if (over.get()) {
                    break;
                }
                byte[] written = entry.get();
                next.write(JournalFormat.framed(written));
                bytes += written.length;
            }
            next.force();
            last.set(bytes);
            made.set(next);
        } catch (IOException | RuntimeException unwritable) {
            LOG.info("the journal goes on without a checkpoint, which cannot be written: {}", unwritable.toString());
            if (next != null) {
                next.discard();
            }
        }
        madeOne.run();
        if (over.get()) {
            discard();
        }
    }

    /** An entry was written that follows the checkpoint under way, if there is one. */
    void follows(byte[] entry) {
        if (underWay.get() && followingBytes <= MOST_KEPT_BYTES) {
            following.add(entry);
            followingBytes += entry.length;
        }
    }

    /** Returns the file that goes on for {@code journal} now that a checkpoint was made, or could not be. */
    JournalFile succeed(JournalFile journal) {
        JournalFile next = made.getAndSet(null);
        JournalFile goesOn = next != null && followingBytes <= MOST_KEPT_BYTES && takesOver(next) ? next : journal;
        if (next != null && goesOn != next) {
            next.discard();
        }
        following.clear();
        underWay.set(false);
        return goesOn;
    }

    private boolean takesOver(JournalFile next) {
        try {
            for (byte[] entry : following) {
                next.write(JournalFormat.framed(entry));
            }
            next.succeed();
            return true;
        } catch (IOException | RuntimeException unwritable) {
            LOG.info("the journal goes on without a checkpoint, which cannot be written: {}", unwritable.toString());
            return false;
        }
    }

    /** Nothing is written any more. */
    void end() {
        over.set(true);
        discard();
    }

    /** Waits for one that is under way to be gone, if that takes no longer; by any thread. */
    void await(Duration atMost) throws InterruptedException {
        Thread making = maker.get();
        if (making != null) {
            making.join(atMost);
        }
    }

    private void discard() {
        JournalFile next = made.getAndSet(null);
        if (next != null) {
            next.discard();
        }
    }
}
