package dev.perf.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.internal.Results;
import dev.perf.result.ErrorResult;
import dev.perf.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorSectionTest {

    private static final String LINK = "<a href=\"first-failure.txt\">What the first failing iteration did</a>";

    @TempDir
    private Path folder;

    @Test
    void leadsToTheTraceOfTheFirstFailureWhereThereIsOne() throws IOException {
        RunResult result = Results.tiny().withReport(folder);
        assertThat(result.errors()).isNotEmpty();
        assertThat(Page.of(result)).doesNotContain(LINK);

        Files.writeString(folder.resolve("first-failure.txt"), "what it did");
        assertThat(Page.of(result)).contains(LINK);
    }

    @Test
    void showsHowOftenAndWhenAnErrorWasSeenAndLeadsToItsSamples() {
        String section = ErrorSection.of(Results.detailed()).element().toString();

        assertThat(section)
                .contains("<svg class=\"sparkline\"", "times, from 3:20 to 4:59")
                .contains("<a href=\"#error-4\" aria-label=\"5 samples of error 5\">5</a>", "id=\"error-4\"")
                .doesNotContain("error-5");
    }

    @Test
    void aSampleHasWhatWasSentAndWhatCameBackAsText() {
        String section = ErrorSection.of(Results.tiny()).element().toString();

        assertThat(section)
                .contains("<summary>1 sample of <code><bdi>status</bdi></code> in <b><bdi>home</bdi></b>: "
                        + "<bdi>500 &quot;oops&quot;</bdi></summary>")
                .contains("<dt>At</dt><dd>0:01.9</dd>", "<dt>User</dt><dd>0</dd>", "<dt>Iteration</dt><dd>2</dd>")
                .contains(
                        "<h3>Request</h3><pre><bdi>GET http://shop/&lt;home&gt;\nAccept: text/html\nAuthorization: ***"
                                + "</bdi></pre>")
                .contains("<h3>Response</h3><pre><bdi>status 500, 12.0 ms\nContent-Length: 4\n\noops</bdi></pre>")
                .contains("<h3>Exception</h3><pre><bdi>IllegalStateException: oops\n  at Shop.home(Shop.java:42)</bdi>"
                        + "</pre>");
    }

    @Test
    void ofMoreErrorsThanAnybodyReadsTheMostFrequentAreShown() {
        var error = new ErrorResult("status", "home", "503", 1, Duration.ZERO, Duration.ZERO);
        RunResult many = Results.tiny().toBuilder()
                .errors(Collections.nCopies(2_000, error))
                .build();

        String section = ErrorSection.of(many).element().toString();

        assertThat(section)
                .contains("These are the most frequent of 2,000; all of them are in failures.csv and summary.json.");
        assertThat(section.split("<tr>", -1)).hasSize(202);
    }

    @Test
    void ofMoreSamplesThanThePageHasRoomForTheFirstAreShown() {
        RunResult many = Results.withManySamples(Results.passing());

        String section = ErrorSection.of(many).element().toString();

        assertThat(section.length()).isLessThan(700_000);
        assertThat(section).contains("href=\"#error-0\"", "data-v=\"5\" title=\"they are in summary.json\">5");
    }
}
