package dev.perf.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.compare.RunComparison;
import dev.perf.report.compare.StoredRun;
import dev.perf.report.internal.Results;
import dev.perf.result.RunResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ComparisonPageTest {

    private static String page(RunResult baseline, RunResult candidate) {
        return ComparisonPage.of(RunComparison.of(StoredRun.of(baseline), StoredRun.of(candidate)));
    }

    private static String text(String page) {
        return page.replaceAll("(?s)<(style|script)>.*?</\\1>", "")
                .replaceAll("<[^>]*>", " ")
                .replaceAll("[\\s\\u00A0]+", " ");
    }

    @Test
    void saysWhatIsWorseAndByHowMuch() {
        String page = text(page(Results.passing(), Results.failing()));
        assertThat(page)
                .contains("WORSE", "Worse: p", "All requests p50", "All requests p95", "All requests error rate")
                .contains("Differs both are the same run")
                .contains("larger than 5.0 %, than 500 µs and than twice the noise");
    }

    @Test
    void drawsBothRunsWithoutScripts() {
        String page = page(Results.passing(), Results.failing());
        for (String chart : new String[] {"chart-p50", "chart-p95"}) {
            String drawing = page.substring(page.indexOf("id=\"" + chart + "\""));
            drawing = drawing.substring(0, drawing.indexOf("</figure>"));
            assertThat(Pattern.compile("<path[^>]* d=\"M").matcher(drawing).results())
                    .hasSize(2);
        }
    }

    @Test
    void saysWhyRunsAreNotCompared() {
        assertThat(text(page(Results.passing(), Results.invalid())))
                .contains("REFUSED", "The runs cannot be compared", "Not comparable the candidate is INVALID")
                .doesNotContain("All metrics");
    }

    @Test
    void hostileTextStaysText() {
        String page = page(Results.hostile(), Results.hostile());
        assertThat(Pattern.compile("<script>").matcher(page).results()).hasSize(1);
        assertThat(page).doesNotContain("<b>branch").contains("&lt;script&gt;alert(");
        assertThat(page(Results.passing(), Results.hostile())).doesNotContain("<script>alert");
    }
}
