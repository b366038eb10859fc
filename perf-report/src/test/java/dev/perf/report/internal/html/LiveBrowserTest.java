package dev.perf.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.perf.output.OpenOutput;
import dev.perf.report.internal.Results;
import dev.perf.report.internal.live.LiveRuns;
import dev.perf.report.internal.live.LiveSettings;
import dev.perf.report.internal.output.KeptControl;
import dev.perf.report.internal.output.Snapshots;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Watches runs in headless Chromium. Skipped where there is none. */
class LiveBrowserTest {

    private static final int WIDE = 1400;
    private static final int NARROW = 400;

    private static Chromium chromium;

    @TempDir
    static Path profiles;

    private final KeptControl control = new KeptControl();
    private OpenOutput page;
    private URI url;

    @BeforeAll
    static void start() throws Exception {
        Path program = Chromium.find();
        assumeTrue(
                program != null,
                "skipped: none of " + Chromium.NAMES + " is on the PATH, so the live page was not opened");
        chromium = Chromium.start(program, profiles);
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        page = LiveSettings.DEFAULTS.open(LiveRuns.run(control));
        url = URI.create(page.notes().getFirst().replace("Live page  ", ""));
    }

    @AfterEach
    void close() {
        page.close();
    }

    private void run(int from, int to) {
        for (int second = from; second <= to; second++) {
            page.add(Snapshots.at(second), LiveRuns.second(second));
        }
    }

    /** Waits for a condition on the page, for some seconds. */
    private static void await(Chromium.Tab tab, String condition) throws Exception {
        assertThat(tab.evaluate("new Promise(done => { const until = Date.now() + 20000; const look = () => ("
                                + condition
                                + ") ? done('') : Date.now() > until ? done(document.body.innerText.slice(0, 2000))"
                                + " : setTimeout(look, 10); look(); })")
                        .stringValue())
                .as(condition)
                .isEmpty();
    }

    private static String text(Chromium.Tab tab, String selector) throws Exception {
        return tab.evaluate("document.querySelector(\"" + selector + "\").textContent")
                .stringValue();
    }

    @Test
    void showsTheRunFromItsPastToItsEnd() throws Exception {
        run(1, 20);
        Chromium.Tab tab = chromium.open(url, WIDE);
        await(tab, "document.getElementById('elapsed').textContent.includes('0:20 of 1:00')");
        assertThat(text(tab, "#word")).isEqualTo("Passing so far");
        assertThat(text(tab, "#connection")).isEqualTo("live");
        assertThat(tab.evaluate("[...document.querySelectorAll('.chart')].map(chart => chart.id)").values().stream()
                        .map(JsonNode::stringValue))
                .containsExactly(
                        "chart-requests",
                        "chart-response",
                        "chart-heat",
                        "chart-iterations",
                        "chart-users",
                        "chart-errors",
                        "chart-received");
        assertThat(tab.evaluate("[...document.querySelectorAll('.chart .uplot canvas')].every(canvas => canvas.width >"
                                + " 300 && canvas.getContext('2d').getImageData(0, 0, canvas.width,"
                                + " canvas.height).data.some(value => value > 0))")
                        .booleanValue())
                .as("something is drawn in every chart")
                .isTrue();

        run(21, 21);

        await(tab, "document.getElementById('elapsed').textContent.includes('0:21 of 1:00')");
        assertThat(text(tab, "#chart-response figcaption p:last-child"))
                .isEqualTo("Now: p50 20.0\u00a0ms, p95 51.0\u00a0ms, p99 51.0\u00a0ms, max 51.0\u00a0ms.");
        page.end(Results.failing());
        page.reported(Results.failing());
        await(tab, "document.getElementById('connection').textContent === 'run ended'");
        assertThat(text(tab, "#word")).isEqualTo("FAILED");
        assertThat(text(tab, "#place")).startsWith("The run has ended. ");
        page.close();
        assertThat(text(tab, "#connection")).isEqualTo("run ended");
        assertThat(tab.console()).isEmpty();
        assertThat(tab.requests())
                .allMatch(address ->
                        address.startsWith("http://127.0.0.1:" + url.getPort() + "/") || address.equals("data:,"));
    }

    @Test
    void buttonsChangeTheLoadForWhoHasTheToken() throws Exception {
        run(1, 5);
        Chromium.Tab tab = chromium.open(url, WIDE);
        await(tab, "document.querySelectorAll('#acting form').length === 3");
        assertThat(tab.evaluate("location.href").stringValue()).doesNotContain("#");

        tab.evaluate("document.querySelector('#acting input').value = '50';"
                + "document.querySelectorAll('#acting form')[0].requestSubmit()");
        await(tab, "document.getElementById('told').textContent.includes('rate of \"buyer\": 50/s')");
        tab.evaluate("document.querySelectorAll('#acting input')[2].value = 'deployed';"
                + "document.querySelectorAll('#acting form')[2].requestSubmit()");
        await(tab, "document.getElementById('told').textContent.includes('mark')");
        tab.evaluate("[...document.querySelectorAll('.do')].find(each => each.textContent === 'Pause').click()");
        await(tab, "document.getElementById('told').textContent.includes('pause')");
        tab.evaluate("document.querySelector('.stop').click()");
        assertThat(control.acts()).noneMatch(act -> act.startsWith("stop"));
        tab.evaluate("document.querySelector('.stop').click()");
        await(tab, "document.getElementById('told').textContent.includes('stop')");

        assertThat(control.acts())
                .containsExactly(
                        "rate of buyer 50/s by live page",
                        "mark deployed by live page",
                        "pause by live page",
                        "stop: asked for on the live page by live page");
        assertThat(tab.console()).isEmpty();
    }

    @Test
    void withoutTheTokenThereIsNothingToPress() throws Exception {
        run(1, 5);
        Chromium.Tab tab = chromium.open(url.resolve("/"), WIDE);

        await(tab, "document.getElementById('acting').textContent.startsWith('This page only watches.')");

        assertThat(tab.evaluate("document.querySelectorAll('#acting button, #acting input').length")
                        .intValue())
                .isZero();
    }

    @Test
    void aProcessThatDiesIsALostConnection() throws Exception {
        run(1, 5);
        Chromium.Tab tab = chromium.open(url, WIDE);
        await(tab, "document.getElementById('connection').textContent === 'live'");

        page.close();

        await(tab, "document.getElementById('connection').textContent === 'connection lost'");
        assertThat(text(tab, "#word")).isEqualTo("Passing so far");
    }

    @Test
    void whatOthersWroteStaysTextAndNothingIsWiderThanANarrowScreen() throws Exception {
        run(1, 8);
        Chromium.Tab tab = chromium.open(url, NARROW);
        await(tab, "document.getElementById('elapsed').textContent.includes('0:08')");

        assertThat(text(tab, "#requests tbody th")).isEqualTo(LiveRuns.NAME);
        assertThat(text(tab, "#errors tbody td:nth-child(3)")).isEqualTo("got 503 <img src=x onerror=alert(1)>");
        assertThat(text(tab, "#acts tbody th")).isEqualTo("deployed <b>v2</b>");
        assertThat(tab.evaluate("document.images.length + document.querySelectorAll('#report script, #report"
                                + " b:not(.legend b):not(#generator b)').length")
                        .intValue())
                .isZero();
        assertThat(tab.evaluate("document.documentElement.scrollWidth").intValue())
                .isLessThanOrEqualTo(NARROW);
        assertThat(tab.console()).isEmpty();
    }

    @Test
    void theAgentsOfARunOnSeveralMachinesHaveATableThatFollowsThem() throws Exception {
        page.add(
                Snapshots.at(1),
                LiveRuns.second(1).withAgents(Snapshots.agents().subList(0, 1)));
        Chromium.Tab tab = chromium.open(url, NARROW);
        await(tab, "document.getElementById('elapsed').textContent.includes('0:01')");

        assertThat(text(tab, "#agents tbody th")).isEqualTo("agent-1");
        assertThat(tab.evaluate("document.querySelectorAll('#agents tbody tr').length")
                        .intValue())
                .isEqualTo(1);

        page.add(Snapshots.at(2), LiveRuns.second(2).withAgents(Snapshots.agents()));
        await(tab, "document.querySelectorAll('#agents tbody tr').length === 2");

        assertThat(text(tab, "#agents tbody tr:nth-child(1)"))
                .isEqualTo("agent-1Running512.5/s0.50/s80.0\u00A0ms40.0\u00A0ms");
        assertThat(text(tab, "#agents tbody tr:nth-child(2)")).isEqualTo("agent-2Lost00/s0/s–3.00\u00A0s");
        assertThat(tab.evaluate("document.documentElement.scrollWidth").intValue())
                .isLessThanOrEqualTo(NARROW);
        assertThat(tab.console()).isEmpty();
    }

    @Test
    void aRunOfOneProcessShowsNoAgents() throws Exception {
        run(1, 1);
        Chromium.Tab tab = chromium.open(url, WIDE);
        await(tab, "document.getElementById('elapsed').textContent.includes('0:01')");

        assertThat(tab.evaluate("document.querySelectorAll('#agents:not([hidden]), #agents-link:not([hidden])').length")
                        .intValue())
                .isZero();
    }

    @Test
    void requestsAreSortedByAClickAndStaySo() throws Exception {
        run(1, 8);
        Chromium.Tab tab = chromium.open(url, WIDE);
        await(tab, "document.querySelectorAll('#requests tbody tr').length === 1");

        tab.evaluate("document.querySelector('#requests th:nth-child(3) .sort').click()");
        run(9, 9);
        await(tab, "document.getElementById('elapsed').textContent.includes('0:09')");

        assertThat(tab.evaluate("document.querySelector('#requests th:nth-child(3)').getAttribute('aria-sort')")
                        .stringValue())
                .isEqualTo("descending");
    }

    @ParameterizedTest
    @CsvSource({"light", "dark"})
    void axeFindsNothingSerious(String theme) throws Exception {
        Path axe = Path.of("target/axe-core/package/axe.min.js");
        assumeTrue(Files.exists(axe), "skipped: axe-core is not in " + axe + "; .ci/run brings it there");
        run(1, 8);
        Chromium.Tab tab = chromium.open(url, WIDE);
        await(tab, "document.getElementById('elapsed').textContent.includes('0:08')");
        tab.evaluate("document.documentElement.dataset.theme = '" + theme + "'");

        assertThat(Accessibility.serious(tab, axe)).isEqualTo(List.of());
    }
}
