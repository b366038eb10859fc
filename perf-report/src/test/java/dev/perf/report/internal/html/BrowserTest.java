package dev.perf.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.perf.report.Reports;
import dev.perf.report.internal.Results;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Opens reports in headless Chromium. Skipped where there is none. */
class BrowserTest {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");

    /** Tells the frame around the page what it saw. */
    private static final String PROBE = """
        const canvas = document.querySelector('#chart-requests .canvas');
        if (canvas) canvas.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight' }));
        const other = document.querySelector('#chart-response .legend b');
        const sort = document.querySelector('#requests th.n .sort');
        if (sort) sort.click();
        document.getElementById('theme').click();
        const seen = {
          overflow: Math.max(0, document.documentElement.scrollWidth - innerWidth),
              width: innerWidth,
          cursor: other ? other.textContent : '',
          first: document.querySelector('#requests tbody th')?.textContent,
          theme: document.documentElement.dataset.theme,
        };
        parent.postMessage(seen, '*');
        """;

    /** Takes the page in, for Chromium's own window does not get narrower than 500 pixels. */
    private static final String FRAME = """
        <!DOCTYPE html><title>nothing seen</title>
        <script>onmessage = seen => { document.title = 'PROBE ' + JSON.stringify(seen.data); };</script>
        <iframe src="probed.html" width="%d" height="800" style="border:0"></iframe>
        """;

    private static final int NARROW = 400;

    private static Path chromium;

    @TempDir
    Path folder;

    @BeforeAll
    static void findChromium() {
        chromium = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(place -> NAMES.stream().map(name -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(chromium != null, "skipped: none of " + NAMES + " is on the PATH, so the report was not opened");
    }

    @Test
    void opensWithoutAWordOnTheConsole() throws Exception {
        Reports.write(Results.hostile(), folder);

        Visit visit = open(folder.resolve("index.html"), 1400);

        assertThat(visit.console()).isEmpty();
        assertThat(visit.page())
                .contains("class=\"sort\"")
                .contains("<title>FAILED: &lt;script&gt;alert('test')&lt;/script&gt;</title>");
    }

    @ParameterizedTest
    @MethodSource("wide")
    void nothingIsWiderThanANarrowScreen(RunResult result) throws Exception {
        JsonNode seen = probe(result, NARROW);

        assertThat(seen.get("width").intValue()).isEqualTo(NARROW);
        assertThat(seen.get("overflow").intValue()).as("%s", seen).isZero();
    }

    /** Runs with long names, many columns and large numbers. */
    static List<RunResult> wide() {
        return List.of(Results.hostile(), Results.large());
    }

    @Test
    void scriptMovesCursorsSortsAndSwitchesTheme() throws Exception {
        RunResult result = Results.failing();
        String mostSent = result.requests().stream()
                .max(Comparator.comparingLong(RequestResult::count))
                .orElseThrow()
                .name();

        JsonNode seen = probe(result, 1400);

        assertThat(seen.get("cursor").stringValue()).endsWith("ms");
        assertThat(seen.get("first").stringValue()).isEqualTo(mostSent);
        assertThat(seen.get("theme").stringValue()).isEqualTo("dark");
    }

    private JsonNode probe(RunResult result, int width) throws Exception {
        Reports.write(result, folder);
        Path probed = folder.resolve("probed.html");
        String page = Files.readString(folder.resolve("index.html"));
        // The policy would forbid the probe, as it should; that the policy suits our own script, another test sees.
        Files.writeString(
                probed,
                page.replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "")
                        .replace("</body>", "<script>" + PROBE + "</script></body>"));
        Path frame = folder.resolve("frame.html");
        Files.writeString(frame, FRAME.formatted(width));
        Matcher seen = Pattern.compile("<title>PROBE (.*?)</title>")
                .matcher(open(frame, 1500).page());
        assertThat(seen.find()).as("the probe ran").isTrue();
        return JsonMapper.shared().readTree(seen.group(1));
    }

    private record Visit(String page, List<String> console) {}

    private Visit open(Path page, int width) throws IOException, InterruptedException {
        Path out = folder.resolve("dom.html");
        Path err = folder.resolve("stderr.txt");
        var command = new ArrayList<>(List.of(chromium.toString(), "--headless", "--no-sandbox", "--disable-gpu"));
        command.addAll(List.of("--no-first-run", "--disable-background-networking", "--disable-component-update"));
        command.addAll(List.of("--disable-sync", "--enable-logging=stderr", "--hide-scrollbars"));
        command.addAll(List.of("--user-data-dir=" + Files.createTempDirectory(folder, "profile")));
        command.addAll(List.of(
                "--virtual-time-budget=5000",
                "--window-size=" + width + ",1000",
                "--dump-dom",
                page.toUri().toString()));
        Process browser = new ProcessBuilder(command)
                .redirectOutput(Redirect.to(out.toFile()))
                .redirectError(Redirect.to(err.toFile()))
                .start();
        try {
            assertThat(browser.waitFor(60, TimeUnit.SECONDS))
                    .as("Chromium opens " + page)
                    .isTrue();
        } finally {
            browser.descendants().forEach(ProcessHandle::destroyForcibly);
            browser.destroyForcibly();
        }
        List<String> console = Files.readAllLines(err).stream()
                .filter(line -> line.contains("CONSOLE"))
                .toList();
        return new Visit(Files.readString(out), console);
    }
}
