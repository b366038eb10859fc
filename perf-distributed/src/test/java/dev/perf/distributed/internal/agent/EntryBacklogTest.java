package dev.perf.distributed.internal.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntryBacklogTest {

    @TempDir
    private Path folder;

    @Test
    void keepsEntriesUntilTheyAreAcknowledged() throws IOException {
        try (var backlog = new EntryBacklog(folder.resolve("x"), 100)) {
            assertThat(backlog.add(new byte[] {1})).isEqualTo(1);
            assertThat(backlog.add(new byte[] {2})).isEqualTo(2);
            assertThat(backlog.get(1)).containsExactly(1);
            assertThat(backlog.get(2)).containsExactly(2);
            assertThat(backlog.get(3)).isNull();
            backlog.acknowledge(1);
            assertThat(backlog.get(1)).isNull();
            assertThat(backlog.get(2)).containsExactly(2);
            assertThat(backlog.acknowledged()).isEqualTo(1);
            assertThat(backlog.last()).isEqualTo(2);
        }
    }

    @Test
    void keepsThoseThatDoNotFitIntoMemoryInAFile() throws IOException {
        Path file = folder.resolve("x");
        try (var backlog = new EntryBacklog(file, 10)) {
            for (int i = 1; i <= 20; i++) {
                backlog.add(new byte[] {(byte) i, 0, 0});
            }
            assertThat(file).hasSize(17 * 3);
            for (int i = 1; i <= 20; i++) {
                assertThat(backlog.get(i)).containsExactly(i, 0, 0);
            }
            backlog.acknowledge(19);
            assertThat(backlog.get(20)).containsExactly(20, 0, 0);
            backlog.acknowledge(20);
            assertThat(file).doesNotExist();
            backlog.add(new byte[] {21});
            assertThat(backlog.get(21)).containsExactly(21);
        }
    }

    @Test
    void removesItsFile() throws IOException {
        Path file = folder.resolve("x");
        try (var backlog = new EntryBacklog(file, 1)) {
            backlog.add(new byte[5]);
            backlog.add(new byte[5]);
            assertThat(file).exists();
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void saysThatAnEntryIsLostThatTheDiskDoesNotTake() throws IOException {
        Path notAFolder = Files.createFile(folder.resolve("file"));
        try (var backlog = new EntryBacklog(notAFolder.resolve("x"), 1)) {
            backlog.add(new byte[5]);
            assertThatThrownBy(() -> backlog.add(new byte[5])).isInstanceOf(IOException.class);
        }
    }
}
