package dev.perf.engine.internal.stream;

import dev.perf.engine.internal.http.MessageView;
import dev.perf.sse.ServerSentEvent;
import dev.perf.websocket.WebSocketMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was awaited, a message or an event.
 *
 * @param content nothing where none came
 */
public record AwaitedMessage(
        Message.Content content, @Nullable String failure, Duration duration)
        implements WebSocketMessage, ServerSentEvent {

    private static final Message.Content NOTHING = new Message.Content(new byte[0], false, null, null);

    static AwaitedMessage of(Message message, @Nullable String failure, Duration duration) {
        return new AwaitedMessage(message.content(), failure, duration);
    }

    static AwaitedMessage nothing(String failure, Duration duration) {
        return new AwaitedMessage(NOTHING, failure, duration);
    }

    @Override
    public boolean ok() {
        return failure == null;
    }

    @Override
    public boolean isText() {
        return content.isText();
    }

    @Override
    public String event() {
        return Objects.requireNonNullElse(content.event(), "");
    }

    @Override
    public String id() {
        return Objects.requireNonNullElse(content.id(), "");
    }

    @Override
    public String text() {
        return new String(content.bytes(), StandardCharsets.UTF_8);
    }

    @Override
    public byte[] bytes() {
        return content.bytes().clone();
    }

    @Override
    public @Nullable Object jsonPath(String expression) {
        return MessageView.jsonPath(expression, content.bytes());
    }
}
