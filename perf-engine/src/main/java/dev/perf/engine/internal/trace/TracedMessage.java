package dev.perf.engine.internal.trace;

import dev.perf.engine.internal.mask.Masks;
import dev.perf.result.ErrorSample;
import java.util.List;

/**
 * A request, a response, or a message of a stream.
 *
 * @param title what it is: method and URL, status, kind of message
 * @param headers its headers, in order
 * @param body what it carries
 */
public record TracedMessage(String title, List<Header> headers, TracedBody body) {

    /** Copies the headers. */
    public TracedMessage {
        headers = List.copyOf(headers);
    }

    /** Returns it for people, with secrets masked. */
    public ErrorSample.Message masked(Masks masks) {
        return new ErrorSample.Message(
                masks.text(title),
                headers.stream().map(header -> header.shown(masks)).toList(),
                String.join("\n", TracedBody.shown(body, masks)));
    }

    /** A header. */
    public record Header(String name, String value) {
        String shown(Masks masks) {
            return name + ": " + masks.value(name, value);
        }
    }
}
