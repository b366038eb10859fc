package dev.perf.engine.internal.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.engine.internal.settings.run.ReportSettings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultFilesTest {

    private static final ReportSettings FILE = new ReportSettings(
            Path.of("reports"),
            true,
            Path.of("file.json"),
            Path.of("file.html"),
            Path.of("file"),
            Path.of("history"),
            null);

    private static final ReportSettings NO_REPORT =
            new ReportSettings(null, false, Path.of("file.json"), null, null, null, null);

    private static ResultFiles files(ReportSettings settings, String... flags) {
        return ResultFiles.of(Flags.parse(List.of(flags)), settings);
    }

    @Test
    void withoutAWordThereIsAReportAndNothingElse() {
        assertThat(files(ReportSettings.DEFAULTS))
                .isEqualTo(new ResultFiles(Path.of("target", "perf"), null, ReportCopies.NONE, null));
    }

    @Test
    void theFileSaysWhereUnlessFlagsDo() {
        assertThat(files(FILE))
                .isEqualTo(new ResultFiles(
                        Path.of("reports"),
                        "file.json",
                        new ReportCopies(Path.of("file.html"), Path.of("file")),
                        Path.of("history")));
        assertThat(files(FILE, "--report=r", "--json=-", "--html=h", "--csv=c", "--history=s"))
                .isEqualTo(
                        new ResultFiles(Path.of("r"), "-", new ReportCopies(Path.of("h"), Path.of("c")), Path.of("s")));
        assertThat(files(NO_REPORT, "--report=r").reports()).isEqualTo(Path.of("r"));
    }

    @Test
    void noReportMeansNoPartOfItEither() {
        assertThat(files(FILE, "--no-report"))
                .isEqualTo(new ResultFiles(null, "file.json", ReportCopies.NONE, Path.of("history")));
        assertThat(files(NO_REPORT)).isEqualTo(new ResultFiles(null, "file.json", ReportCopies.NONE, null));
    }

    @Test
    void aPartOfAReportThatTheFileForbidsIsRefused() {
        for (String flag : List.of("--html", "--csv")) {
            assertThatThrownBy(() -> files(NO_REPORT, flag, "x"))
                    .isInstanceOf(UsageException.class)
                    .hasMessage(flag + " takes a part of the report, and the file that configures the test says that"
                            + " there is none; give --report DIR as well");
        }
        assertThatThrownBy(() -> files(NO_REPORT, "--trace-failure"))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--trace-failure takes a part of the report");
    }

    @Test
    void theOptionsOfTheRunSayTheSame() {
        assertThat(files(FILE).options().reports()).isEqualTo(Path.of("reports"));
        assertThat(files(FILE).options().history()).isEqualTo(Path.of("history"));
        assertThat(files(NO_REPORT).options().reports()).isNull();
    }
}
