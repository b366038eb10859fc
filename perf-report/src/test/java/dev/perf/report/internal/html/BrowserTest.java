package dev.perf.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.perf.report.Reports;
import dev.perf.report.internal.Results;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import java.net.URI;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Opens reports in headless Chromium. Skipped where there is none. */
class BrowserTest {

    private static final int WIDE = 1400;
    private static final int NARROW = 400;

    private static Chromium chromium;

    @TempDir
    static Path profiles;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        Path program = Chromium.find();
        assumeTrue(
                program != null,
                "skipped: none of " + Chromium.NAMES + " is on the PATH, so the report was not opened");
        chromium = Chromium.start(program, profiles);
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    private URI report(RunResult result) throws Exception {
        Reports.write(result, folder);
        return folder.resolve("index.html").toUri();
    }

    @ParameterizedTest
    @MethodSource("dev.perf.report.internal.Results#all")
    void opensWithoutAWordOnTheConsoleAndAsksForNothingButItself(RunResult result) throws Exception {
        URI page = report(result);

        Chromium.Tab tab = chromium.open(page, WIDE);

        assertThat(tab.console()).isEmpty();
        assertThat(tab.requests())
                .allSatisfy(address -> assertThat(address)
                        .matches(address.startsWith("data:") ? "data:," : ".*/(?:index\\.html|report\\.css)"));
        assertThat(tab.requests()).contains(page.toString());
    }

    @Test
    void whatOthersWroteStaysText() throws Exception {
        Chromium.Tab tab = chromium.open(report(Results.hostile()), WIDE);
        tab.evaluate("location.hash = '#view:5-15'");

        assertThat(tab.evaluate("document.title").stringValue()).isEqualTo("FAILED: <script>alert('test')</script>");
        assertThat(tab.evaluate("document.scripts.length").intValue()).isEqualTo(3);
        assertThat(tab.evaluate("document.images.length").intValue()).isZero();
        assertThat(tab.evaluate("[...document.querySelectorAll('*')].flatMap(element => [...element.attributes])"
                                + ".filter(attribute => attribute.name.startsWith('on')).length")
                        .intValue())
                .isZero();
        assertThat(tab.console()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("wide")
    void nothingIsWiderThanANarrowScreen(RunResult result) throws Exception {
        Chromium.Tab tab = chromium.open(report(result), NARROW);

        assertThat(tab.evaluate("innerWidth").intValue()).isEqualTo(NARROW);
        assertThat(tab.evaluate("document.documentElement.scrollWidth").intValue())
                .isLessThanOrEqualTo(NARROW);
    }

    /** Runs with long names, many columns and large numbers. */
    static List<RunResult> wide() {
        return List.of(Results.hostile(), Results.large());
    }

    @Test
    void cursorsOfAllChartsMoveTogether() throws Exception {
        Chromium.Tab tab = chromium.open(report(Results.failing()), WIDE);

        for (int i = 0; i < 3; i++) {
            tab.evaluate("document.querySelector('#chart-requests .live')"
                    + ".dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))");
        }

        // The first press goes to the first point.
        assertThat(tab.evaluate("document.querySelector('#chart-response .note').textContent")
                        .stringValue())
                .isEqualTo("at 0:02");
        assertThat(tab.evaluate("document.querySelector('#chart-response .legend b').textContent")
                        .stringValue())
                .isEqualTo(tab.evaluate("document.querySelectorAll('#chart-response tbody tr')[2].cells[1].textContent")
                        .stringValue());
    }

    @Test
    void aClickOnANameOfTheLegendShowsItsLineAloneAndTheNextAllOfThem() throws Exception {
        Chromium.Tab tab = chromium.open(report(Results.failing()), WIDE);
        String off = "[...document.querySelectorAll('#chart-response .legend .off span')].map(each => each.textContent)"
                + ".join()";

        tab.evaluate("document.querySelectorAll('#chart-response .key')[1].click()");
        assertThat(tab.evaluate(off).stringValue()).isEqualTo("p50,p99,max");
        tab.evaluate("document.querySelectorAll('#chart-response .key')[1].click()");
        assertThat(tab.evaluate(off).stringValue()).isEmpty();
    }

    @Test
    void tablesSortAndTheThemeSwitches() throws Exception {
        RunResult result = Results.failing();
        String mostSent = result.requests().stream()
                .max(Comparator.comparingLong(RequestResult::count))
                .orElseThrow()
                .name();
        Chromium.Tab tab = chromium.open(report(result), WIDE);

        tab.evaluate("document.querySelector('#requests th.n .sort').click()");
        tab.evaluate("document.getElementById('theme').click()");

        assertThat(tab.evaluate("document.querySelector('#requests tbody th').textContent")
                        .stringValue())
                .isEqualTo(mostSent);
        assertThat(tab.evaluate("document.documentElement.dataset.theme").stringValue())
                .isEqualTo("dark");
    }
}
