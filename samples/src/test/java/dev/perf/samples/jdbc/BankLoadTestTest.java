package dev.perf.samples.jdbc;

import static dev.perf.Perf.constant;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.users;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.zaxxer.hikari.HikariDataSource;
import dev.perf.load.LoadProfile;
import dev.perf.result.ErrorResult;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BankLoadTestTest {

    private static final int ACCOUNTS = 20;

    /** Long, for a machine that is busy; those that wait for it choose a shorter one. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path reports;

    @Test
    void noMoneyIsLostAndTheDatabaseCountsStatementsAsTheResultDoes() throws Exception {
        try (BankDatabase database = BankDatabase.start(ACCOUNTS, 100_000);
                HikariDataSource pool = database.pool(2, PATIENCE)) {
            RunResult result = run(pool, users(8).iterations(25));

            assertThat(result.errors()).isEmpty();
            assertThat(result.ledger().completed()).isEqualTo(200);
            long balances = result.request("balance").count();
            long transfers = result.request("transfer").count();
            assertThat(balances + transfers).isEqualTo(200);
            assertThat(transfers).isPositive().isEqualTo(number(database, "SELECT count(*) FROM transfer"));
            assertThat(balances).isPositive().isEqualTo(number(database, """
                SELECT execution_count FROM information_schema.query_statistics
                WHERE sql_statement = 'SELECT cents FROM account WHERE id = ?'\
                """));
            assertThat(number(database, "SELECT sum(cents) FROM account")).isEqualTo(ACCOUNTS * 100_000L);
            assertThat(waits(result)).isEqualTo(200);
        }
    }

    @Test
    void aTransferThatFailsIsRolledBackAndTheReportSaysWhy() throws Exception {
        try (BankDatabase database = BankDatabase.start(ACCOUNTS, 0);
                HikariDataSource pool = database.pool(2, PATIENCE)) {
            RunResult result = run(pool, users(1).iterations(40));

            long transfers = result.request("transfer").count();
            assertThat(transfers).isPositive();
            assertThat(result.ledger().failed()).isEqualTo(transfers);
            assertThat(result.errors())
                    .extracting(ErrorResult::kind, ErrorResult::request, ErrorResult::count)
                    .containsExactly(tuple("step", "transfer", transfers));
            assertThat(result.errors().getFirst().message())
                    .startsWith("JdbcSQLIntegrityConstraintViolationException: Check constraint violation");
            assertThat(summary(result)).contains("Check constraint violation");
            assertThat(number(database, "SELECT sum(cents) FROM account")).isZero();
            assertThat(number(database, "SELECT count(*) FROM transfer")).isZero();
        }
    }

    @Test
    void aPoolWithoutAFreeConnectionFailsTheStepWhenPatienceEnds() throws Exception {
        Duration patience = Duration.ofMillis(500);
        try (BankDatabase database = BankDatabase.start(ACCOUNTS, 100_000);
                HikariDataSource pool = database.pool(1, patience)) {
            RunResult result;
            try (Connection taken = pool.getConnection()) {
                assertThat(taken.isValid(1)).isTrue();
                result = run(pool, users(2).iterations(1));
            }

            assertThat(result.ledger().failed()).isEqualTo(2);
            assertThat(result.errors())
                    .extracting(ErrorResult::message)
                    .allSatisfy(message -> assertThat(message)
                            .matches("SQLTransientConnectionException: no connection within 500 ms"
                                    + " \\(BankLoadTest\\.java:\\d+\\)"))
                    .isNotEmpty();
            assertThat(waits(result)).isEqualTo(2);
            assertThat(result.responseTime().min()).isGreaterThanOrEqualTo(patience.minusMillis(10));
        }
    }

    @Test
    void aDatabaseThatGoesAwayFailsTheStepsAfterIt() throws Exception {
        try (BankDatabase database = BankDatabase.start(ACCOUNTS, 100_000);
                HikariDataSource pool = database.pool(1, Duration.ofMillis(500))) {
            Scenario ending = teller(pool).exec("end of the database", user -> database.stop());

            RunResult result = run(ending, users(1).iterations(3));

            assertThat(result.ledger().completed()).isOne();
            assertThat(result.ledger().failed()).isEqualTo(2);
            assertThat(result.errors().stream().mapToLong(ErrorResult::count).sum())
                    .isEqualTo(2);
        }
    }

    private static Scenario teller(HikariDataSource pool) {
        return BankLoadTest.teller(pool, ACCOUNTS).thinkTime(constant(Duration.ZERO));
    }

    private RunResult run(HikariDataSource pool, LoadProfile load) throws InterruptedException {
        return run(teller(pool), load);
    }

    private RunResult run(Scenario scenario, LoadProfile load) throws InterruptedException {
        return loadTest("bank").seed(1).run(scenario, load).run(RunOptions.DEFAULTS.reportsTo(reports));
    }

    private static long waits(RunResult result) {
        return ((MetricResult.Trend) result.metric("group_duration{group:wait for connection}"))
                .distribution()
                .count();
    }

    private static String summary(RunResult result) throws IOException {
        return Files.readString(requireNonNull(result.report()).resolve("summary.json"));
    }

    private static long number(BankDatabase database, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            assertThat(row.next()).as(query).isTrue();
            return row.getLong(1);
        }
    }
}
