package dev.perf.engine.internal.http.transport;

/**
 * Takes the chunk framing off a body (RFC 9112, 7.1), as far as it has arrived.
 *
 * <p>Extensions and trailers are skipped; a bare LF is taken for CRLF. Resumes where it stopped.
 */
final class ChunkDecoder {

    /** Where the data of chunks goes. */
    interface Sink {

        void accept(byte[] bytes, int from, int length) throws ResponseFault;
    }

    private enum State {
        SIZE,
        EXTENSION,
        DATA,
        DATA_END,
        TRAILER_START,
        TRAILER,
        DONE
    }

    private static final int MOST_DIGITS = 15;

    private State state = State.SIZE;
    private int digits;
    private long remaining;
    private int overhead;
    private int maxOverhead;
    private boolean afterCr;

    /**
     * Expects the first chunk.
     *
     * @param most bytes allowed for the line of one chunk, and for all trailers together
     */
    void reset(int most) {
        state = State.SIZE;
        digits = 0;
        remaining = 0;
        overhead = 0;
        maxOverhead = most;
        afterCr = false;
    }

    boolean isDone() {
        return state == State.DONE;
    }

    /**
     * Decodes bytes in {@code [from, to)} up to the end of the body.
     *
     * @return the index after the last byte used
     * @throws ResponseFault if the framing is broken or too large, or by the sink
     */
    int decode(byte[] bytes, int from, int to, Sink sink) throws ResponseFault {
        int at = from;
        while (at < to && state != State.DONE) {
            if (state == State.DATA) {
                int length = (int) Math.min(remaining, to - at);
                sink.accept(bytes, at, length);
                at += length;
                remaining -= length;
                state = remaining == 0 ? State.DATA_END : State.DATA;
            } else {
                framing(bytes[at++]);
            }
        }
        return at;
    }

    private void framing(byte b) throws ResponseFault {
        if (++overhead > maxOverhead) {
            throw ResponseFault.tooLarge("chunk line or trailers longer than %d bytes".formatted(maxOverhead));
        }
        if (b == '\r' && !afterCr) {
            afterCr = true;
            return;
        }
        if (afterCr && b != '\n') {
            throw broken(b);
        }
        afterCr = false;
        switch (state) {
            case SIZE -> size(b);
            case EXTENSION -> state = b == '\n' ? sizeKnown() : State.EXTENSION;
            case DATA_END -> dataEnd(b);
            case TRAILER_START -> state = b == '\n' ? State.DONE : State.TRAILER;
            case TRAILER -> state = b == '\n' ? State.TRAILER_START : State.TRAILER;
            case DATA, DONE -> throw new AssertionError(state);
        }
    }

    private void size(byte b) throws ResponseFault {
        int digit = Ascii.hexDigit(b);
        if (digit >= 0 && digits < MOST_DIGITS) {
            remaining = remaining << 4 | digit;
            digits++;
        } else if (digits > 0 && b == '\n') {
            state = sizeKnown();
        } else if (digits > 0 && (b == ';' || Ascii.isBlank(b))) {
            state = State.EXTENSION;
        } else {
            throw broken(b);
        }
    }

    private State sizeKnown() {
        digits = 0;
        overhead = 0;
        return remaining == 0 ? State.TRAILER_START : State.DATA;
    }

    private void dataEnd(byte b) throws ResponseFault {
        if (b != '\n') {
            throw broken(b);
        }
        overhead = 0;
        state = State.SIZE;
    }

    private ResponseFault broken(byte b) {
        String where = state == State.DATA_END ? "after a chunk's data" : "in a chunk's size";
        return ResponseFault.malformed(
                "malformed chunk: unexpected \"%s\" %s".formatted(Ascii.printable(new byte[] {b}, 0, 1, 1), where));
    }
}
