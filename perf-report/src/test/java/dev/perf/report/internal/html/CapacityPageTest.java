package dev.perf.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.internal.Capacities;
import dev.perf.search.CapacityResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapacityPageTest {

    private static String text(CapacityResult result) {
        return CapacityPage.of(result)
                .replaceAll("(?s)<(style|script)>.*?</\\1>", "")
                .replaceAll("<[^>]*>", " ")
                .replaceAll("[\\s\\u00A0]+", " ");
    }

    @Test
    void saysTheAnswerAndHowFarItWasSearched() {
        assertThat(text(Capacities.found()))
                .contains(
                        "FOUND",
                        "Highest load that held: 20/s, confirmed",
                        "Lowest load that did not: 40/s",
                        "10/s to 1,000/s, to 5.0 %",
                        "5 s settling, 20 s measured");
    }

    @Test
    void showsEachStepAndLeadsToItsReport() {
        String page = CapacityPage.of(Capacities.found());
        assertThat(Pattern.compile("href=\"(step-[^\"]*)\"").matcher(page).results())
                .extracting(match -> match.group(1))
                .containsExactly(
                        "step-01/index.html", "step-02/index.html", "step-03/index.html", "step-04/index.html");
        assertThat(text(Capacities.found())).contains(" 3 raise 40/s 39.5/s ").contains(" Broke 2 of 2 thresholds");
    }

    @Test
    void drawsALinePerPercentileThroughAllLevelsWithoutScripts() {
        String page = CapacityPage.of(Capacities.wellMeasured());
        String curve = page.substring(page.indexOf("id=\"chart-capacity\""), page.indexOf("id=\"chart-achieved\""));
        // Three levels: a move and two lines each, from a quarter of the axis to its end.
        assertThat(Pattern.compile(" d=\"([^\"]*)\"").matcher(curve).results())
                .extracting(MatchResult::group)
                .hasSize(3)
                .allSatisfy(path -> assertThat(path).matches(" d=\"M250 [\\d.]+L500 [\\d.]+L1000 [\\d.]+\""));
        assertThat(curve).contains("weak-area");
    }

    @Test
    void drawsNoPercentileThatTheSamplesDoNotSupport() {
        String page = CapacityPage.of(Capacities.found());
        String curve = page.substring(page.indexOf("id=\"chart-capacity\""), page.indexOf("id=\"chart-achieved\""));
        assertThat(curve).doesNotContain(" d=\"");
        assertThat(text(Capacities.found())).contains("No step had the samples that a p95 takes.");
    }

    @Test
    void showsASearchThatWasStoppedInItsFirstStep() {
        assertThat(text(Capacities.stopped()))
                .contains("ABORTED", "Highest load that held: none", "Lowest load that did not: none");
        assertThat(CapacityPage.of(Capacities.stopped())).doesNotContain("chart-capacity");
    }

    @Test
    void hostileTextStaysText() {
        String page = CapacityPage.of(Capacities.hostile());
        assertThat(Pattern.compile("<script>").matcher(page).results()).hasSize(1);
        assertThat(page).doesNotContain("<b>odd").doesNotContain("<b>branch");
    }

    @Test
    void writesThePageAndItsStyle(@TempDir Path folder) throws IOException {
        var writer = new CapacityHtmlWriter();
        writer.write(Capacities.found(), folder.resolve(writer.fileName()));
        assertThat(Files.readString(folder.resolve("index.html"))).endsWith("</html>\n");
        assertThat(folder.resolve("report.css")).exists();
    }
}
