package dev.perf.outputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real server that outputs write to, of Debian's packages, for one test. */
final class Server implements AutoCloseable {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Process process;
    private final Path log;
    private final String url;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Thread atExit = new Thread(this::end);

    /**
     * Starts a server and waits until it answers.
     *
     * @param folder for its log
     * @param ready what it answers with 200 or 204 when it is ready
     */
    Server(Path folder, int port, String ready, List<String> command) throws Exception {
        log = folder.resolve("server.log");
        url = "http://127.0.0.1:" + port;
        process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(atExit);
        await(ready);
    }

    /** Returns the path of a program; where there is none, skips the test, and says so where the build is watched. */
    static String require(String program) {
        Path found = Stream.of((System.getenv("PATH") + File.pathSeparator + "/usr/sbin").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(found != null, program + " is not installed, so nothing is written to a real one");
        return String.valueOf(found);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private void await(String ready) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (!isReady(ready)) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                close();
                throw new IllegalStateException("did not start:\n" + Files.readString(log));
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    private boolean isReady(String path) throws InterruptedException {
        try {
            return client.send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.discarding())
                                    .statusCode()
                            / 100
                    == 2;
        } catch (IOException notYet) {
            return false;
        }
    }

    String url() {
        return url;
    }

    /** Asks for JSON; {@code parameters} are names and values in turn. */
    JsonNode get(String path, String... parameters) throws Exception {
        var query = new StringBuilder(url + path);
        for (int i = 0; i < parameters.length; i += 2) {
            query.append(i == 0 ? '?' : '&')
                    .append(parameters[i])
                    .append('=')
                    .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
        }
        HttpResponse<String> response =
                client.send(HttpRequest.newBuilder(URI.create(query.toString())).build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).as("%s: %s", query, response.body()).isEqualTo(200);
        return MAPPER.readTree(response.body());
    }

    private void end() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException hurried) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        end();
        client.close();
    }
}
