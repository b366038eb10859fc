package dev.perf.junit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkLockTest {

    @TempDir
    Path folder;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    /** Holds the lock in another JVM until its input ends. */
    static final class Holder {
        public static void main(String... arguments) throws Exception {
            var lock = new ForkLock(Path.of(arguments[0]), System.out::println);
            lock.take("checkout");
            System.out.println("holds");
            System.in.read();
            lock.leave();
        }
    }

    private static Process holder(Path file) throws IOException {
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(holder.inputReader().readLine()).isEqualTo("holds");
        return holder;
    }

    private String waiting(Process holder) throws InterruptedException {
        String line = lines.poll(30, SECONDS);
        assertThat(line)
                .matches(
                        "\"shop\" waits for the load test of another JVM of this build to end: \"checkout\" in process "
                                + holder.pid()
                                + ", since \\d\\d:\\d\\d(:\\d\\d)?; run load tests in one fork \\(forkCount = 1\\)"
                                + " to see them one after the other");
        return line;
    }

    @Test
    void waitsForARunOfAnotherJvmAndSaysSo() throws Exception {
        Path file = folder.resolve("perf/.lock");
        Process holder = holder(file);
        try {
            var lock = new ForkLock(file, lines::add);
            var taken = new FutureTask<>(() -> {
                lock.take("shop");
                return true;
            });
            Thread.ofVirtual().start(taken);
            waiting(holder);
            assertThat(taken.isDone()).isFalse();

            holder.getOutputStream().close();

            assertThat(taken.get(30, SECONDS)).isTrue();
            lock.leave();
            assertThat(lines).isEmpty();
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void isLetGoByAJvmThatDies() throws Exception {
        Path file = folder.resolve(".lock");
        Process holder = holder(file);
        holder.destroyForcibly().waitFor();

        var lock = new ForkLock(file, lines::add);
        lock.take("shop");
        lock.leave();

        assertThat(lines).isEmpty();
    }

    @Test
    void anInterruptionEndsTheWait() throws Exception {
        Path file = folder.resolve(".lock");
        Process holder = holder(file);
        try {
            var lock = new ForkLock(file, lines::add);
            var taken = new FutureTask<Object>(() -> {
                lock.take("shop");
                return true;
            });
            Thread waiter = Thread.ofVirtual().start(taken);
            waiting(holder);

            waiter.interrupt();

            assertThatThrownBy(() -> taken.get(30, SECONDS)).hasRootCauseInstanceOf(InterruptedException.class);
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void runsOfOneJvmHoldItTogether() throws Exception {
        Path file = folder.resolve(".lock");
        var lock = new ForkLock(file, lines::add);
        lock.take("first");
        lock.take("second");
        lock.leave();
        assertThat(Files.readString(file)).startsWith("\"first\" in process ");
        lock.leave();
        lock.take("third");
        assertThat(Files.readString(file)).startsWith("\"third\" in process ");
        lock.leave();
        assertThat(lines).isEmpty();
    }

    @Test
    void nothingIsWaitedForWhereTheFileCannotBeWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "").resolve(".lock");
        var lock = new ForkLock(file, lines::add);

        lock.take("shop");
        lock.leave();

        assertThat(List.copyOf(lines))
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("load tests of other JVMs are not waited for: "));
    }
}
