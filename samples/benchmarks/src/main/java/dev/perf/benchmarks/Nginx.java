package dev.perf.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server that all clients are measured against. It also counts the requests, so that every client is judged by the
 * same count, whatever it says of itself.
 */
final class Nginx implements AutoCloseable {

    private static final Pattern REQUESTS = Pattern.compile("\\d+ \\d+ (\\d+)");
    private static final int LARGE_BYTES = 100_000;

    private final Process process;
    private final int port;
    private final int tlsPort;

    private Nginx(Process process, int port, int tlsPort) {
        this.process = process;
        this.port = port;
        this.tlsPort = tlsPort;
    }

    /** Starts one in {@code folder}, and waits until it answers. */
    static Nginx start(Path folder, Cores cores) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        int port = freePort();
        int tlsPort = freePort();
        Files.writeString(
                folder.resolve("nginx.conf"),
                template()
                        .replace("${workers}", String.valueOf(cores.each()))
                        .replace("${affinity}", cores.affinity())
                        .replace("${port}", String.valueOf(port))
                        .replace("${tlsPort}", String.valueOf(tlsPort)));
        Files.writeString(folder.resolve("large"), "x".repeat(LARGE_BYTES));
        makeCertificate(folder);
        Process process = Programs.start(
                cores.server(),
                folder,
                folder.resolve("output.log"),
                List.of("nginx", "-p", folder + "/", "-c", "nginx.conf"));
        Nginx nginx = new Nginx(process, port, tlsPort);
        nginx.awaitAnswer(folder);
        return nginx;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    String tlsUrl() {
        return "https://127.0.0.1:" + tlsPort;
    }

    /** Returns how many requests it has answered. */
    long requests() throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url() + "/status").toURL().openConnection();
        try (InputStream in = connection.getInputStream()) {
            Matcher matcher = REQUESTS.matcher(new String(in.readAllBytes(), StandardCharsets.US_ASCII));
            if (!matcher.find()) {
                throw new IOException("nginx's status page has no count of requests");
            }
            return Long.parseLong(matcher.group(1));
        }
    }

    /** Returns the CPU time of its processes, in seconds. */
    double cpu() {
        return Cpu.ofTree(process.toHandle());
    }

    @Override
    public void close() {
        Programs.end(process);
    }

    private void awaitAnswer(Path folder) throws IOException, InterruptedException {
        for (int attempt = 0; attempt < 100; attempt++) {
            try {
                requests();
                return;
            } catch (IOException notYet) {
                if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                    break;
                }
            }
        }
        throw new IOException("nginx did not start: " + Files.readString(folder.resolve("output.log")));
    }

    private static String template() throws IOException {
        try (InputStream in = Objects.requireNonNull(Nginx.class.getResourceAsStream("nginx.conf"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void makeCertificate(Path folder) throws IOException, InterruptedException {
        String command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
                + " -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1"
                + " -keyout key.pem -out certificate.pem";
        Process openssl = new ProcessBuilder(command.split(" ", -1))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.log").toFile())
                .start();
        if (openssl.waitFor() != 0) {
            throw new IOException(String.format(
                    Locale.ROOT, "openssl made no certificate: %s", Files.readString(folder.resolve("openssl.log"))));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
