package dev.perf.engine;

import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.GeneratorHealth.Signal;
import dev.perf.result.RunResult;
import dev.perf.scenario.Step;
import dev.perf.spi.RunOptions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Steps that keep a processor busy are named; those that wait are not. */
@Tag("real-time")
class ComputingStepsRunTest {

    private static final Step WAIT = exec("wait", user -> new CountDownLatch(1).await(400, TimeUnit.MILLISECONDS));

    private static void compute() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(500);
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static String computing(Step... steps) throws InterruptedException {
        RunResult result = loadTest("t")
                .run(scenario("s").exec(steps), users(2).during(ofSeconds(3)))
                .run(RunOptions.DEFAULTS.withoutReport());
        return result.generator().signals().stream()
                .filter(signal -> signal.name().equals("computing steps"))
                .map(Signal::value)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void namesTheStepThatKeepsAProcessorBusyAndWhere() throws Exception {
        assertThat(computing(WAIT, exec("sign", user -> compute())))
                .containsPattern("step \"sign\" kept a processor busy for [1-9]\\d\\d+ ms at a time, at"
                        + " dev\\.perf\\.engine\\.ComputingStepsRunTest\\.compute:\\d+");
    }

    @Test
    void doesNotNameAStepThatOnlyWaits() throws Exception {
        assertThat(computing(WAIT)).isEqualTo("0 % on average, 0 % at most");
    }
}
