package dev.perf.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.RunFailedError;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class RunFailedErrorTest {

    @Test
    void hasAnErrorPerViolationWorstFirst() {
        var error = new RunFailedError(Results.failed()
                .threshold(true, "http_reqs: count > 10", 20.0, 10, "20")
                .threshold(false, "response_time: p(99) < 100ms", 900.0, 100, "900 ms")
                .build());

        assertThat(error.getSuppressed())
                .extracting(Throwable::getMessage)
                .containsExactly(
                        "response_time: p(99) < 100ms: 900 ms", "response_time: p(95) < 300ms: 312 ms, 12 ms too much");
        var printed = new StringWriter();
        error.printStackTrace(new PrintWriter(printed));
        assertThat(printed.toString()).contains("Suppressed: response_time: p(99) < 100ms: 900 ms");
    }

    @Test
    void hasNoneBesideASingleViolation() {
        assertThat(new RunFailedError(Results.failed().build()).getSuppressed()).isEmpty();
    }
}
