package dev.perf.samples.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A stock exchange on loopback that answers a line with a line, on a virtual thread per connection:
 *
 * <pre>
 * QUOTE ACME     OK 102.50
 * BUY ACME 10    OK 1                       the number of the order
 * QUOTE NONE     ERROR no such share: NONE
 * </pre>
 *
 * <p>It counts what it does, for tests to compare. All methods may be called from any thread.
 */
final class QuoteServer implements AutoCloseable {

    private static final Map<String, String> PRICES =
            Map.of("ACME", "102.50", "HOOLI", "317.20", "INITECH", "9.99", "UMBRELLA", "41.05");

    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong quotes = new AtomicLong();
    private final AtomicLong orders = new AtomicLong();
    private final AtomicInteger answersToLose = new AtomicInteger();
    private volatile boolean marketIsOpen = true;

    private QuoteServer(ServerSocket listener) {
        this.listener = listener;
    }

    static QuoteServer start() {
        try {
            var server = new QuoteServer(new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress()));
            server.threads.execute(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /** Returns how many connections it has accepted. */
    long connections() {
        return connections.get();
    }

    /** Returns how many connections are open at the moment. */
    int openConnections() {
        return open.size();
    }

    /** Returns how many quotes it has given. */
    long quotes() {
        return quotes.get();
    }

    /** Returns how many orders it has taken. */
    long orders() {
        return orders.get();
    }

    /** Answers each question with an error from now on. */
    void closeMarket() {
        marketIsOpen = false;
    }

    /** Leaves the next questions without an answer. */
    void loseAnswers(int count) {
        answersToLose.set(count);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                open.add(socket);
                threads.execute(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var questions = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            for (String question = questions.readLine(); question != null; question = questions.readLine()) {
                if (answersToLose.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
                    socket.getOutputStream().write((answer(question) + "\n").getBytes(US_ASCII));
                }
            }
        } catch (SocketException gone) {
            // The client, or close(), has ended the connection.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            open.remove(socket);
        }
    }

    private String answer(String question) {
        String[] words = question.split(" ");
        if (!marketIsOpen) {
            return "ERROR the market is closed";
        }
        if (words.length < 2 || !PRICES.containsKey(words[1])) {
            return "ERROR no such share: " + (words.length < 2 ? "" : words[1]);
        }
        return switch (words[0]) {
            case "QUOTE" -> {
                quotes.incrementAndGet();
                yield "OK " + PRICES.get(words[1]);
            }
            case "BUY" -> "OK " + orders.incrementAndGet();
            default -> "ERROR no such command: " + words[0];
        };
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.close();
    }
}
