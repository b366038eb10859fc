package dev.perf.engine.internal.script;

import dev.perf.engine.internal.template.TemplateUser;
import dev.perf.engine.internal.template.UserBound;
import dev.perf.engine.internal.trace.Trace;
import dev.perf.scenario.Session;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The session of a user of whom there is a trace: what is put into it is told. */
public final class TracedSession implements UserBound {

    private final UserBound session;
    private final Trace trace;

    TracedSession(UserBound session, Trace trace) {
        this.session = session;
        this.trace = trace;
    }

    /** Returns the trace of the user, or of its lane, whose session it is; null for none. */
    public static @Nullable Trace traceOf(Session session) {
        return switch (session) {
            case TracedSession traced -> traced.trace;
            default -> null;
        };
    }

    /** Returns {@code session} such that changes of it are not told. */
    static Session untold(Session session) {
        return session instanceof TracedSession traced ? traced.session : session;
    }

    @Override
    public TemplateUser owner() {
        return session.owner();
    }

    @Override
    public Object get(String key) {
        return session.get(key);
    }

    @Override
    public @Nullable Object find(String key) {
        return session.find(key);
    }

    @Override
    public void set(String key, Object value) {
        session.set(key, value);
        trace.saved(key, value);
    }

    @Override
    public void remove(String key) {
        session.remove(key);
        trace.removed(key);
    }

    @Override
    public Map<String, Object> values() {
        return session.values();
    }
}
