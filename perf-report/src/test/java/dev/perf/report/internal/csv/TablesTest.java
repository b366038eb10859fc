package dev.perf.report.internal.csv;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.perf.report.internal.Results;
import dev.perf.result.ErrorResult;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import dev.perf.spi.ResultWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TablesTest {

    /** The columns of Locust 2, in its order: what reads its files may go by position. */
    private static final String PERCENTILES = "50%,66%,75%,80%,90%,95%,98%,99%,99.9%,99.99%,100%";

    private static final String SERVICE_TIMES =
            "Service Time 50%,Service Time 90%,Service Time 95%,Service Time 99%,Service Time 99.9%";

    @TempDir
    Path folder;

    @Test
    void statsBeginWithLocustsColumns() throws IOException {
        assertThat(head(new StatsTable()))
                .isEqualTo("Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,"
                        + "Min Response Time,Max Response Time,Average Content Size,Requests/s,Failures/s,"
                        + PERCENTILES
                        + ",Failure Rate,Standard Deviation,Service Time Average,Service Time Min,Service Time Max,"
                        + SERVICE_TIMES + ",Bytes Sent,Bytes Received");
    }

    @Test
    void historyBeginsWithLocustsColumns() throws IOException {
        assertThat(head(new HistoryTable()))
                .isEqualTo("Timestamp,User Count,Type,Name,Requests/s,Failures/s," + PERCENTILES
                        + ",Total Request Count,Total Failure Count,Total Median Response Time,"
                        + "Total Average Response Time,Total Min Response Time,Total Max Response Time,"
                        + "Total Average Content Size,Elapsed Seconds,Interval Seconds,Iterations Scheduled,"
                        + "Iterations Started,Iterations Dropped,Iterations Ended,Bytes Received," + SERVICE_TIMES);
    }

    @Test
    void failuresBeginWithLocustsColumns() throws IOException {
        assertThat(head(new FailureTable()))
                .isEqualTo("Method,Name,Error,Occurrences,Kind,First Seen Seconds,Last Seen Seconds");
    }

    @Test
    void statsHaveARowPerRequestAndOneForAll() throws IOException {
        RunResult result = Results.failing();

        List<NamedCsvRecord> rows = read(new StatsTable(), result);

        assertThat(rows).hasSize(6);
        RequestResult login = result.request("login");
        NamedCsvRecord row = rows.getFirst();
        assertThat(row.getField("Name")).isEqualTo("login");
        assertThat(row.getField("Request Count")).isEqualTo(String.valueOf(login.count()));
        assertThat(row.getField("Failure Count")).isEqualTo(String.valueOf(login.failed()));
        assertThat(millis(row, "Median Response Time"))
                .isEqualTo(login.responseTime().p50());
        assertThat(millis(row, "99.9%")).isEqualTo(login.responseTime().percentile(99.9));
        assertThat(millis(row, "Service Time 95%"))
                .isEqualTo(login.serviceTime().p95());
        assertThat(row.getField("Average Content Size")).isEqualTo("1400");
        assertThat(rows.getLast().getField("Name")).isEqualTo("Aggregated");
        assertThat(rows.getLast().getField("Request Count")).isEqualTo(String.valueOf(result.requestCount()));
        assertThat(millis(rows.getLast(), "100%"))
                .isEqualTo(result.responseTime().max());
    }

    @Test
    void percentilesThatTooFewSamplesBearOutAreEmptyInStats() throws IOException {
        NamedCsvRecord row = read(new StatsTable(), Results.tiny()).getFirst();

        assertThat(row.getField("50%")).isEmpty();
        assertThat(row.getField("Median Response Time")).isEmpty();
        assertThat(row.getField("100%")).isEqualTo("47.25");
        assertThat(row.getField("Min Response Time")).isEqualTo("12.5");
    }

    @Test
    void historyHasARowPerIntervalWithTheSumSoFar() throws IOException {
        RunResult result = Results.tiny();

        List<NamedCsvRecord> rows = read(new HistoryTable(), result);

        assertThat(rows).extracting(row -> row.getField("Timestamp")).containsExactly("1795183389", "1795183390");
        assertThat(rows).extracting(row -> row.getField("Elapsed Seconds")).containsExactly("2", "3.5");
        assertThat(rows).extracting(row -> row.getField("Requests/s")).containsExactly("3", "0");
        assertThat(rows).extracting(row -> row.getField("95%")).containsExactly("47.25", "");
        assertThat(rows).extracting(row -> row.getField("Total Request Count")).containsExactly("3", "3");
        assertThat(rows)
                .extracting(row -> row.getField("Total Max Response Time"))
                .containsExactly("47.25", "47.25");
        assertThat(rows).extracting(row -> row.getField("Iterations Dropped")).containsExactly("0", "1");
    }

    @Test
    void failuresHaveARowPerError() throws IOException {
        RunResult result = Results.failing();

        List<NamedCsvRecord> rows = read(new FailureTable(), result);

        assertThat(rows)
                .extracting(row -> row.getField("Error"))
                .containsExactlyElementsOf(
                        result.errors().stream().map(ErrorResult::message).toList());
        assertThat(rows.getFirst().getField("Occurrences"))
                .isEqualTo(String.valueOf(result.errors().getFirst().count()));
        assertThat(rows.getFirst().getField("First Seen Seconds")).isEqualTo("200");
    }

    @ParameterizedTest
    @MethodSource("dev.perf.report.internal.Results#all")
    void everyRowHasACellPerColumn(RunResult result) throws IOException {
        for (ResultWriter table : List.of(new StatsTable(), new HistoryTable(), new FailureTable())) {
            for (NamedCsvRecord row : read(table, result)) {
                assertThat(row.getFields()).hasSameSizeAs(row.getHeader());
            }
        }
    }

    @Test
    void namesComeBackAsWrittenButForCharactersThatNoTextMayHave() throws IOException {
        List<NamedCsvRecord> rows = read(new StatsTable(), Results.hostile());

        assertThat(rows)
                .extracting(row -> row.getField("Name"))
                .contains(
                        "<script>alert(1)</script>",
                        "\"><img src=x onerror=alert(2)>",
                        "evil\uFFFDgpj.exe",
                        "nul\uFFFD bell\uFFFD lone\uFFFD surrogate");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "=HYPERLINK(\"http://evil\"), `'=HYPERLINK(\"http://evil\")`",
                "+1, '+1",
                "-1, '-1",
                "@SUM(A1), '@SUM(A1)",
                "`\t=1`, `'\t=1`",
                "`\r=1`, `'\r=1`",
                "a=1, a=1",
                "``, ``"
            })
    void noCellIsAFormula(String text, String cell) {
        assertThat(Column.<String>text("x", value -> value).cell().apply(text)).isEqualTo(cell);
    }

    @Test
    void numbersDoNotFollowTheLocale() throws IOException {
        String before = Files.readString(write(new StatsTable(), Results.failing()));
        Locale locale = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(Files.readString(write(new StatsTable(), Results.failing())))
                    .isEqualTo(before);
        } finally {
            Locale.setDefault(locale);
        }
    }

    private String head(ResultWriter table) throws IOException {
        return Files.readAllLines(write(table, Results.tiny())).getFirst();
    }

    private List<NamedCsvRecord> read(ResultWriter table, RunResult result) throws IOException {
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.STRICT)
                .missingFieldStrategy(FieldMismatchStrategy.STRICT)
                .ofNamedCsvRecord(write(table, result))) {
            return csv.stream().toList();
        }
    }

    private Path write(ResultWriter table, RunResult result) throws IOException {
        Path file = folder.resolve(table.fileName());
        table.write(result, file);
        return file;
    }

    private static Duration millis(NamedCsvRecord row, String column) {
        return Duration.ofNanos(
                new BigDecimal(row.getField(column)).movePointRight(6).longValueExact());
    }
}
