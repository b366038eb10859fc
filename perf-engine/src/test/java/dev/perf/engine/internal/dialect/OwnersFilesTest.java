package dev.perf.engine.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The files of the systems that Perf stands in for, as people have them: beside each stands all that comes of it, each value with
 * the line and column it was read from, and what is said of those that are not used.
 */
class OwnersFilesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "artillery.yaml",
                "k6-options.json",
                "k6-thresholds.yaml",
                "locust.conf",
                "slo-config.yaml",
                "distributed_testing.yaml",
                "performance.yaml",
                "node.json",
                "test.json",
                "framework.json",
                "node-test-framework.json",
                "environments.json"
            })
    void aFileAsItStandsComesToThis(String name) throws IOException {
        Translation translation = Translation.ofFile(name);

        assertThat(translation.whole()).isEqualTo(expected(name + ".expected"));
    }

    private static String expected(String name) throws IOException {
        try (InputStream file = OwnersFilesTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
