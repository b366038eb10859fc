package dev.perf.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.benchmark.BenchmarkResult;
import dev.perf.benchmark.ComparisonResult;
import dev.perf.result.Verdict;
import dev.perf.spi.BenchmarkEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuoteBenchmarkTest {

    @Test
    void bothWaysWriteTheSame() {
        for (long cents : new long[] {0, 5, 99, 100, 101, 123_456}) {
            assertThat(QuoteBenchmark.appended("ABC", cents)).isEqualTo(QuoteBenchmark.formatted("ABC", cents));
        }
        assertThat(QuoteBenchmark.appended("ABC", 12_307)).isEqualTo("{\"symbol\":\"ABC\",\"price\":123.07}");
    }

    /** Allocation is the same on every machine, so a test may rely on it; times are not. */
    @Test
    void appendingMakesLessGarbage() throws InterruptedException {
        ComparisonResult result = QuoteBenchmark.comparison()
                .warmUp(2_000)
                .iterations(2_000)
                .rounds(3)
                .run();

        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(result.contrasts()).hasSize(1);
        assertThat(result.benchmarks()).extracting(BenchmarkResult::operations).containsExactly(6_000L, 6_000L);
        assertThat(result.benchmark("appended").allocatedBytesPerOperation())
                .isLessThan(result.benchmark("formatted").allocatedBytesPerOperation() / 2);
    }

    @Test
    void writesJson(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("quotes.json");
        int code = BenchmarkEngine.find()
                .main(
                        QuoteBenchmark.comparison()
                                .warmUp(10)
                                .iterations(10)
                                .rounds(2)
                                .plan(),
                        List.of("--quiet", "--json", file.toString()));

        assertThat(code).isZero();
        assertThat(Files.readString(file)).contains("\"name\" : \"appended\"", "\"baseline\" : \"formatted\"");
    }
}
