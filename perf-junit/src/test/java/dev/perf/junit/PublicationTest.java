package dev.perf.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.RunResult;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublicationTest {

    private final RunResult passed = Results.passed().build();

    @Test
    void testsPrintWhereTheReportIs() {
        assertThat(Publication.lines(passed, Map.of())).containsExactly("shop PASSED, report: " + Results.LINK);
    }

    @Test
    void jobsOfJenkinsAreToldWhatToAttach() {
        assertThat(Publication.lines(passed, Map.of("JENKINS_URL", "https://ci.example/")))
                .containsExactly(
                        "shop PASSED, report: " + Results.LINK,
                        "[[ATTACHMENT|" + Results.REPORT.resolve("index.html").toAbsolutePath() + "]]");
    }

    @Test
    void runsWithoutAReportPrintNothing() {
        assertThat(Publication.lines(
                        Results.passed().report(null).build(), Map.of("JENKINS_URL", "https://ci.example/")))
                .isEmpty();
    }
}
