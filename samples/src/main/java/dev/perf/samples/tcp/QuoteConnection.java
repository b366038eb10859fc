package dev.perf.samples.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * A client of the quote server: blocking Java that knows nothing of load tests. Belongs to one user; not thread-safe.
 *
 * <p>A question that is not answered in time, or breaks off, closes the connection: its answer might come late, and be
 * taken for that of the next question.
 */
final class QuoteConnection implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader answers;

    private QuoteConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    }

    /**
     * Connects.
     *
     * @param deadline how long to wait for the connection, and then for each answer
     */
    static QuoteConnection open(InetSocketAddress server, Duration deadline) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(server, Math.toIntExact(deadline.toMillis()));
            socket.setSoTimeout(Math.toIntExact(deadline.toMillis()));
            return new QuoteConnection(socket);
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    /** Returns the price of a share. */
    BigDecimal price(String symbol) throws IOException, QuoteRefusedException {
        return new BigDecimal(ask("QUOTE " + symbol));
    }

    /** Buys shares, and returns the number of the order. */
    long buy(String symbol, int shares) throws IOException, QuoteRefusedException {
        return Long.parseLong(ask("BUY " + symbol + " " + shares));
    }

    private String ask(String question) throws IOException, QuoteRefusedException {
        String answer;
        try {
            socket.getOutputStream().write((question + "\n").getBytes(US_ASCII));
            answer = answers.readLine();
            if (answer == null) {
                throw new EOFException("the server closed the connection");
            }
        } catch (IOException failed) {
            close();
            throw failed;
        }
        if (answer.startsWith("ERROR ")) {
            throw new QuoteRefusedException(answer.substring("ERROR ".length()));
        }
        return answer.substring("OK ".length());
    }

    boolean isOpen() {
        return !socket.isClosed();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
