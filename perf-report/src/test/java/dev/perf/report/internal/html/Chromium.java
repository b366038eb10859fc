package dev.perf.report.internal.html;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Headless Chromium, driven by its debugging protocol. Pages are opened as people open them, policy and all. */
final class Chromium implements AutoCloseable {

    static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** Waits for the script of the page to be done with it. */
    private static final String READY = """
        new Promise(done => {
          const look = () => document.documentElement.hasAttribute('data-ready') ? done(true) : setTimeout(look, 10);
          look();
        })
        """;

    private final Process process;
    private final WebSocket socket;
    private final Protocol protocol;

    private Chromium(Process process, WebSocket socket, Protocol protocol) {
        this.process = process;
        this.socket = socket;
        this.protocol = protocol;
    }

    /** Returns where Chromium is; null where it is not on the path. */
    static @Nullable Path find() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(place -> NAMES.stream().map(name -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    /** Starts a browser that keeps its profile below {@code folder}. */
    static Chromium start(Path program, Path folder) throws Exception {
        Path profile = Files.createTempDirectory(folder, "profile");
        var command = new ArrayList<>(List.of(program.toString(), "--headless", "--no-sandbox", "--disable-gpu"));
        command.addAll(List.of("--no-first-run", "--disable-background-networking", "--disable-component-update"));
        command.addAll(List.of("--disable-sync", "--hide-scrollbars", "--remote-debugging-port=0"));
        command.addAll(List.of("--user-data-dir=" + profile, "about:blank"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(profile.resolve("log.txt").toFile()))
                .start();
        try {
            var protocol = new Protocol();
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(address(process, profile), protocol)
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return new Chromium(process, socket, protocol);
        } catch (Exception e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** The browser writes the port that it chose and its path into a file, the path last. */
    private static URI address(Process process, Path profile) throws IOException {
        Path file = profile.resolve("DevToolsActivePort");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            if (Files.exists(file)) {
                List<String> lines = Files.readAllLines(file);
                if (lines.size() == 2) {
                    return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
                }
            }
            LockSupport.parkNanos(1_000_000);
        }
        throw new IOException(
                "Chromium did not open its debugging port; it said: " + Files.readString(profile.resolve("log.txt")));
    }

    /** Opens a page as wide as {@code width} and waits until its script has run. */
    Tab open(URI page, int width) throws Exception {
        Tab tab = blank(width);
        tab.load(page);
        tab.evaluate(READY);
        return tab;
    }

    /** Opens a page whose scripts do not run. */
    Tab openStatic(URI page, int width) throws Exception {
        Tab tab = blank(width);
        tab.load(page);
        return tab;
    }

    /** Opens an empty tab. */
    Tab blank(int width) throws Exception {
        String target = call(null, "Target.createTarget", "{\"url\": \"about:blank\"}")
                .get("targetId")
                .stringValue();
        String session = call(null, "Target.attachToTarget", "{\"flatten\": true, \"targetId\": \"" + target + "\"}")
                .get("sessionId")
                .stringValue();
        var tab = new Tab(session);
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            tab.call(domain + ".enable", "{}");
        }
        tab.call(
                "Emulation.setDeviceMetricsOverride",
                "{\"width\": " + width + ", \"height\": 900, \"deviceScaleFactor\": 1, \"mobile\": false}");
        return tab;
    }

    private JsonNode call(@Nullable String session, String method, String params) throws Exception {
        ObjectNode message = JsonMapper.shared().createObjectNode();
        int id = protocol.calls.incrementAndGet();
        message.put("id", id).put("method", method);
        message.set("params", JsonMapper.shared().readTree(params));
        if (session != null) {
            message.put("sessionId", session);
        }
        var answer = new CompletableFuture<JsonNode>();
        protocol.answers.put(id, answer);
        socket.sendText(message.toString(), true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        JsonNode answered = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (answered.has("error")) {
            throw new IOException(method + ": " + answered.get("error"));
        }
        return answered.get("result");
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** A page that is open. */
    final class Tab {

        private final String session;

        private Tab(String session) {
            this.session = session;
        }

        JsonNode call(String method, String params) throws Exception {
            return Chromium.this.call(session, method, params);
        }

        private void load(URI page) throws Exception {
            CompletableFuture<JsonNode> loaded = protocol.await(session, "Page.loadEventFired");
            call("Page.navigate", "{\"url\": " + JsonMapper.shared().writeValueAsString(page.toString()) + "}");
            loaded.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }

        /** Returns what an expression of JavaScript comes to, awaited if it is a promise. */
        JsonNode evaluate(String expression) throws Exception {
            JsonNode answer = call(
                    "Runtime.evaluate",
                    "{\"awaitPromise\": true, \"returnByValue\": true, \"expression\": "
                            + JsonMapper.shared().writeValueAsString(expression) + "}");
            if (answer.has("exceptionDetails")) {
                throw new AssertionError(answer.get("exceptionDetails").toPrettyString());
            }
            JsonNode value = answer.get("result").get("value");
            return value == null ? JsonMapper.shared().nullNode() : value;
        }

        /** Returns what was said on the console, errors of scripts and breaches of the policy among it. */
        List<String> console() {
            return Stream.of("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")
                    .flatMap(method -> protocol.events(session, method).stream())
                    .map(JsonNode::toString)
                    .toList();
        }

        /** Returns the addresses that were asked for. */
        List<String> requests() {
            return protocol.events(session, "Network.requestWillBeSent").stream()
                    .map(event -> event.get("request").get("url").stringValue())
                    .toList();
        }

        /** Presses a mouse button over an element, moves and lets it go: in parts of the element's width. */
        void drag(String selector, double from, double to) throws Exception {
            JsonNode box = evaluate("(() => { const place = document.querySelector('" + selector + "');"
                    + "place.scrollIntoView({ block: 'center', behavior: 'instant' });"
                    + "const { left, top, width, height } = place.getBoundingClientRect();"
                    + "return { left, width, y: top + height / 2 }; })()");
            double left = box.get("left").doubleValue();
            double width = box.get("width").doubleValue();
            double y = box.get("y").doubleValue();
            mouse("mouseMoved", left + from * width, y);
            mouse("mousePressed", left + from * width, y);
            mouse("mouseMoved", left + (from + to) / 2 * width, y);
            mouse("mouseMoved", left + to * width, y);
            mouse("mouseReleased", left + to * width, y);
        }

        private void mouse(String type, double x, double y) throws Exception {
            call(
                    "Input.dispatchMouseEvent",
                    "{\"type\": \"" + type + "\", \"x\": " + x + ", \"y\": " + y
                            + ", \"button\": \"left\", \"clickCount\": 1}");
        }
    }

    private static final class Protocol implements WebSocket.Listener {

        private final AtomicInteger calls = new AtomicInteger();
        private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
        private final Map<String, CompletableFuture<JsonNode>> awaited = new ConcurrentHashMap<>();
        private final List<JsonNode> events = new CopyOnWriteArrayList<>();
        private final StringBuilder part = new StringBuilder();

        CompletableFuture<JsonNode> await(String session, String method) {
            return awaited.computeIfAbsent(session + method, key -> new CompletableFuture<>());
        }

        List<JsonNode> events(String session, String method) {
            return events.stream()
                    .filter(event -> event.path("sessionId").stringValue("").equals(session))
                    .filter(event -> event.get("method").stringValue().equals(method))
                    .map(event -> event.get("params"))
                    .toList();
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            part.append(text);
            if (last) {
                take(JsonMapper.shared().readTree(part.toString()));
                part.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        private void take(JsonNode message) {
            if (message.has("id")) {
                CompletableFuture<JsonNode> answer =
                        answers.remove(message.get("id").intValue());
                if (answer != null) {
                    answer.complete(message);
                }
                return;
            }
            events.add(message);
            await(
                            message.path("sessionId").stringValue(""),
                            message.get("method").stringValue())
                    .complete(message);
        }
    }
}
