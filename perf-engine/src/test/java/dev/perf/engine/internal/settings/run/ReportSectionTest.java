package dev.perf.engine.internal.settings.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.settings.Readings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where files let reports go. */
class ReportSectionTest {

    private static final Readings<ReportSettings> REPORT = new Readings<>("report", ReportSection.SHAPE);

    @Test
    void aTextAloneIsTheFolder() {
        assertThat(REPORT.read("report: target/load"))
                .isEqualTo(new ReportSettings(Path.of("target/load"), true, null, null, null, null, null));
        assertThat(REPORT.read("report: true")).isEqualTo(ReportSettings.DEFAULTS);
        assertThat(REPORT.read("report: {}")).isEqualTo(ReportSettings.DEFAULTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "no", "none", "{write: false}"})
    void thereMayBeNone(String value) {
        assertThat(REPORT.read("report: " + value))
                .isEqualTo(new ReportSettings(null, false, null, null, null, null, null));
    }

    @Test
    void formsOfTheReportHaveFilesOfTheirOwn() {
        assertThat(REPORT.read("""
            report:
              folder: out
              json: out/summary.json
              html: report.html
              csv: results
              history: history
              live: 8090
            """))
                .isEqualTo(new ReportSettings(
                        Path.of("out"),
                        true,
                        Path.of("out/summary.json"),
                        Path.of("report.html"),
                        Path.of("results"),
                        Path.of("history"),
                        "8090"));
    }

    @ParameterizedTest
    @CsvSource({"true, ''", "on, ''", "8090, 8090", "'127.0.0.1:8090', '127.0.0.1:8090'", "false,", "no,"})
    void aLivePageIsServedWhereItIsWanted(String given, String place) {
        assertThat(REPORT.read("report: {live: " + given + "}").live()).isEqualTo(place);
    }

    @Test
    void mistakesSayWhatIsExpected() {
        assertThat(REPORT.refusedByEditors("""
            report:
              folders: out
              write: maybe
              json: ''
              csv: [a]
            """)).isEqualTo("""
                4 mistakes
                test.yaml:2:3: report.folders: no key of a report; did you mean "folder"?
                    2 |   folders: out
                      |   ^^^^^^^
                test.yaml:3:10: report.write: true or false is expected here, got the value "maybe"
                    3 |   write: maybe
                      |          ^^^^^
                test.yaml:4:9: report.json: a path is expected here, got ""
                    4 |   json: ''
                      |         ^^
                test.yaml:5:8: report.csv: a path is expected here, got a list
                    5 |   csv: [a]
                      |        ^\
                """);
        assertThat(REPORT.refused("report: [html]")).isEqualTo("""
            test.yaml:1:9: report: a text, or a report (a mapping) is expected here, got a list
                1 | report: [html]
                  |         ^\
            """);
    }
}
