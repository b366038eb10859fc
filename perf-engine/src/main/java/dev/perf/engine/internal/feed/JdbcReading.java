package dev.perf.engine.internal.feed;

import dev.perf.feed.Source;
import java.io.IOException;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a query, on a connection of its own that it gives back when closed. */
final class JdbcReading implements RecordReader {

    private final Connection connection;
    private final ResultSet rows;
    private final Columns columns;

    private JdbcReading(Source.Jdbc source, Connection connection) throws SQLException, BadDataException {
        this.connection = connection;
        connection.setAutoCommit(false); // or PostgreSQL's driver takes all rows into memory
        PreparedStatement statement =
                connection.prepareStatement(source.sql(), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        statement.setFetchSize(source.fetchSize());
        this.rows = statement.executeQuery();
        this.columns = columns(rows.getMetaData());
    }

    static RecordReader open(Source.Jdbc source) throws IOException, BadDataException {
        Connection connection = null;
        try {
            connection = source.database().getConnection();
            return new JdbcReading(source, connection);
        } catch (SQLException | BadDataException | RuntimeException failure) {
            if (connection != null) {
                giveBack(connection);
            }
            if (failure instanceof SQLException refused) {
                throw failed(refused);
            }
            if (failure instanceof BadDataException bad) {
                throw bad;
            }
            throw new BadDataException("cannot be read: " + failure);
        }
    }

    private static Columns columns(ResultSetMetaData data) throws SQLException, BadDataException {
        var names = new ArrayList<String>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            names.add(data.getColumnLabel(i));
        }
        return Columns.of(Columns.checked(names, "the result", " with AS in the query"));
    }

    @Override
    public Columns columns() {
        return columns;
    }

    @Override
    public @Nullable Object @Nullable [] next() throws BadDataException {
        try {
            if (!rows.next()) {
                return null;
            }
            @Nullable Object[] row = new Object[columns.size()];
            for (int i = 0; i < row.length; i++) {
                Object value = rows.getObject(i + 1);
                row[i] = value instanceof Clob text ? text.getSubString(1, (int) text.length()) : value;
            }
            return row;
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    private static BadDataException failed(SQLException failure) {
        String state = failure.getSQLState();
        return new BadDataException(
                "cannot be read: " + failure.getMessage() + (state == null ? "" : " (SQL state " + state + ")"));
    }

    @Override
    public void close() throws IOException {
        giveBack(connection);
    }

    /** A pool hands the connection on, with no transaction open and as it was. */
    private static void giveBack(Connection connection) throws IOException {
        try (connection) {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException failure) {
            throw new IOException(failure);
        }
    }
}
