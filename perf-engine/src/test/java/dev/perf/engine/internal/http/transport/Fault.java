package dev.perf.engine.internal.http.transport;

/**
 * Something a server may do wrong, or at least oddly, and what becomes of the request.
 *
 * @param name what the server does
 * @param method of the request
 * @param answer what the server does after it has read the request's head; it reads the next head when that returns
 * @param socket what becomes of it over the {@code socket} transport: the tag of an {@link ErrorKind}, or status and
 *     body of a response that is accepted
 * @param jdk the same over the {@code jdk} transport
 */
record Fault(String name, String method, RawServer.Script answer, String socket, String jdk) {

    /** The server writes this and waits for the next request, or for the client to close. */
    static Fault says(String name, String response, String socket, String jdk) {
        return new Fault(name, "GET", peer -> peer.write(response), socket, jdk);
    }

    /** The same outcome over both transports. */
    static Fault says(String name, String response, String outcome) {
        return says(name, response, outcome, outcome);
    }

    /** The server writes this and closes. */
    static Fault saysAndCloses(String name, String response, String socket, String jdk) {
        return new Fault(
                name,
                "GET",
                peer -> {
                    peer.write(response);
                    peer.close();
                },
                socket,
                jdk);
    }

    /** The server writes something, then this without end, until the client closes. */
    static Fault floods(String name, String start, String then, String socket, String jdk) {
        byte[] piece = RawServer.bytes(then.repeat(Math.max(1, 16_000 / then.length())));
        return new Fault(
                name,
                "GET",
                peer -> {
                    peer.write(start);
                    while (true) {
                        peer.write(piece, 0, piece.length);
                    }
                },
                socket,
                jdk);
    }

    Fault to(String other) {
        return new Fault(name, other, answer, socket, jdk);
    }

    @Override
    public String toString() {
        return name;
    }
}
