package dev.perf.engine.internal.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
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
    /** A journal that has grown by as much is worth a checkpoint: at least some minutes of heavy load. */
    public static final long CHECKPOINT_BYTES = 64L << 20;

    /** What the writing thread is to do. */
    private sealed interface Order {}

    private record Entry(byte[] bytes) implements Order {}

    private record Checkpoint(List<Supplier<byte[]>> entries) implements Order {}

    private enum Plain implements Order {
        SUCCEED,
        END
    }

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final AtomicReference<JournalFile> file;
    private final BlockingQueue<Order> waiting = new LinkedBlockingQueue<>();
    private final Checkpoints checkpoints;
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();
    private final CountDownLatch written = new CountDownLatch(1);
    private final Thread writer;

    private Journal(JournalFile file, long checkpointBytes) {
        this.file = new AtomicReference<>(file);
        this.checkpoints = new Checkpoints(checkpointBytes, () -> waiting.add(Plain.SUCCEED));
        this.writer = Thread.ofPlatform().daemon().name("perf-journal").unstarted(this::write);
    }

    /**
     * Begins the journal of a run in its folder.
     *
     * @param checkpointBytes by how much it is to grow before there is a checkpoint
     * @throws IOException if the file cannot be made
     */
    public static Journal create(Path folder, long checkpointBytes) throws IOException {
        return on(LockedFile.create(folder.resolve(FILE)), checkpointBytes);
    }

    static Journal on(JournalFile file, long checkpointBytes) {
        var journal = new Journal(file, checkpointBytes);
        journal.writer.start();
        Thread.ofPlatform().daemon().name("perf-journal-force").start(journal::force);
        return journal;
    }

    /** Deletes what was written into {@code folder}. */
    public static void delete(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(FILE));
            Files.deleteIfExists(LockedFile.successorOf(folder.resolve(FILE)));
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
        checkpoints.grow(entry.length);
        waiting.add(new Entry(entry));
    }

    /** Tells whether the journal has become so long that it should have a {@link #checkpoint}. */
    public boolean wantsCheckpoint() {
        return trouble.get() == null && checkpoints.isDue();
    }

    /**
     * Replaces all entries until now by others that come to the same, when these are on the disk. Where that cannot be
     * done the journal goes on as it is.
     *
     * @param entries makes one entry each, when it is asked on a thread of the journal
     */
    public void checkpoint(List<Supplier<byte[]>> entries) {
        checkpoints.asked();
        waiting.add(new Checkpoint(entries));
    }

    /** Returns why nothing is written any more; null while all is well. */
    public @Nullable String trouble() {
        return trouble.get();
    }

    /** Ends the journal: returns when all is written, or the disk does not answer. */
    public void close() throws InterruptedException {
        waiting.add(Plain.END);
        if (writer.join(PATIENCE)) {
            checkpoints.await(PATIENCE);
        } else {
            giveUp("the disk does not answer");
        }
    }

    private void giveUp(String why) {
        trouble.compareAndSet(null, why);
    }

    private void write() {
        try {
            file.get().write(JournalFormat.head());
            for (Order order = waiting.take(); order != Plain.END && trouble.get() == null; order = waiting.take()) {
                switch (order) {
                    case Entry entry -> write(entry.bytes());
                    case Checkpoint checkpoint -> checkpoints.begin(file.get(), checkpoint.entries());
                    case Plain ignored -> succeed();
                }
            }
        } catch (IOException | RuntimeException unwritable) {
            giveUp(String.valueOf(unwritable));
        } catch (InterruptedException impossible) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.clear();
            written.countDown(); // or a force that the close cuts off would be a fault of the disk
            close(file.get());
            checkpoints.end();
        }
    }

    private void write(byte[] entry) throws IOException {
        file.get().write(JournalFormat.framed(entry));
        waitingBytes.addAndGet(-entry.length);
        checkpoints.follows(entry);
    }

    private void succeed() {
        JournalFile before = file.get();
        JournalFile now = checkpoints.succeed(before);
        file.set(now);
        if (now != before) {
            close(before);
        }
    }

    private void close(JournalFile done) {
        try {
            done.close();
        } catch (IOException unwritable) {
            giveUp(String.valueOf(unwritable));
        }
    }

    private void force() {
        try {
            while (!written.await(FORCE_SECONDS, TimeUnit.SECONDS)) {
                force(file.get());
            }
        } catch (InterruptedException impossible) {
            Thread.currentThread().interrupt();
        }
    }

    /** A file that was closed meanwhile, because the journal is over or goes on in another one, has no fault. */
    private void force(JournalFile now) {
        try {
            now.force();
        } catch (IOException unwritable) {
            if (written.getCount() > 0 && now == file.get()) {
                giveUp(String.valueOf(unwritable));
            }
        }
    }
}
