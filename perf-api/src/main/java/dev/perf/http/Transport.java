package dev.perf.http;

/** How requests travel. */
public enum Transport {
    /** Perf's own HTTP/1.1 over blocking sockets, a connection per virtual user, every phase timed. The default. */
    SOCKET,
    /** The JDK's {@code java.net.http.HttpClient}: HTTP/2, connections shared by all users, waiting and receiving timed. */
    JDK
}
