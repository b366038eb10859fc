package dev.perf.engine.internal.http.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Listens to the server while a body is sent, on a virtual thread of its own: a server may answer before it has read
 * all, and then often stops reading.
 *
 * <p>Reads up to the end of the final response's head at least. An answer that is an error ends the sending, even of a
 * write that is blocked. What was read here is read again by the {@link ResponseReader} that takes the response.
 */
final class EarlyAnswer {

    private static final int FIRST_ERROR = 400;

    private final Socket raw;
    private final InputStream in;
    private final int maxHeadBytes;
    private final HeadParser parser = new HeadParser();
    private final CompletableFuture<Boolean> mayGoOn = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private byte[] bytes = new byte[2 * 1024]; // the listener's until it has ended
    private int length;
    private volatile boolean refusing;

    private EarlyAnswer(Socket raw, InputStream in, int maxHeadBytes) {
        this.raw = raw;
        this.in = in;
        this.maxHeadBytes = maxHeadBytes;
    }

    /** Begins to listen; ends when a final head has come, the peer has ended the connection, or it is closed. */
    static EarlyAnswer listen(Socket raw, InputStream in, ExchangeLimits limits) {
        EarlyAnswer answer = new EarlyAnswer(raw, in, limits.maxHeadBytes());
        Thread.ofVirtual().name("perf-http-early-answer").start(answer::run);
        return answer;
    }

    private void run() {
        try {
            readHead();
        } catch (IOException seenAgain) {
            // Whoever reads the response meets the same broken connection or malformed head.
        } finally {
            mayGoOn.complete(false);
            ended.complete(null);
        }
    }

    private void readHead() throws IOException {
        parser.reset(0);
        while (length <= maxHeadBytes) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, length * 2);
            }
            int count = in.read(bytes, length, bytes.length - length);
            if (count < 0) {
                return;
            }
            length += count;
            boolean complete = parser.parse(bytes, length);
            while (complete && parser.isInterim()) {
                if (parser.status() == 100) {
                    mayGoOn.complete(true);
                }
                parser.reset(parser.end());
                complete = parser.parse(bytes, length);
            }
            if (complete) {
                judge();
                return;
            }
        }
    }

    /** TLS would want to send a farewell and block behind the write that is to be ended; so the raw socket is told. */
    private void judge() {
        if (parser.status() >= FIRST_ERROR) {
            refusing = true;
            try {
                raw.shutdownOutput();
            } catch (IOException closed) {
                // then nothing more can be sent anyway
            }
        }
    }

    /**
     * Waits for leave to send the body, for as long as curl does: some servers never give it.
     *
     * @return false if the final response, or the end of the connection, has come instead
     */
    boolean awaitContinue() throws IOException {
        try {
            return mayGoOn.get(1, TimeUnit.SECONDS);
        } catch (TimeoutException silent) {
            return true;
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (ExecutionException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Whether an error has been answered: no more of the body is wanted. */
    boolean isRefusing() {
        return refusing;
    }

    /** Waits for the final head, or the end of the connection; returns the stream from the response's first byte. */
    InputStream await() throws IOException {
        try {
            ended.get();
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (ExecutionException impossible) {
            throw new AssertionError(impossible);
        }
        return new AheadStream(bytes, length, in);
    }

    /** Whether anything has come; known once it has ended. */
    boolean isEmpty() {
        return length == 0;
    }

    /** The channel closes the connection, which ends the listener. */
    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted");
    }

    /** What has been read ahead, and then the rest. */
    private static final class AheadStream extends InputStream {
        private final byte[] ahead;
        private final int limit;
        private final InputStream rest;
        private int at;

        AheadStream(byte[] ahead, int limit, InputStream rest) {
            this.ahead = ahead;
            this.limit = limit;
            this.rest = rest;
        }

        @Override
        public int read() throws IOException {
            return at < limit ? ahead[at++] & 0xff : rest.read();
        }

        @Override
        public int read(byte[] to, int from, int most) throws IOException {
            if (at == limit) {
                return rest.read(to, from, most);
            }
            int count = Math.min(most, limit - at);
            System.arraycopy(ahead, at, to, from, count);
            at += count;
            return count;
        }
    }
}
