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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

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
        public void close() {
            closed.set(true);
        }
    }

    private static byte[] entry(int number) {
        return ("entry " + "x".repeat(number)).getBytes(UTF_8);
    }

    private byte[] written(int entries) throws Exception {
        var disk = new SmallDisk(Integer.MAX_VALUE);
        Journal journal = Journal.on(disk);
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
        Journal journal = Journal.create(folder);
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
        Journal journal = Journal.on(disk);
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
        var goesOn = new CountDownLatch(1);
        Journal journal = Journal.on(new JournalFile() {
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
            public void close() {}
        });
        byte[] megabyte = new byte[1 << 20];
        for (int i = 0; i < 64; i++) {
            journal.append(megabyte);
        }
        assertThat(journal.trouble()).isNull();
        journal.append(megabyte);
        assertThat(journal.trouble()).isEqualTo("the disk is 64 MB behind");
        goesOn.countDown();
        journal.close();
    }

    @Test
    void aRunThatIsStillGoingIsLeftAlone() throws Exception {
        Journal journal = Journal.create(folder);
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
        Journal journal = Journal.create(folder);
        assertThatThrownBy(() -> Journal.create(folder)).isInstanceOf(IOException.class);
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
                        + ", which reads format 1; rebuild the report with Perf 9.8.7");
    }
}
