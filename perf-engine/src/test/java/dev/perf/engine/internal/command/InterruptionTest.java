package dev.perf.engine.internal.command;

import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.RunResult;
import dev.perf.spi.Run;
import dev.perf.spi.RunOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that is told to end while what it is to do has not begun. */
@Timeout(60)
class InterruptionTest {

    /** Begins nothing for as long as nobody interrupts it, as one that gathers a fleet. */
    public static final class Gathering {

        private Gathering() {}

        public static void main(String... args) {
            Interruption interruption = Interruption.expected();
            System.out.println("gathering");
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException givenUp) {
                System.out.println("given back");
            } finally {
                interruption.over();
            }
        }
    }

    /** Begins a run as soon as the signal has come. */
    public static final class Beginning {

        private Beginning() {}

        public static void main(String... args) throws InterruptedException {
            Interruption interruption = Interruption.expected();
            System.out.println("beginning");
            while (Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("perf-interruption"))) {
                LockSupport.parkNanos(1_000_000);
            }
            Run run = loadTest("child")
                    .run(
                            scenario("worker").exec("work", user -> user.pause(ofMillis(10))),
                            users(1).during(ofMinutes(1)))
                    .start(RunOptions.DEFAULTS.withoutReport());
            try {
                interruption.ends(run, RunResult::verdict, "it ends", System.out::println);
                System.out.println(run.await().reason());
            } finally {
                interruption.over();
            }
        }
    }

    @Test
    void whatHasNotBegunSoonAfterTheSignalIsGivenUp() throws Exception {
        assertThat(toldToEnd(Gathering.class)).containsExactly("gathering", "given back");
    }

    @Test
    void whatBeginsJustAfterTheSignalEndsInOrder() throws Exception {
        assertThat(toldToEnd(Beginning.class))
                .startsWith("beginning")
                .anyMatch(line -> line.startsWith("Stopping: it ends. "))
                .endsWith("interrupted from outside");
    }

    /** Returns what a process writes that is told to end after its first line. */
    private static List<String> toldToEnd(Class<?> main) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            String first = reader.readLine();
            process.toHandle().destroy();
            var lines = new ArrayList<String>(List.of(first));
            reader.lines().forEach(lines::add);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(4);
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }
}
