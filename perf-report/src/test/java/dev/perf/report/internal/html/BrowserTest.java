package dev.perf.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.perf.report.Reports;
import dev.perf.report.internal.AgentRuns;
import dev.perf.report.internal.Results;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

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
    void linesOfABaselineAreDrawnOverThoseOfTheRun(@TempDir Path baseline) throws Exception {
        Reports.write(Results.passing(), baseline);

        Chromium.Tab tab = chromium.open(
                report(Results.failing().toBuilder().baseline(baseline).build()), WIDE);

        assertThat(tab.console()).isEmpty();
        assertThat(tab.evaluate("document.querySelectorAll('#time .is-live').length")
                        .intValue())
                .isPositive();
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
        return List.of(
                Results.hostile(),
                Results.large(),
                Results.hostileInDetail(),
                AgentRuns.threeAgents(),
                AgentRuns.fortyAgents());
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

    @Test
    void aNameOpensThePanelOfItsRequestAndTheAddressRemembersIt() throws Exception {
        URI page = report(Results.hostile());
        Chromium.Tab tab = chromium.open(page, WIDE);

        tab.evaluate("document.querySelectorAll('#requests .open')[1].click()");
        tab.evaluate("new Promise(done => setTimeout(done, 50))");

        String charts = "document.querySelectorAll('#request-1 .live .u-over').length";
        assertThat(tab.evaluate(charts).intValue()).isEqualTo(2);
        assertThat(tab.evaluate("document.images.length").intValue()).isZero();
        String address = tab.evaluate("location.href").stringValue();
        assertThat(address).contains("#view::%22%3E%3Cimg%20src");
        assertThat(chromium.open(URI.create(address.replace("'", "%27")), WIDE)
                        .evaluate("document.getElementById('request-1').open")
                        .booleanValue())
                .isTrue();
        assertThat(tab.console()).isEmpty();
    }

    @Test
    void theNumberOfSamplesOfAnErrorOpensThem() throws Exception {
        Chromium.Tab tab = chromium.open(report(Results.hostileInDetail()), WIDE);
        String open = "document.querySelectorAll('details.error[open]').length";

        assertThat(tab.evaluate(open).intValue()).isZero();
        tab.evaluate("document.querySelector('a[href=\"#error-1\"]').click()");

        assertThat(tab.evaluate(open).intValue()).isEqualTo(1);
        assertThat(tab.evaluate("document.querySelector('details.error[open] pre').textContent")
                        .stringValue())
                .contains("'\"><img src=x onerror=alert(5)></script>");
        assertThat(tab.console()).isEmpty();
    }

    @Test
    void chartsAreTakenAwayAsPicturesAndNumbers() throws Exception {
        Chromium.Tab tab = chromium.open(report(Results.hostileInDetail()), WIDE);
        String figure = "document.getElementById('chart-kinds')";

        assertThat(tab.evaluate("[...document.querySelectorAll('#chart-kinds .data .act')].map(each =>"
                                + " each.textContent).join()")
                        .stringValue())
                .isEqualTo("PNG,SVG,Copy as CSV");
        String svg = tab.evaluate("Pictures.svg(" + figure + ")").stringValue();
        assertThat(svg).startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"").doesNotContain("NaN", "undefined");
        assertThat(tab.evaluate("(() => { const read = new DOMParser().parseFromString(" + toJson(svg)
                                + ", 'image/svg+xml'); return [read.querySelector('parsererror') === null,"
                                + " read.querySelector('text').textContent, read.querySelectorAll('path').length] })()")
                        .toString())
                .isEqualTo("[true,\"Errors by kind\",2]");
        assertThat(tab.evaluate("Pictures.png({ figure: " + figure + ", plot: { ctx: " + figure
                                + ".querySelector('canvas').getContext('2d') } }).then(blob => blob.size > 2000"
                                + " && blob.type)")
                        .stringValue())
                .isEqualTo("image/png");
        assertThat(tab.console()).isEmpty();
    }

    private static String toJson(String text) {
        return JsonMapper.shared().writeValueAsString(text);
    }

    @Test
    void toolsAndLinksOfSectionsAreThereWhereScriptsRun() throws Exception {
        Chromium.Tab tab = chromium.open(report(Results.tiny()), WIDE);

        assertThat(tab.evaluate("[...document.querySelectorAll('header .tool')].filter(each => !each.hidden)"
                                + ".map(each => each.id).join()")
                        .stringValue())
                .isEqualTo("copy-link,print,theme");
        assertThat(tab.evaluate("[...document.querySelectorAll('section[id] > h2')].every(heading =>"
                                + " heading.querySelector('a.anchor').hash === '#' + heading.parentElement.id)")
                        .booleanValue())
                .isTrue();
    }

    @Test
    void tablesAreSearchedNarrowedAndTakenAway() throws Exception {
        Chromium.Tab tab = chromium.open(report(Results.large()), WIDE);

        tab.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true }))");
        assertThat(tab.evaluate("document.activeElement.type").stringValue()).isEqualTo("search");
        tab.evaluate("document.activeElement.value = 'resource-7/';"
                + "document.activeElement.dispatchEvent(new Event('input'))");
        tab.evaluate(
                "document.querySelectorAll('#requests .columns input').forEach((box, i) => { if (i > 0) box.click();"
                        + " })");

        String table = "document.querySelector('#requests table')";
        assertThat(tab.evaluate("Tables.csv(Tables.texts(" + table + "))").stringValue())
                .matches("Request,Count\\nGET /api/v2/resource-7/\\{id},\"?[\\d,]+\"?");
        assertThat(tab.evaluate("Tables.markdown(Tables.texts(" + table + "))").stringValue())
                .matches("\\| Request \\| Count \\|\\n\\| --- \\| ---: \\|\\n"
                        + "\\| GET /api/v2/resource-7/\\{id} \\| [\\d,]+ \\|");
    }

    /** Jenkins shows reports with this policy: no scripts, no styles but from files. */
    @Test
    void isCompleteUnderThePolicyOfJenkins() throws Exception {
        report(Results.failing());
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String name = exchange.getRequestURI().getPath().substring(1);
            exchange.getResponseHeaders()
                    .add("Content-Security-Policy", "sandbox; default-src 'none'; img-src 'self'; style-src 'self';");
            exchange.getResponseHeaders().add("Content-Type", name.endsWith(".css") ? "text/css" : "text/html");
            byte[] content = Files.readAllBytes(folder.resolve(name));
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        server.start();
        try {
            Chromium.Tab tab = chromium.openStatic(
                    URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/index.html"), WIDE);

            assertThat(tab.evaluate("document.querySelectorAll('.live, .sort').length")
                            .intValue())
                    .as("no script has run")
                    .isZero();
            assertThat(tab.evaluate("getComputedStyle(document.querySelector('.figures')).display")
                            .stringValue())
                    .as("the style sheet beside the page is in force")
                    .isEqualTo("grid");
            assertThat(tab.evaluate("[...document.querySelectorAll('figure .plot')].every(plot =>"
                                    + "plot.getBoundingClientRect().height > 200"
                                    + " && plot.querySelectorAll('path').length > 0)")
                            .booleanValue())
                    .as("every chart is drawn")
                    .isTrue();
            assertThat(tab.evaluate("document.querySelectorAll('figure .plot').length")
                            .intValue())
                    .isEqualTo(9);
            assertThat(tab.evaluate("document.querySelectorAll('[style]').length")
                            .intValue())
                    .isZero();
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource({"light", "dark"})
    void axeFindsNothingSerious(String theme) throws Exception {
        Path axe = Path.of("target/axe-core/package/axe.min.js");
        assumeTrue(Files.exists(axe), "skipped: axe-core is not in " + axe + "; .ci/run brings it there");
        Chromium.Tab tab = chromium.open(report(Results.detailed()), WIDE);
        tab.evaluate("document.documentElement.dataset.theme = '" + theme + "'");
        tab.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })");
        tab.evaluate("location.hash = '#view:195-230'");
        assertThat(Accessibility.serious(tab, axe)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"light", "dark"})
    void axeFindsNothingSeriousInAgents(String theme) throws Exception {
        Path axe = Path.of("target/axe-core/package/axe.min.js");
        assumeTrue(Files.exists(axe), "skipped: axe-core is not in " + axe + "; .ci/run brings it there");
        Chromium.Tab tab = chromium.open(report(AgentRuns.fortyAgents()), WIDE);
        tab.evaluate("document.documentElement.dataset.theme = '" + theme + "'");
        tab.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })");
        assertThat(Accessibility.serious(tab, axe)).isEmpty();
    }
}
