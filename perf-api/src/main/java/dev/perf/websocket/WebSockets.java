package dev.perf.websocket;

import static dev.perf.source.Given.given;

/**
 * The words of WebSocket, to be imported statically.
 *
 * <pre>{@code
 *   WebSocket quotes = webSocket("quotes");
 *
 *   scenario("trader").exec(
 *       quotes.connect("/quotes"),
 *       quotes.send("{\"subscribe\":\"#{symbol}\"}"),
 *       quotes.await().named("first quote").matching(jsonPath("$.type").is("quote")),
 *       quotes.close())
 * }</pre>
 */
public final class WebSockets {

    private WebSockets() {}

    /**
     * Names a socket. Each user has one of its own under that name; sockets of different names are open side by side.
     *
     * @param name shown in steps' names and in messages
     */
    public static WebSocket webSocket(String name) {
        return new WebSocket(given(name, "name"));
    }
}
