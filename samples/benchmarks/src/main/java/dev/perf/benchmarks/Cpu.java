package dev.perf.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** CPU time as Linux accounts for it, in seconds. */
final class Cpu {

    private static final double TICKS_PER_SECOND = 100; // USER_HZ, the same on all architectures that matter

    private Cpu() {}

    /** Returns what the process has used, its threads included; 0 where it has ended. */
    static double ofProcess(long pid) {
        String stat = read(Path.of("/proc", String.valueOf(pid), "stat"));
        if (stat.isEmpty()) {
            return 0;
        }
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    /** Returns what the process and those that it has started have used, and those that they have. */
    static double ofTree(ProcessHandle process) {
        try (Stream<ProcessHandle> below = process.descendants()) {
            return ofProcess(process.pid())
                    + below.mapToDouble(child -> ofProcess(child.pid())).sum();
        }
    }

    /** Returns what all processes of the machine have used. */
    static double ofMachine() {
        String[] fields =
                read(Path.of("/proc/stat")).lines().findFirst().orElseThrow().split(" +", -1);
        long all = Arrays.stream(fields)
                .skip(1)
                .limit(8)
                .mapToLong(Long::parseLong)
                .sum();
        long idle = Long.parseLong(fields[4]) + Long.parseLong(fields[5]);
        return (all - idle) / TICKS_PER_SECOND;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException ended) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
