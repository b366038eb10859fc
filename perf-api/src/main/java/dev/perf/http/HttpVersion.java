package dev.perf.http;

/** Versions of HTTP that requests can be sent in. */
public enum HttpVersion {
    /** HTTP/1.1, on both transports. */
    HTTP_1_1,
    /** HTTP/2 where the server agrees, else HTTP/1.1; on the {@code jdk} transport. */
    HTTP_2,
    /** HTTP/3 where the server agrees, else a lower one; on the {@code jdk} transport of Java 26 or later. */
    HTTP_3
}
