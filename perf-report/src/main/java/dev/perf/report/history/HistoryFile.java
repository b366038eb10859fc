package dev.perf.report.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.perf.result.RunResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The file of a history. It only grows: a line is written at its end, in one piece, by whoever holds the lock of the file. A
 * line that a killed process has left unfinished is ended first, so that it spoils no other.
 */
final class HistoryFile {

    /** Of a larger file only the end is read. */
    private static final long MOST_BYTES = 16L << 20;

    private static final int MOST_PROBLEMS = 5;

    /** The lock of a file is for processes; within one, it is refused instead of waited for. */
    private static final ReentrantLock WITHIN_PROCESS = new ReentrantLock();

    private final Path folder;
    private final Path file;

    HistoryFile(Path folder) {
        this.folder = folder;
        this.file = folder.resolve(RunHistory.FILE);
    }

    /** Returns a path that a line names, if it is one. */
    static @Nullable Path within(Path folder, String relative) {
        try {
            return folder.toAbsolutePath().normalize().resolve(relative).normalize();
        } catch (IllegalArgumentException invalid) {
            return null;
        }
    }

    RunHistory add(RunResult result, Map<String, String> environment, RunHistory.Use then) throws IOException {
        Files.createDirectories(folder);
        WITHIN_PROCESS.lock();
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            lock(channel);
            RunHistory before = read(channel);
            PastRun run = HistoryLine.of(result, before, folder, environment);
            append(channel, HistoryLine.write(run));
            var runs = new ArrayList<>(before.runs());
            runs.add(run);
            int excess = Math.max(0, runs.size() - RunHistory.MOST_RUNS);
            var history = new RunHistory(
                    folder, runs.subList(excess, runs.size()), before.earlier() + excess, before.problems());
            then.with(history);
            return history;
        } finally {
            WITHIN_PROCESS.unlock();
        }
    }

    /** Until the channel is closed. On file systems without locks a line is still written in one piece. */
    private static void lock(FileChannel channel) {
        try {
            channel.lock();
        } catch (IOException without) {
            return;
        }
    }

    private static void append(FileChannel channel, String line) throws IOException {
        long end = channel.size();
        var last = ByteBuffer.allocate(1);
        boolean whole = end == 0 || channel.read(last, end - 1) == 1 && last.get(0) == '\n';
        ByteBuffer bytes = ByteBuffer.wrap(((whole ? "" : "\n") + line + "\n").getBytes(UTF_8));
        for (long at = end; bytes.hasRemaining(); ) {
            at += channel.write(bytes, at);
        }
    }

    RunHistory read() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(channel);
        } catch (NoSuchFileException missing) {
            throw new NoSuchFileException(
                    file.toString(), null, "name a folder that runs were added to with --history FOLDER");
        }
    }

    private RunHistory read(FileChannel channel) throws IOException {
        long size = channel.size();
        var bytes = ByteBuffer.allocate((int) Math.min(size, MOST_BYTES));
        long from = size - bytes.capacity();
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                break;
            }
        }
        String text = new String(bytes.array(), 0, bytes.position(), UTF_8);
        List<String> lines = (from == 0 ? text : text.substring(text.indexOf('\n') + 1))
                .lines()
                .toList();
        var runs = new ArrayList<PastRun>();
        var problems = new ArrayList<String>();
        int unread = 0;
        for (int i = 0; i < lines.size(); i++) {
            try {
                if (!lines.get(i).isBlank()) {
                    runs.add(HistoryLine.read(lines.get(i)));
                }
            } catch (IllegalArgumentException foreign) {
                if (unread++ < MOST_PROBLEMS) {
                    String place = from == 0 ? "line " + (i + 1) : "a line";
                    problems.add(file + ", " + place + " is left out: " + foreign.getMessage());
                }
            }
        }
        if (unread > MOST_PROBLEMS) {
            problems.add(file + ": " + (unread - MOST_PROBLEMS) + " more lines are left out");
        }
        int excess = Math.max(0, runs.size() - RunHistory.MOST_RUNS);
        return new RunHistory(folder, runs.subList(excess, runs.size()), excess, problems);
    }
}
