package dev.perf.engine.internal.http.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;

/**
 * Sends one request whose body is long or read while it is sent, or that asks for leave to send it, and listens for an
 * early answer meanwhile. Memory: one buffer of 64 kB, however long the body.
 */
final class Upload {

    /** A body in memory that is longer may well not be wanted by the server, which says so before it has all. */
    static final int LONG = 1 << 20;

    /** Room before the data of a chunk for its size in hexadecimal digits and a line end, and after it for another. */
    private static final int CHUNK_HEAD = 10;

    private static final int CHUNK_END = 2;
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final WireRequest request;
    private final Exchange exchange;
    private final OutputStream out;
    private final Buffers buffers;
    private final EarlyAnswer answer;

    private Upload(WireRequest request, Exchange exchange, OutputStream out, Buffers buffers, EarlyAnswer answer) {
        this.request = request;
        this.exchange = exchange;
        this.out = out;
        this.buffers = buffers;
        this.answer = answer;
    }

    /** Whether {@code request} is to go this way. */
    static boolean isDue(WireRequest request) {
        return request.isStreamed() || request.expectsContinue() || request.bodyLength() > LONG;
    }

    /**
     * Sends the request, whose head is in {@code buffer} already, and reads the response into {@code exchange}.
     *
     * @return whether the connection can carry another request
     */
    static boolean run(
            Connection connection,
            WireRequest request,
            byte[] buffer,
            int head,
            Exchange exchange,
            Buffers buffers,
            LongSupplier clock)
            throws IOException {
        OutputStream out = connection.output();
        out.write(buffer, 0, head);
        exchange.sent(head);
        EarlyAnswer answer = EarlyAnswer.listen(connection.socket(), connection.input(), request.limits());
        boolean whole = new Upload(request, exchange, out, buffers, answer).sendBody();
        exchange.requestSent(clock.getAsLong());
        InputStream response = answer.await();
        ResponseReader reader = new ResponseReader(buffers, clock, response);
        boolean keep = reader.read(buffer, request, exchange) && whole;
        connection.announced(reader.idleSeconds());
        return keep;
    }

    /** Sends the body unless the server has answered instead; says whether all of it was sent. */
    private boolean sendBody() throws IOException {
        if (request.expectsContinue() && !answer.awaitContinue()) {
            return false;
        }
        if (request.isStreamed()) {
            try (BodySource source = request.openBody()) {
                return request.contentLength() == RequestBody.UNKNOWN ? sendChunks(source) : sendAll(source);
            }
        }
        byte[] body = request.body();
        return body == null || write(body, 0, request.bodyLength());
    }

    private boolean sendAll(BodySource source) throws IOException {
        byte[] piece = buffers.large.take();
        try {
            for (int count = source.read(piece); count >= 0; count = source.read(piece)) {
                if (!write(piece, 0, count)) {
                    return false;
                }
            }
            return true;
        } finally {
            buffers.give(piece);
        }
    }

    private boolean sendChunks(BodySource source) throws IOException {
        byte[] piece = buffers.large.take();
        int most = piece.length - CHUNK_HEAD - CHUNK_END;
        try {
            for (int count = source.read(piece, CHUNK_HEAD, most);
                    count >= 0;
                    count = source.read(piece, CHUNK_HEAD, most)) {
                int from = frame(piece, count);
                if (count > 0 && !write(piece, from, CHUNK_HEAD + count + CHUNK_END - from)) {
                    return false;
                }
            }
            return write(LAST_CHUNK, 0, LAST_CHUNK.length);
        } finally {
            buffers.give(piece);
        }
    }

    /** Puts the framing around the data of a chunk; returns where it begins. */
    private static int frame(byte[] piece, int count) {
        int at = CHUNK_HEAD;
        piece[--at] = '\n';
        piece[--at] = '\r';
        int rest = count;
        do {
            piece[--at] = (byte) Character.forDigit(rest & 0xf, 16);
            rest >>>= 4;
        } while (rest > 0);
        piece[CHUNK_HEAD + count] = '\r';
        piece[CHUNK_HEAD + count + 1] = '\n';
        return at;
    }

    /** Writes; returns false if the server has answered with an error meanwhile, or has answered and hung up. */
    private boolean write(byte[] bytes, int from, int length) throws IOException {
        if (answer.isRefusing()) {
            return false;
        }
        try {
            out.write(bytes, from, length);
            exchange.sent(length);
            return true;
        } catch (IOException broken) {
            if (answer.isRefusing()) {
                return false;
            }
            answer.await();
            if (answer.isEmpty()) {
                throw broken;
            }
            return false;
        }
    }
}
