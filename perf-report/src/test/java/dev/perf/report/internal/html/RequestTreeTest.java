package dev.perf.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.internal.Results;
import dev.perf.report.internal.Times;
import dev.perf.result.Distribution;
import dev.perf.result.RequestDetail;
import dev.perf.result.RequestPart;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestTreeTest {

    private static RequestPart part(String scenario, String group, int failed, double... millis) {
        Distribution times = Times.of(millis);
        return new RequestPart(scenario, group, times.count(), failed, times, times, 100, 200);
    }

    private static RequestResult request(String name, RequestPart... parts) {
        Distribution times =
                List.of(parts).stream().map(RequestPart::responseTime).reduce(Distribution.EMPTY, Distribution::plus);
        return new RequestResult(
                name,
                times.count(),
                0,
                times,
                times,
                Map.of(200, times.count()),
                100,
                200,
                List.of(parts),
                RequestDetail.NONE);
    }

    /** A run of 2.5 seconds. */
    private static String tree(RequestResult... requests) {
        RunResult result = Results.withRequests(Results.tiny(), List.of(requests));
        double total = List.of(requests).stream()
                .mapToDouble(request -> request.responseTime().sumNanos())
                .sum();
        return String.join(
                "\n",
                RequestTree.of(result, total).stream().map(Element::toString).toList());
    }

    private static List<String> sums(String tree) {
        return List.of(tree.split("<summary>", -1)).stream()
                .skip(1)
                .map(branch -> branch.substring(0, branch.indexOf("</summary>"))
                        .replaceAll("<[^>]*>", "")
                        .replace('\u00A0', ' '))
                .toList();
    }

    @Test
    void aBranchAddsUpWhatIsInIt() {
        String tree = tree(
                request("home", part("buy", "", 0, 10, 20), part("look", "", 1, 40)),
                request("pay", part("buy", "checkout / <pay>", 2, 10, 20)));

        assertThat(sums(tree))
                .containsExactly(
                        "buy 4 requests, 1.60/s, 2 failed, max 20.0 ms, 60.0 % of the time",
                        "outside all groups 2 requests, 0.80/s, none failed, max 20.0 ms, 30.0 % of the time",
                        "checkout / &lt;pay&gt; 2 requests, 0.80/s, 2 failed, max 20.0 ms, 30.0 % of the time",
                        "look 1 request, 0.40/s, 1 failed, max 40.0 ms, 40.0 % of the time");
    }

    @Test
    void oneScenarioWithoutGroupsIsTheTableOfRequests() {
        assertThat(tree(request("home", part("buy", "", 0, 10)), request("pay", part("buy", "", 0, 10))))
                .isEmpty();
    }

    @Test
    void ofManyRowsThoseOnWhichMostTimeWasSpentAreShown() {
        String tree = tree(IntStream.range(0, 310)
                .mapToObj(i -> request("r" + i, part("buy", i % 2 == 0 ? "a" : "b", 0, 1000 - i)))
                .toArray(RequestResult[]::new));

        assertThat(tree)
                .contains("10 rows on which least time was spent are left out", ">r299<")
                .doesNotContain(">r300<");
        assertThat(sums(tree).getFirst()).startsWith("buy 310 requests");
    }

    @Test
    void namesBeyondTheTableAreOneRowThatNoStretchChanges() {
        String section = RequestSection.of(Results.day()).element().toString();
        String others = section.substring(section.indexOf("500 further names</bdi></th>"));
        String row = others.substring(0, others.indexOf("</tr>"));
        long count = Results.day().requests().stream()
                .sorted(Comparator.comparingDouble(
                        (RequestResult request) -> -request.responseTime().sumNanos()))
                .skip(500)
                .mapToLong(RequestResult::count)
                .sum();

        assertThat(row).contains(">" + Format.count(count) + "</td>").doesNotContain("data-w");
    }
}
