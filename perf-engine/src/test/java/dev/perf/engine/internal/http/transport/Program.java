package dev.perf.engine.internal.http.transport;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A server of another make, started for one test class and ended with it, whatever happens. */
final class Program implements AutoCloseable {

    private final Path folder;
    private final Path log;
    private final Process process;
    private final Thread atExit = new Thread(this::end);

    private Program(Path folder, List<String> command) throws IOException {
        this.folder = folder;
        this.log = folder.resolve("output.log");
        this.process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** The program's path; skips the test where there is none. */
    static String require(String name, String debianPackage) {
        String path = System.getenv("PATH") + File.pathSeparator + "/usr/sbin";
        for (String folder : path.split(File.pathSeparator)) {
            Path program = Path.of(folder, name);
            if (Files.isExecutable(program)) {
                return program.toString();
            }
        }
        assumeTrue(false, name + " is not installed: apt-get install " + debianPackage);
        throw new AssertionError();
    }

    static Path folder() throws IOException {
        return Files.createTempDirectory("perf-interop");
    }

    /** A port nobody listens on at the moment. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Starts a program in its folder and returns when it listens on all these ports. */
    static Program start(Path folder, List<String> command, int... ports) throws IOException {
        Program program = new Program(folder, command);
        try {
            Arrays.stream(ports).forEach(program::awaitPort);
            return program;
        } catch (RuntimeException | Error e) {
            program.close();
            throw e;
        }
    }

    private void awaitPort(int port) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (!listens(port)) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("does not listen on %d:%n%s".formatted(port, output()));
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** What it has written so far. */
    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has written this so many times. */
    void awaitOutput(String text, int times) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (output().split(text, -1).length <= times) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("did not write \"%s\" %d times:%n%s".formatted(text, times, output()));
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void end() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() throws IOException {
        Runtime.getRuntime().removeShutdownHook(atExit);
        end();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
