package dev.perf.report.internal.markdown;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.Reports;
import dev.perf.report.internal.Results;
import dev.perf.result.Distribution;
import dev.perf.result.ErrorResult;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import dev.perf.result.ThresholdResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StepSummaryTest {

    private static final int MOST_BYTES = 64_000;

    @Test
    void tellsVerdictThresholdsRequestsErrorsAndWhetherToBelieveThem() {
        assertThat(StepSummary.of(Results.tiny())).isEqualTo("""
            ### ❌ FAILED: tiny

            2 of 2 thresholds did not hold

            | Duration | Requests | Rate | Failed | p50 | p95 | p99 | Max |
            | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
            | 2.5s | 3 | 1.2/s | 1 (33.3 %) | – | – | – | 47.3 ms |

            |  | Threshold | Result | Margin |
            | --- | --- | --- | ---: |
            | ❌ | response\\_time\\: p\\(95\\) &lt; 40 | 47\\.3 ms is not below 40 ms | -18.1 % |
            | ❌ | checks\\: rate &gt; 0\\.5 | there were no samples | – |

            |  | Objective | Promised | Result | Budget left |
            | --- | --- | --- | --- | ---: |
            | ✅ | home works | 50 % of requests succeed | 75 %, 50 % of the error budget spent | 50 % |

            | Request | Count | Rate | Failed | p50 | p95 | p99 | Max |
            | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
            | home | 3 | 1.2/s | 1 (33.3 %) | – | – | – | 47.3 ms |

            | Count | Kind | Request | Error |
            | ---: | --- | --- | --- |
            | 1 | status | home | 500 "oops" |

            - The generator was not the limit\\.
            - ⚠️ mind the gap

            <sub>Run 20261120\\-140307\\-tiny, Perf 0\\.1\\.0, Java 25, 4 cores</sub>
            """);
    }

    @Test
    void tellsWhatChangedSinceTheBaseline(@TempDir Path folder) throws IOException {
        Reports.write(Results.passing(), folder);

        assertThat(StepSummary.of(Results.failing().toBuilder().baseline(folder).build()))
                .containsPattern("🔺 Against the baseline: \\d+ metrics are worse")
                .contains("|  | Request | Metric | Before | After | Change | p |")
                .containsPattern("\\| 🔺 worse \\| all requests \\| p95 \\| .* ms \\| .* \\| \\+.* % \\| 0.0\\d+ \\|")
                .contains("- ⚠️ both are the same run");
        assertThat(StepSummary.of(Results.invalid().toBuilder().baseline(folder).build()))
                .contains("⚠️ Against the baseline: the runs cannot be compared\\: the candidate is INVALID");
    }

    @ParameterizedTest
    @MethodSource("dev.perf.report.internal.Results#all")
    void isSmallForEveryRun(RunResult result) {
        assertThat(StepSummary.of(result).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MOST_BYTES);
    }

    @Test
    void isSmallForARunWithMoreOfAllThanAnybodyReads() {
        String text = "|".repeat(1_000);
        RunResult large = with(
                Results.failing(),
                nCopies(1000, new ThresholdResult(text, false, 1.0, 1, 1.0, 1, null, text)),
                nCopies(1000, new RequestResult(text, 1, 1, Distribution.EMPTY, Distribution.EMPTY, Map.of(), 1, 1)),
                nCopies(1000, new ErrorResult(text, text, text, 1, Duration.ZERO, Duration.ZERO)),
                nCopies(1000, text));

        assertThat(StepSummary.of(large).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MOST_BYTES);
        assertThat(StepSummary.of(large)).containsPattern("… and 99\\d more\\.").contains("… and 980 warnings more");
    }

    @Test
    void saysThatThereAreNoThresholds() {
        RunResult none = with(Results.oneInterval(), List.of(), List.of(), List.of(), List.of());

        assertThat(StepSummary.of(none)).contains("No thresholds were set.");
    }

    @Test
    void namesStayText() {
        String page = StepSummary.of(Results.hostile());

        assertThat(page.replace("<sub>", "").replace("</sub>", ""))
                .doesNotContain("<")
                .contains("&lt;script&gt;alert\\(1\\)&lt;/script&gt;")
                .doesNotContain("\u202E", "\u0000");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "plain name, plain name",
                "a|b, a&#124;b",
                "**bold** _x_ ~y~, \\*\\*bold\\*\\* \\_x\\_ \\~y\\~",
                "[link](http://x), \\[link\\]\\(http\\://x\\)",
                "<img>&amp;, &lt;img&gt;&amp;amp;",
                "@team #12, &#64;team \\#12",
                "`two\n\nlines`, two lines",
                "back\\slash, back\\\\slash"
            })
    void markupIsText(String text, String markdown) {
        assertThat(Markdown.text(text)).isEqualTo(markdown);
    }

    @Test
    void codeIsText() {
        assertThat(Markdown.text("`code`")).isEqualTo("\\`code\\`");
    }

    private static RunResult with(
            RunResult result,
            List<ThresholdResult> thresholds,
            List<RequestResult> requests,
            List<ErrorResult> errors,
            List<String> warnings) {
        return result.toBuilder()
                .thresholds(thresholds)
                .requests(requests)
                .errors(errors)
                .warnings(warnings)
                .build();
    }
}
