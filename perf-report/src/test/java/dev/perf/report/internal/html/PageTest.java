package dev.perf.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.internal.Results;
import dev.perf.result.RunResult;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PageTest {

    static {
        // The parser is for this test alone; the module itself has no use for XML.
        PageTest.class
                .getModule()
                .addReads(ModuleLayer.boot().findModule("java.xml").orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("dev.perf.report.internal.Results#all")
    void everyElementIsClosedAndEveryPlaceNamedOnce(RunResult result) throws Exception {
        var ids = new HashSet<String>();
        for (Element element : elements(document(result), "*")) {
            if (element.hasAttribute("id")) {
                assertThat(ids.add(element.getAttribute("id")))
                        .as("id %s is unique", element.getAttribute("id"))
                        .isTrue();
            }
        }
        for (Element link : elements(document(result), "a")) {
            assertThat(ids).contains(link.getAttribute("href").substring(1));
        }
    }

    @Test
    void showsWhatWasDoneToTheRunInEachChartAndAsAList() throws Exception {
        RunResult tiny = Results.tiny();
        List<Element> charts = elements(document(tiny), "figure").stream()
                .filter(figure -> "time".equals(figure.getAttribute("data-group")))
                .toList();
        for (String act : List.of("1: deployed <v2>", "2: rate of \"buy\" set to 2/s")) {
            List<Element> lines = elements(document(tiny), "title").stream()
                    .filter(title -> title.getTextContent().equals(act))
                    .map(title -> (Element) title.getParentNode())
                    .toList();
            assertThat(lines).hasSameSizeAs(charts);
        }
        assertThat(charts).allSatisfy(chart -> assertThat(texts(chart)).contains("1", "2"));
        List<String> cells = elements(document(tiny), "td").stream()
                .map(Element::getTextContent)
                .toList();
        assertThat(cells).containsSequence("0:00.5", "mark", "deployed <v2>", "main");
        assertThat(cells).containsSequence("0:01.3", "rate", "rate of \"buy\" set to 2/s", "buy-1");
    }

    private static List<String> texts(Element chart) {
        var texts = new ArrayList<String>();
        for (int i = 0; i < chart.getElementsByTagName("text").getLength(); i++) {
            texts.add(chart.getElementsByTagName("text").item(i).getTextContent());
        }
        return texts;
    }

    @Test
    void drawsWarmUpPausesStagesAndStartsAtOnce() throws Exception {
        List<Element> charts = elements(document(Results.staged()), "figure").stream()
                .filter(figure -> "time".equals(figure.getAttribute("data-group")))
                .toList();
        // Of 80 s: the warm-up until 10 s, the pause from 35 to 40 s, 40 iterations at 65 s, ten users at 15 s.
        assertThat(charts)
                .allSatisfy(
                        chart -> assertThat(chart.getElementsByTagName("rect").getLength())
                                .isEqualTo(2));
        assertThat(texts(charts.get(3)))
                .contains("up", "peak", "40 at once", "2", "3")
                .doesNotContain("10 users");
        assertThat(texts(charts.get(4))).contains("10 users").doesNotContain("40 at once");
        assertThat(texts(charts.get(0))).doesNotContain("10 users", "40 at once");
    }

    @ParameterizedTest
    @MethodSource("dev.perf.report.internal.Results#all")
    void nothingIsLoadedFromElsewhere(RunResult result) throws Exception {
        String own = withoutAssets(Page.of(result));

        for (Element element : elements(document(result), "*")) {
            for (String attribute : List.of("href", "src", "srcset", "data", "action")) {
                if (element.hasAttribute(attribute)) {
                    assertThat(element.getAttribute(attribute)).matches("#[a-z0-9-]+|report\\.css|data:,");
                }
            }
            assertThat(element.hasAttribute("style")).isFalse();
            assertThat(element.getTagName()).isNotIn("img", "iframe", "object", "embed", "form", "base");
        }
        assertThat(Asset.STYLE.content()).doesNotContain("url(", "@import");
        assertThat(own).doesNotContain("http-equiv=\"refresh");
    }

    @ParameterizedTest
    @MethodSource("dev.perf.report.internal.Results#all")
    void tablesHaveCaptionsAndHeads(RunResult result) throws Exception {
        for (Element table : elements(document(result), "table")) {
            assertThat(elements(table, "caption")).hasSize(1);
            assertThat(elements(table, "th"))
                    .isNotEmpty()
                    .allSatisfy(head -> assertThat(head.getAttribute("scope")).isIn("col", "row"));
            int columns = elements((Element) table.getElementsByTagName("thead").item(0), "th")
                    .size();
            for (Element row :
                    elements((Element) table.getElementsByTagName("tbody").item(0), "tr")) {
                assertThat(row.getChildNodes().getLength()).isEqualTo(columns);
            }
        }
    }

    @Test
    void hostileTextStaysText() throws Exception {
        String page = Page.of(Results.hostile());
        Document document = document(Results.hostile());

        assertThat(Pattern.compile("<script>").matcher(page).results()).hasSize(2);
        assertThat(Pattern.compile("</style>").matcher(page).results()).hasSize(2);
        assertThat(Pattern.compile("</title>").matcher(page).results().count())
                .isEqualTo(1
                        + elements(document, "svg").stream()
                                .filter(svg -> svg.getAttribute("class").equals("plot"))
                                .count());
        assertThat(elements(document, "title").getFirst().getTextContent())
                .isEqualTo("FAILED: <script>alert('test')</script>");
        assertThat(elements(document, "bdi"))
                .extracting(Element::getTextContent)
                .contains(
                        "<script>alert(1)</script>",
                        "\"><img src=x onerror=alert(2)>",
                        "' onmouseover='alert(3)",
                        "]]> <!-- --> &amp; &lt;",
                        "n".repeat(300));
        assertThat(page).doesNotContain("\u202E", "\u0000", "\u0007");
    }

    @Test
    void everyAttributeIsOneOfOurs() throws Exception {
        for (Element element : elements(document(Results.hostile()), "*")) {
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                assertThat(element.getAttributes().item(i).getNodeName()).doesNotStartWith("on");
            }
        }
    }

    @Test
    void policyNamesTheHashesOfWhatThePageHolds() {
        assertThat(Page.of(Results.tiny()))
                .contains("default-src &#39;none&#39;")
                .contains(Asset.STYLE.hash().replace("'", "&#39;"))
                .contains(Asset.CHARTS.hash().replace("'", "&#39;"))
                .contains(Asset.CHARTS_STYLE.hash().replace("'", "&#39;"))
                .contains(Asset.SCRIPT.hash().replace("'", "&#39;"));
    }

    @Test
    void sectionsComeInTheOrderOfTheQuestionsPeopleAsk() {
        assertThat(headings(Results.failing()))
                .containsExactly(
                        "Key figures",
                        "Thresholds",
                        "Can I trust this?",
                        "Over time",
                        "Percentiles",
                        "Requests",
                        "Groups, and steps in plain Java",
                        "Checks",
                        "Errors",
                        "Ledger",
                        "Load model",
                        "All metrics",
                        "Glossary");
    }

    @Test
    void sectionsWithNothingToShowAreLeftOut() {
        assertThat(headings(Results.withoutRequests()))
                .doesNotContain("Percentiles", "Groups and custom steps", "Checks")
                .contains("Requests", "Errors");
    }

    @Test
    void aLoadThatNeverBeganHasAReasonAndNoEmptyCharts() throws Exception {
        RunResult result = Results.setupFailed();
        assertThat(headings(result)).containsExactly("Errors", "What did not run", "Thresholds", "Glossary");
        assertThat(elements(document(result), "figure")).isEmpty();
        Element verdict = elements(document(result), "section").getFirst();
        assertThat(elements(verdict, "p"))
                .extracting(Element::getTextContent)
                .containsExactly("FAILED", "the setup failed: create catalogue: localhost:8080: connection refused");
        assertThat(elements(verdict, "li"))
                .extracting(Element::getTextContent)
                .containsExactly(
                        "Warning The teardown failed: delete: session has no value \"catalogue\"; it has none");
    }

    @Test
    void ofWhatNeverHappenedThereIsNoChart() throws Exception {
        assertThat(elements(document(Results.withoutRequests()), "figure"))
                .extracting(figure -> figure.getAttribute("id"))
                .containsExactly("chart-users");
        assertThat(text(Results.withoutRequests())).doesNotContain("Succeeded", "By the response times");
        assertThat(elements(document(Results.oneInterval()), "figure"))
                .extracting(figure -> figure.getAttribute("id"))
                .containsExactly(
                        "chart-requests",
                        "chart-response",
                        "chart-heat",
                        "chart-iterations",
                        "chart-users",
                        "chart-errors",
                        "chart-received",
                        "chart-percentiles",
                        "chart-clocks");
    }

    @Test
    void verdictIsToldInWords() {
        assertThat(text(Results.passing())).contains("PASSED", "all 5 thresholds held", "Closest to its limit");
        assertThat(text(Results.failing()))
                .contains("FAILED", "Worst threshold: http_req_failed: rate<0.01: 2.3 % is above 1 %");
        assertThat(text(Results.invalid())).contains("INVALID", "The generator was the limit");
        assertThat(text(Results.aborted())).contains("ABORTED", "stopped by Ctrl-C");
        assertThat(text(Results.withoutRequests())).contains("No data", "No request was sent.");
    }

    @Test
    void percentilesWithoutSupportAreDashes() {
        assertThat(Page.of(Results.oneInterval()))
                .contains("title=\"p99 needs at least 500 samples, there are 12\">–")
                .contains("title=\"fewer than 10 of 12 samples lie above p50\">");
    }

    @Test
    void limitsOfTheWholeRunAreDrawn() {
        assertThat(text(Results.failing())).contains("p(95) limit 200 ms");
        assertThat(text(Results.failing())).doesNotContain("p(99) limit");
    }

    @Test
    void dataTablesHoldEveryPointOfTheirChart() throws Exception {
        for (Element figure : elements(document(Results.failing()), "figure")) {
            int columns = elements(figure, "th").stream()
                            .filter(head -> head.getAttribute("scope").equals("col"))
                            .toList()
                            .size()
                    - 1;
            if (figure.getAttribute("data-group").equals("time")) {
                assertThat(elements(figure, "tr")).hasSize(301);
            }
            assertThat(elements(figure, "td")).hasSize((elements(figure, "tr").size() - 1) * columns);
        }
    }

    @Test
    void usersStandAtTheEndOfTheirInterval() throws Exception {
        Element users = elements(document(Results.oneInterval()), "figure").stream()
                .filter(figure -> figure.getAttribute("id").equals("chart-users"))
                .findFirst()
                .orElseThrow();

        assertThat(elements(users, "caption").getFirst().getTextContent())
                .isEqualTo("Virtual users, at the end of each interval");
        assertThat(elements(users, "tr").getLast().getAttribute("data-x")).isEqualTo("1");
        assertThat(elements(users, "th").getLast().getTextContent()).isEqualTo("0:01");
    }

    private static List<String> headings(RunResult result) {
        return Pattern.compile("<h2[^>]*>([^<]*)</h2>")
                .matcher(Page.of(result))
                .results()
                .map((MatchResult heading) -> heading.group(1))
                .toList();
    }

    private static String text(RunResult result) {
        return withoutAssets(Page.of(result))
                .replaceAll("<[^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace('\u00A0', ' ');
    }

    private static String withoutAssets(String whole) {
        String page = whole;
        for (Asset asset : List.of(Asset.STYLE, Asset.CHARTS_STYLE, Asset.CHARTS, Asset.SCRIPT)) {
            page = page.replace(asset.content(), "");
        }
        return page;
    }

    /** The page keeps to what XML and HTML have in common, so that a parser of the JDK can check it. */
    private static Document document(RunResult result) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(withoutAssets(Page.of(result)))));
    }

    private static List<Element> elements(Document document, String name) {
        return elements(document.getDocumentElement(), name);
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagName(name);
        var elements = new ArrayList<Element>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
