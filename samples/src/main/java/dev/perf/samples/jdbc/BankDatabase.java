package dev.perf.samples.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.h2.tools.Server;

/** H2 as a server on loopback, with accounts in its memory. */
final class BankDatabase implements AutoCloseable {

    static {
        if (System.getProperty("h2.bindAddress") == null) { // read once, when H2 is loaded
            System.setProperty("h2.bindAddress", "127.0.0.1");
        }
    }

    private final Server server;

    private BankDatabase(Server server) {
        this.server = server;
    }

    /**
     * Starts a server.
     *
     * @param accounts how many there are, numbered from 1
     * @param cents what is on each
     */
    static BankDatabase start(int accounts, long cents) throws SQLException {
        Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        var database = new BankDatabase(server);
        try (Connection connection = DriverManager.getConnection(database.url());
                Statement statement = connection.createStatement()) {
            statement.execute("SET QUERY_STATISTICS TRUE");
            statement.execute("DROP ALL OBJECTS");
            statement.execute("CREATE TABLE account (id INT PRIMARY KEY, cents BIGINT NOT NULL CHECK (cents >= 0))");
            statement.execute("CREATE TABLE transfer (payer INT NOT NULL, payee INT NOT NULL, cents BIGINT NOT NULL)");
            statement.execute("INSERT INTO account SELECT x, %d FROM system_range(1, %d)".formatted(cents, accounts));
        }
        return database;
    }

    String url() {
        return "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:bank;DB_CLOSE_DELAY=-1";
    }

    /**
     * Opens a pool of connections, like that of the service that uses the database.
     *
     * @param size how many connections there are at most
     * @param patience how long to wait for one, at least 250 ms
     */
    HikariDataSource pool(int size, Duration patience) {
        var config = new HikariConfig();
        config.setJdbcUrl(url());
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(patience.toMillis());
        return new HikariDataSource(config);
    }

    /** Ends the server, and with it all connections. */
    void stop() {
        server.stop();
    }

    @Override
    public void close() {
        stop();
    }
}
