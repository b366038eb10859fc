package dev.perf.samples.redis;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import redis.clients.jedis.HostAndPort;

/** A {@code redis-server} of its own, on a free port of loopback, that keeps nothing and ends when it is closed. */
final class RedisServer implements AutoCloseable {

    static final String NOT_INSTALLED = "redis-server is not installed: apt-get install redis-server";

    private static final long SECONDS_TO_START = 15;

    private final Path folder;
    private final HostAndPort address;
    private final Process process;
    private final Thread atExit = new Thread(this::clear);

    private RedisServer(Path folder, int port) throws IOException {
        this.folder = folder;
        this.address = new HostAndPort("127.0.0.1", port);
        this.process = new ProcessBuilder(List.of(
                        "redis-server",
                        "--bind",
                        address.getHost(),
                        "--port",
                        Integer.toString(port),
                        "--save",
                        "",
                        "--dir",
                        folder.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log())
                .start();
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Tells whether there is a {@code redis-server} on the path. */
    static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "redis-server")));
    }

    /**
     * Starts a server and returns when it takes connections.
     *
     * @throws IllegalStateException if there is none on this machine, or it does not start
     */
    static RedisServer start() {
        if (!isInstalled()) {
            throw new IllegalStateException(NOT_INSTALLED);
        }
        try {
            var server = new RedisServer(Files.createTempDirectory("perf-redis"), freePort());
            server.awaitStart();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitStart() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
        while (!takesConnections()) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                String output = Files.readString(log().toPath());
                close();
                throw new IllegalStateException("redis-server does not start:\n" + output);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private boolean takesConnections() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private File log() {
        return folder.resolve("output.log").toFile();
    }

    HostAndPort address() {
        return address;
    }

    /** Ends the server at once, as a crash would. */
    void end() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void clear() {
        end();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        clear();
    }
}
