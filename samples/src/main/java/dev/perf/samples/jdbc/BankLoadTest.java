package dev.perf.samples.jdbc;

import static dev.perf.Perf.between;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.task;
import static dev.perf.Perf.users;
import static dev.perf.threshold.Thresholds.failedSteps;
import static dev.perf.threshold.Thresholds.groupDuration;
import static dev.perf.threshold.Thresholds.responseTime;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import com.zaxxer.hikari.HikariDataSource;
import dev.perf.LoadTest;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.User;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** Tellers who look at accounts and move money between them, over a pool of connections that they share. */
public final class BankLoadTest {

    private static final int ACCOUNTS = 1_000;

    private BankLoadTest() {}

    // tag::scenario[]
    /** A teller, who asks {@code pool} for a connection each time. */
    static Scenario teller(HikariDataSource pool, int accounts) {
        return scenario("teller")
                .thinkTime(between(ofMillis(50), ofMillis(150)))
                .tasks(
                        task(3, exec("balance", user -> {
                            try (Connection connection = connection(user, pool)) {
                                user.check("account exists", balance(connection, anyOf(accounts, user)) >= 0);
                            }
                        })),
                        task(1, exec("transfer", user -> {
                            int one = anyOf(accounts, user);
                            int other = one % accounts + 1;
                            try (Connection connection = connection(user, pool)) {
                                transfer(connection, one, other, 100);
                            }
                        })));
    }

    /** The wait for the pool is part of the step, as in the service itself, and a group besides. */
    private static Connection connection(User user, HikariDataSource pool) throws Exception {
        try {
            return user.group("wait for connection", pool::getConnection);
        } catch (SQLTransientConnectionException exhausted) { // its message has times and counts in it
            throw new SQLTransientConnectionException("no connection within " + pool.getConnectionTimeout() + " ms");
        }
    }

    private static void transfer(Connection connection, int payer, int payee, long cents) throws SQLException {
        connection.setAutoCommit(false);
        try {
            add(connection, payee, cents);
            add(connection, payer, -cents); // fails where there is not enough
            note(connection, payer, payee, cents);
            connection.commit();
        } catch (SQLException failed) {
            connection.rollback();
            throw failed; // the iteration fails
        }
    }
    // end::scenario[]

    private static long balance(Connection connection, int account) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT cents FROM account WHERE id = ?")) {
            select.setQueryTimeout(2);
            select.setInt(1, account);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : -1;
            }
        }
    }

    private static void add(Connection connection, int account, long cents) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE account SET cents = cents + ? WHERE id = ?")) {
            update.setQueryTimeout(2);
            update.setLong(1, cents);
            update.setInt(2, account);
            update.executeUpdate();
        }
    }

    private static void note(Connection connection, int payer, int payee, long cents) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO transfer VALUES (?, ?, ?)")) {
            insert.setInt(1, payer);
            insert.setInt(2, payee);
            insert.setLong(3, cents);
            insert.executeUpdate();
        }
    }

    private static int anyOf(int accounts, User user) {
        return 1 + user.random().nextInt(accounts);
    }

    /** Returns the test, whose tellers share {@code pool}. */
    // tag::test[]
    static LoadTest test(HikariDataSource pool) {
        return loadTest("bank")
                .run(
                        teller(pool, ACCOUNTS),
                        users().rampTo(50).over(ofSeconds(5)).hold(ofSeconds(10)))
                .threshold(responseTime("transfer").p95().below(ofMillis(100)))
                .threshold(groupDuration("wait for connection").p95().below(ofMillis(50)))
                .threshold(failedSteps().rate().below(0.01));
    }

    /** Starts a database and runs the test against it; {@code --help} lists the flags. */
    public static void main(String... arguments) throws SQLException {
        try (BankDatabase database = BankDatabase.start(ACCOUNTS, 100_000);
                HikariDataSource pool = database.pool(10, ofSeconds(2))) {
            test(pool).main(arguments);
        }
    }
    // end::test[]
}
