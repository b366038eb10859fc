package dev.perf.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Answers each GET after 20 ms, so that what a client measures beyond that is its own. Prints its port. */
final class SteadyServer {

    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);
    private static final int END_OF_HEAD = 0x0D0A0D0A;

    private SteadyServer() {}

    static void serve() throws IOException {
        try (var server = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress())) {
            System.out.println(server.getLocalPort());
            while (true) {
                Socket connection = server.accept();
                Thread.ofVirtual().start(() -> answer(connection));
            }
        }
    }

    private static void answer(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            int last = 0;
            for (int next = in.read(); next >= 0; next = in.read()) {
                last = last << 8 | next;
                if (last == END_OF_HEAD) {
                    TimeUnit.MILLISECONDS.sleep(20);
                    out.write(ANSWER);
                }
            }
        } catch (IOException gone) {
            // The client went away, as clients do.
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
