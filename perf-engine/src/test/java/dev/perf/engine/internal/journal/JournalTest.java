package dev.perf.engine.internal.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.engine.internal.version.PerfVersion;
import dev.perf.result.JournalException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    /** So much no journal grows. */
    private static final long NEVER = Long.MAX_VALUE;

    @TempDir
    private Path folder;

    /** A disk that has room for so many bytes. */
    private static final class SmallDisk implements JournalFile {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private final AtomicBoolean closed = new AtomicBoolean();
        private final int room;

        SmallDisk(int room) {
            this.room = room;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                if (written.size() == room) {
                    throw new IOException("No space left on device");
                }
                written.write(bytes.get());
            }
        }

        @Override
        public void force() {}

        @Override
        public JournalFile successor() throws IOException {
            throw new IOException("No space left on device");
        }

        @Override
        public void succeed() throws IOException {
            throw new IOException("it is no successor");
        }

        @Override
        public void discard() {
            close();
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }

    /** A disk on which writing takes until it is let go. */
    private static final class HangingDisk implements JournalFile {
        private final CountDownLatch goesOn = new CountDownLatch(1);

        @Override
        public void write(ByteBuffer bytes) {
            try {
                goesOn.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void force() {}

        @Override
        public JournalFile successor() {
            return new HangingDisk();
        }

        @Override
        public void succeed() {}

        @Override
        public void discard() {}

        @Override
        public void close() {}
    }

    private static byte[] entry(int number) {
        return ("entry " + "x".repeat(number)).getBytes(UTF_8);
    }

    private byte[] written(int entries) throws Exception {
        var disk = new SmallDisk(Integer.MAX_VALUE);
        Journal journal = Journal.on(disk, NEVER);
        for (int i = 0; i < entries; i++) {
            journal.append(entry(i));
        }
        journal.close();
        assertThat(journal.trouble()).isNull();
        assertThat(disk.closed).isTrue();
        return disk.written.toByteArray();
    }

    private List<String> read() throws IOException {
        var entries = new ArrayList<String>();
        try (JournalReader reader = JournalReader.open(folder)) {
            for (byte[] entry = reader.next(); entry != null; entry = reader.next()) {
                entries.add(new String(entry, UTF_8));
            }
        }
        return entries;
    }

    private Path file() {
        return folder.resolve("journal.bin");
    }

    @Test
    void isReadAsItWasWritten() throws Exception {
        Journal journal = Journal.create(folder, NEVER);
        journal.append(entry(1));
        journal.append(entry(100_000));
        journal.close();
        assertThat(read()).containsExactly(new String(entry(1), UTF_8), new String(entry(100_000), UTF_8));
        Journal.delete(folder);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void losesOnlyTheEntryThatWasNotWrittenToItsEnd() throws Exception {
        byte[] whole = written(5);
        int head = JournalFormat.head().remaining();
        for (int length = head; length <= whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            int complete = 0;
            for (int end = head; complete < 5 && (end += JournalFormat.PREFIX + entry(complete).length) <= length; ) {
                complete++;
            }
            assertThat(read()).as("entries in %s bytes", length).hasSize(complete);
        }
    }

    @Test
    void believesNothingBehindADamage() throws Exception {
        byte[] whole = written(5);
        int third = JournalFormat.head().remaining() + 2 * JournalFormat.PREFIX + entry(0).length + entry(1).length;
        for (int at = third; at < third + JournalFormat.PREFIX + entry(2).length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 4;
            Files.write(file(), damaged);
            assertThat(read()).as("damage at %s", at).hasSize(2);
        }
    }

    @Test
    void aFullDiskEndsTheJournalAndNothingElse() throws Exception {
        int room = JournalFormat.head().remaining() + JournalFormat.PREFIX + entry(0).length + 3;
        var disk = new SmallDisk(room);
        Journal journal = Journal.on(disk, NEVER);
        for (int i = 0; i < 1_000; i++) {
            journal.append(entry(i));
        }
        journal.close();
        assertThat(journal.trouble()).isEqualTo("java.io.IOException: No space left on device");
        assertThat(disk.closed).isTrue();
        Files.write(file(), disk.written.toByteArray());
        assertThat(read()).containsExactly("entry ");
    }

    @Test
    void aDiskThatHangsHoldsNobodyUp() throws Exception {
        var disk = new HangingDisk();
        Journal journal = Journal.on(disk, NEVER);
        byte[] megabyte = new byte[1 << 20];
        for (int i = 0; i < 64; i++) {
            journal.append(megabyte);
        }
        assertThat(journal.trouble()).isNull();
        journal.append(megabyte);
        assertThat(journal.trouble()).isEqualTo("the disk is 64 MB behind");
        disk.goesOn.countDown();
        journal.close();
    }

    @Test
    void aRunThatIsStillGoingIsLeftAlone() throws Exception {
        Journal journal = Journal.create(folder, NEVER);
        journal.append(entry(1));
        assertThatThrownBy(this::read)
                .isInstanceOf(JournalException.class)
                .hasMessage("the run in " + folder
                        + " is still going; it writes its report when it ends, so wait, or stop it");
        journal.close();
        assertThat(read()).hasSize(1);
    }

    @Test
    void aSecondRunDoesNotWriteIntoTheJournalOfTheFirst() throws Exception {
        Journal journal = Journal.create(folder, NEVER);
        assertThatThrownBy(() -> Journal.create(folder, NEVER)).isInstanceOf(IOException.class);
        journal.close();
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        Path nowhere = folder.resolve("nowhere");
        assertThatThrownBy(() -> JournalReader.open(nowhere))
                .isInstanceOf(JournalException.class)
                .hasMessage(nowhere + " is no folder; give the folder of a run, in which its journal.bin is");
        assertThatThrownBy(() -> JournalReader.open(folder))
                .isInstanceOf(JournalException.class)
                .hasMessage(
                        folder + " has no journal.bin: a run deletes it as soon as its report is complete, so nothing"
                                + " is to be rebuilt here, or this is not the folder of a run");
        Path run = Files.createDirectories(folder.resolve("shop/20260101-000000-000-1"));
        Files.write(run.resolve("journal.bin"), written(1));
        assertThatThrownBy(() -> JournalReader.open(folder))
                .isInstanceOf(JournalException.class)
                .hasMessage(folder + " has no journal.bin itself; give the folder of a run, such as " + run);
    }

    @Test
    void saysWhatIsNoJournalOfThisVersion() throws Exception {
        Files.writeString(file(), "something else, and long enough to be a journal");
        assertThatThrownBy(this::read)
                .isInstanceOf(JournalException.class)
                .hasMessage(file() + " is no journal of Perf");
        Files.write(file(), new byte[0]);
        String empty = file() + " is empty: the generator was killed before the load began";
        assertThatThrownBy(this::read).isInstanceOf(JournalException.class).hasMessage(empty);
        Files.write(file(), Arrays.copyOf(written(1), 14));
        assertThatThrownBy(this::read).isInstanceOf(JournalException.class).hasMessage(empty);
        ByteBuffer later = ByteBuffer.allocate(100)
                .put(JournalFormat.MAGIC)
                .putInt(7)
                .putInt(5)
                .put("9.8.7".getBytes(UTF_8));
        Files.write(file(), later.array());
        assertThatThrownBy(this::read)
                .isInstanceOf(JournalException.class)
                .hasMessage(file() + " was written by Perf 9.8.7 in format 7, and this is Perf " + PerfVersion.CURRENT
                        + ", which reads format 4; rebuild the report with Perf 9.8.7");
    }

    private static Supplier<byte[]> made(String entry) {
        return () -> entry.getBytes(UTF_8);
    }

    /** Reads a journal that is still written, as whoever looks after a kill at this moment. */
    private List<String> readNow() throws IOException {
        byte[] now = Files.readAllBytes(file());
        if (now.length < JournalFormat.head().remaining()) {
            return List.of();
        }
        Path dead = Files.createDirectories(folder.resolve("dead"));
        Files.write(dead.resolve("journal.bin"), now);
        var entries = new ArrayList<String>();
        try (JournalReader reader = JournalReader.open(dead)) {
            for (byte[] entry = reader.next(); entry != null; entry = reader.next()) {
                entries.add(new String(entry, UTF_8));
            }
        }
        return entries;
    }

    private void awaitNow(String... entries) throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!readNow().equals(List.of(entries)) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(readNow()).containsExactly(entries);
    }

    @Test
    void aCheckpointTakesThePlaceOfAllEntriesBeforeIt() throws Exception {
        Journal journal = Journal.create(folder, 20);
        journal.append(entry(1));
        assertThat(journal.wantsCheckpoint()).isFalse();
        journal.append(entry(50));
        assertThat(journal.wantsCheckpoint()).isTrue();
        var written = new CountDownLatch(1);
        journal.checkpoint(List.of(made("so far"), () -> {
            awaited(written);
            return "and so on".getBytes(UTF_8);
        }));
        assertThat(journal.wantsCheckpoint()).as("one at a time").isFalse();
        journal.append(entry(2));
        awaitNow("entry x", "entry " + "x".repeat(50), "entry xx");
        written.countDown();
        awaitNow("so far", "and so on", "entry xx");
        journal.append(entry(3));
        journal.close();
        assertThat(journal.trouble()).isNull();
        assertThat(read()).containsExactly("so far", "and so on", "entry xx", "entry xxx");
        assertThat(folder.resolve("journal.bin.next")).doesNotExist();
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aCheckpointWaitsUntilTheJournalHasGrownByTwiceTheOneBefore() throws Exception {
        Journal journal = Journal.create(folder, 60);
        journal.append(entry(60));
        journal.checkpoint(List.of(made("c".repeat(100))));
        awaitNow("c".repeat(100));
        journal.append(entry(190));
        assertThat(journal.wantsCheckpoint()).isFalse();
        journal.append(entry(0));
        assertThat(journal.wantsCheckpoint()).isTrue();
        journal.close();
    }

    @Test
    void aJournalThatEndsWhileACheckpointIsWrittenIsWholeWithoutIt() throws Exception {
        Journal journal = Journal.create(folder, 1);
        journal.append(entry(1));
        var begun = new CountDownLatch(1);
        var closing = new CountDownLatch(1);
        journal.checkpoint(List.of(
                () -> {
                    begun.countDown();
                    awaited(closing);
                    return "so far".getBytes(UTF_8);
                },
                made("never")));
        journal.append(entry(2));
        awaited(begun);
        Thread closer = Thread.ofPlatform().start(() -> {
            try {
                journal.close();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        });
        awaitUnlocked();
        closing.countDown();
        assertThat(closer.join(Duration.ofSeconds(20))).isTrue();
        assertThat(read()).containsExactly("entry x", "entry xx");
        assertThat(folder.resolve("journal.bin.next")).doesNotExist();
    }

    private void awaitUnlocked() throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < deadline) {
            try (JournalReader open = JournalReader.open(folder)) {
                assertThat(open.next()).isNotNull();
                return;
            } catch (JournalException isGoing) {
                LockSupport.parkNanos(1_000_000);
            }
        }
        throw new AssertionError("the journal is still written");
    }

    @Test
    void aCheckpointThatCannotBeWrittenChangesNothing() throws Exception {
        var disk = new SmallDisk(Integer.MAX_VALUE);
        Journal journal = Journal.on(disk, 1);
        journal.append(entry(1));
        journal.checkpoint(List.of(made("so far")));
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        journal.append(entry(2));
        while (!journal.wantsCheckpoint() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(journal.wantsCheckpoint()).as("another try").isTrue();
        journal.close();
        assertThat(journal.trouble()).isNull();
        Files.write(file(), disk.written.toByteArray());
        assertThat(read()).containsExactly("entry x", "entry xx");
    }
}
