package dev.perf.engine.internal.stream;

import dev.perf.check.Extractor;
import dev.perf.engine.internal.http.MessageView;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.sse.ServerSentEvent;
import dev.perf.websocket.WebSocketMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was awaited, a message or an event, or why none came. Belongs to its user. */
public final class AwaitedMessage implements WebSocketMessage, ServerSentEvent {

    private static final Message.Content NOTHING = new Message.Content(new byte[0], false, null, null);

    private final VirtualUser user;
    private final StreamKind kind;
    private final Message.Content content;
    private final @Nullable String failure;
    private final Duration duration;
    private @Nullable MessageView view;

    private AwaitedMessage(
            VirtualUser user, StreamKind kind, Message.Content content, @Nullable String failure, Duration duration) {
        this.user = user;
        this.kind = kind;
        this.content = content;
        this.failure = failure;
        this.duration = duration;
    }

    static AwaitedMessage of(
            VirtualUser user, StreamKind kind, Message message, @Nullable String failure, Duration duration) {
        return new AwaitedMessage(user, kind, message.content(), failure, duration);
    }

    static AwaitedMessage nothing(VirtualUser user, StreamKind kind, String failure, Duration duration) {
        return new AwaitedMessage(user, kind, NOTHING, failure, duration);
    }

    @Override
    public boolean ok() {
        return failure == null;
    }

    @Override
    public @Nullable String failure() {
        return failure;
    }

    @Override
    public Duration duration() {
        return duration;
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
        return view().jsonPath(expression);
    }

    @Override
    public @Nullable Object extract(Extractor extractor) {
        return view().extract(extractor, kind.subject(), content != NOTHING, user.random());
    }

    /** Its own, for the user's shows the next message by and by. */
    private MessageView view() {
        MessageView known = view;
        if (known == null) {
            known = new MessageView(user.clock()).show(content.bytes(), content.event(), content.id(), duration);
            view = known;
        }
        return known;
    }
}
