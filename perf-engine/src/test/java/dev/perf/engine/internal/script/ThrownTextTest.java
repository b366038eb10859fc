package dev.perf.engine.internal.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.measure.ErrorLog;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ThrownTextTest {

    private static String of(Throwable thrown) {
        thrown.setStackTrace(new StackTraceElement[] {new StackTraceElement("com.acme.Shop", "buy", "Shop.java", 42)});
        return ThrownText.of(thrown);
    }

    @Test
    void saysWhatWasThrownWhyAndWhere() {
        assertThat(of(new IllegalStateException("no stock")))
                .isEqualTo("IllegalStateException: no stock (Shop.java:42)");
        assertThat(of(new IllegalStateException())).isEqualTo("IllegalStateException (Shop.java:42)");
        assertThat(of(new IllegalStateException("no stock", new IOException("closed"))))
                .isEqualTo("IllegalStateException: no stock (IOException: closed) (Shop.java:42)");
        assertThat(of(new IllegalStateException(new IOException("closed"))))
                .isEqualTo("IllegalStateException: java.io.IOException: closed (Shop.java:42)");
    }

    @Test
    void aLongMessageIsCutBeforeThePlace() {
        assertThat(of(new IllegalStateException("x".repeat(ErrorLog.MAX_MESSAGE))))
                .hasSize(ErrorLog.MAX_MESSAGE)
                .startsWith("IllegalStateException: xxx")
                .endsWith("xxx... (Shop.java:42)");
    }

    @Test
    void withoutAPlaceThereIsNone() {
        var thrown = new IllegalStateException("no stock");
        thrown.setStackTrace(new StackTraceElement[0]);

        assertThat(ThrownText.of(thrown)).isEqualTo("IllegalStateException: no stock");
    }
}
