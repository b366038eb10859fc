package dev.perf.engine.internal.stream;

import dev.perf.engine.internal.http.Subject;

/** What is spoken over a stream, and in which words it is told of. */
public enum StreamKind {
    /** WebSocket. */
    SOCKET("socket", "message", "msgs", "ws", "socket", 1, Subject.MESSAGE),
    /** Server-sent events. */
    EVENTS("event stream", "event", "events", "sse", "stream", 2, Subject.EVENT);

    private final String noun;
    private final String item;
    private final String items;
    private final String prefix;
    private final String tag;
    private final int index;
    private final Subject subject;

    StreamKind(String noun, String item, String items, String prefix, String tag, int index, Subject subject) {
        this.noun = noun;
        this.item = item;
        this.items = items;
        this.prefix = prefix;
        this.tag = tag;
        this.index = index;
        this.subject = subject;
    }

    /** Returns what a stream is called, with its name: {@code socket "quotes"}. */
    public String called(String stream) {
        return noun + " \"" + stream + "\"";
    }

    /** Returns what comes over it: {@code message}. */
    public String item() {
        return item;
    }

    /** Returns what comes over it, for those who judge it. */
    Subject subject() {
        return subject;
    }

    /** Returns the name of a metric: {@code ws_sessions}. */
    public String metric(String what) {
        return prefix + "_" + what;
    }

    /** Returns the name of a metric of what comes over it: {@code ws_msgs_sent}. */
    String itemMetric(String what) {
        return prefix + "_" + items + "_" + what;
    }

    /** Returns the tag that has the name of the stream. */
    String tag() {
        return tag;
    }

    /** Returns the place of the protocol in the list of each scenario. */
    public int index() {
        return index;
    }
}
