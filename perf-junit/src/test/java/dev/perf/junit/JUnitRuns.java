package dev.perf.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.opentest4j.TestAbortedException;

/** Runs classes of tests with a JUnit of their own, and tells what came of them. */
final class JUnitRuns {

    private JUnitRuns() {}

    static Throwable assertFailure(Class<?> sample, Class<? extends Throwable> type, String message) {
        return assertFailure(outcome(sample), type, message);
    }

    static Throwable assertFailure(TestExecutionResult outcome, Class<? extends Throwable> type, String message) {
        assertThat(outcome.getStatus()).isEqualTo(Status.FAILED);
        Throwable failure = outcome.getThrowable().orElseThrow();
        assertThat(failure).isInstanceOf(type).hasMessage(message);
        return failure;
    }

    static void assertAborted(TestExecutionResult outcome, String message) {
        assertThat(outcome.getStatus()).isEqualTo(Status.ABORTED);
        assertThat(outcome.getThrowable().orElseThrow())
                .isInstanceOf(TestAbortedException.class)
                .hasMessage(message);
    }

    static Throwable failure(EngineExecutionResults results) {
        return outcome(results).getThrowable().orElseThrow();
    }

    static TestExecutionResult outcome(Class<?> sample) {
        return outcome(results(sample));
    }

    static TestExecutionResult outcome(Class<?> sample, Map<String, String> configuration) {
        return outcome(kit(sample).configurationParameters(configuration).execute());
    }

    static TestExecutionResult outcome(EngineExecutionResults results) {
        List<Event> finished = results.testEvents().finished().list();
        assertThat(finished).hasSize(1);
        return finished.getFirst().getRequiredPayload(TestExecutionResult.class);
    }

    static EngineExecutionResults results(Class<?> sample) {
        return kit(sample).execute();
    }

    static EngineTestKit.Builder kit(Class<?> sample) {
        return EngineTestKit.engine("junit-jupiter").selectors(selectClass(sample));
    }

    static List<Map<String, String>> entries(EngineExecutionResults results) {
        return results.allEvents().reportingEntryPublished().stream()
                .map(event -> event.getRequiredPayload(ReportEntry.class).getKeyValuePairs())
                .toList();
    }

    static List<String> outputOf(Runnable action) {
        PrintStream before = System.out;
        var out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            action.run();
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
