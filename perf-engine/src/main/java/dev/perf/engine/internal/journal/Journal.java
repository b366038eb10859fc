package dev.perf.engine.internal.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal that is being written. An entry is with the operating system, and so survives this process, some
 * microseconds after it was appended, and on the disk after {@value #FORCE_SECONDS} s at the latest.
 *
 * <p>Whoever appends never waits for the disk: one thread writes, another forces, for a disk may take seconds for
 * either. A journal that cannot be written is given up, says why, and disturbs nobody. Appended to by one thread.
 */
public final class Journal {

    /** Name of the file in the folder of the run. */
    public static final String FILE = "journal.bin";

    static final int FORCE_SECONDS = 10;

    /** A disk that is behind by as much will not catch up. */
    private static final long MOST_WAITING_BYTES = 64 << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final byte[] END = {};
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final JournalFile file;
    private final BlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();
    private final CountDownLatch written = new CountDownLatch(1);
    private final Thread writer;

    private Journal(JournalFile file) {
        this.file = file;
        this.writer = Thread.ofPlatform().daemon().name("perf-journal").unstarted(this::write);
    }

    /**
     * Begins the journal of a run in its folder.
     *
     * @throws IOException if the file cannot be made
     */
    public static Journal create(Path folder) throws IOException {
        return on(LockedFile.create(folder.resolve(FILE)));
    }

    static Journal on(JournalFile file) {
        var journal = new Journal(file);
        journal.writer.start();
        Thread.ofPlatform().daemon().name("perf-journal-force").start(journal::force);
        return journal;
    }

    /** Deletes what was written into {@code folder}. */
    public static void delete(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(FILE));
        } catch (IOException undeletable) {
            LOG.warn("the journal in {} is not needed any more and cannot be deleted: {}", folder, undeletable);
        }
    }

    /** Appends an entry; does nothing once there was {@linkplain #trouble trouble}. */
    public void append(byte[] entry) {
        if (trouble.get() != null) {
            return;
        }
        if (waitingBytes.addAndGet(entry.length) > MOST_WAITING_BYTES) {
            giveUp("the disk is " + (MOST_WAITING_BYTES >> 20) + " MB behind");
            return;
        }
        waiting.add(entry);
    }

    /** Returns why nothing is written any more; null while all is well. */
    public @Nullable String trouble() {
        return trouble.get();
    }

    /** Ends the journal: returns when all is written, or the disk does not answer. */
    public void close() throws InterruptedException {
        waiting.add(END);
        if (!writer.join(PATIENCE)) {
            giveUp("the disk does not answer");
        }
    }

    private void giveUp(String why) {
        trouble.compareAndSet(null, why);
    }

    private void write() {
        try {
            file.write(JournalFormat.head());
            for (byte[] entry = waiting.take(); entry != END && trouble.get() == null; entry = waiting.take()) {
                file.write(JournalFormat.framed(entry));
                waitingBytes.addAndGet(-entry.length);
            }
        } catch (IOException | RuntimeException unwritable) {
            giveUp(String.valueOf(unwritable));
        } catch (InterruptedException impossible) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.clear();
            written.countDown(); // or a force that the close cuts off would be a fault of the disk
            closeFile();
        }
    }

    private void closeFile() {
        try {
            file.close();
        } catch (IOException unwritable) {
            giveUp(String.valueOf(unwritable));
        }
    }

    private void force() {
        try {
            while (!written.await(FORCE_SECONDS, TimeUnit.SECONDS)) {
                file.force();
            }
        } catch (IOException unwritable) {
            if (written.getCount() > 0) {
                giveUp(String.valueOf(unwritable));
            }
        } catch (InterruptedException impossible) {
            Thread.currentThread().interrupt();
        }
    }
}
