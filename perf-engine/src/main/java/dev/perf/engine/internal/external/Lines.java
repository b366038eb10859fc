package dev.perf.engine.internal.external;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** A text that remembers whether the last line read was ended: one that was not may have been cut off. */
final class Lines extends Reader {

    private final Reader source;
    private final char[] buffer = new char[1 << 16];
    private int from;
    private int to;
    private boolean ended = true;

    Lines(Reader source) {
        super(source);
        this.source = source;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (from == to && !fill()) {
            return -1;
        }
        int count = Math.min(length, to - from);
        System.arraycopy(buffer, from, target, offset, count);
        from += count;
        ended = count == 0 ? ended : target[offset + count - 1] == '\n';
        return count;
    }

    /** Returns the next line without its end; null after the last. */
    @Nullable
    String next() throws IOException {
        var line = new StringBuilder();
        while (from < to || fill()) {
            for (int i = from; i < to; i++) {
                if (buffer[i] == '\n') {
                    line.append(buffer, from, i - from);
                    from = i + 1;
                    ended = true;
                    return line.toString();
                }
            }
            line.append(buffer, from, to - from);
            from = to;
            ended = false;
        }
        return line.isEmpty() ? null : line.toString();
    }

    /** Tells whether the last line read had an end. */
    boolean isEnded() {
        return ended;
    }

    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, source.read(buffer));
        return to > 0;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
