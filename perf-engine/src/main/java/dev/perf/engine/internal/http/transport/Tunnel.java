package dev.perf.engine.internal.http.transport;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Asks a proxy for a connection to a server: by HTTP's {@code CONNECT} (RFC 9110, 9.3.6) or SOCKS 5 (RFC 1928, 1929). */
final class Tunnel {

    /** The proxy does not make the tunnel; the message says why. */
    static final class RefusedException extends IOException {

        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    private static final int MOST_HEAD_BYTES = 16 * 1024;
    private static final int VERSION = 5;
    private static final int WITHOUT_PASSWORD = 0;
    private static final int WITH_PASSWORD = 2;
    private static final int CONNECT = 1;
    private static final int NAME = 3;

    private final ProxySettings proxy;
    private final Origin target;
    private final InputStream in;
    private final OutputStream out;

    private Tunnel(ProxySettings proxy, Origin target, Socket socket) throws IOException {
        this.proxy = proxy;
        this.target = target;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    /**
     * Opens a tunnel over {@code socket}, which is connected to the proxy.
     *
     * @throws RefusedException if the proxy refuses
     */
    static void open(ProxySettings proxy, Origin target, Socket socket) throws IOException {
        Tunnel tunnel = new Tunnel(proxy, target, socket);
        if (proxy.socks()) {
            tunnel.askSocks();
        } else {
            tunnel.askHttp();
        }
    }

    private void askHttp() throws IOException {
        String head = "CONNECT " + target.hostAndPort() + " HTTP/1.1\r\nHost: " + target.hostAndPort() + "\r\n"
                + proxy.authorization() + "\r\n";
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        HeadParser parser = new HeadParser();
        parser.reset(0);
        byte[] answer = new byte[MOST_HEAD_BYTES];
        int length = 0;
        // Byte by byte: what follows the head belongs to the tunnel. It is a short head, once per connection.
        while (!parser.parse(answer, length) || parser.isInterim()) {
            if (length == answer.length) {
                throw new RefusedException(proxy + " answered with a head longer than " + answer.length + " bytes");
            }
            int read = in.read();
            if (read < 0) {
                throw new RefusedException(proxy + " closed the connection instead of answering");
            }
            answer[length++] = (byte) read;
        }
        if (parser.status() == 407) {
            throw new RefusedException(
                    proxy + " asks for credentials (407); set them with credentials(user, password)");
        }
        if (parser.status() < 200 || parser.status() > 299) {
            throw new RefusedException(
                    proxy + " refused a tunnel to " + target.hostAndPort() + " with status " + parser.status());
        }
    }

    private void askSocks() throws IOException {
        try {
            DataInputStream answer = new DataInputStream(in);
            int method = proxy.user() == null ? WITHOUT_PASSWORD : WITH_PASSWORD;
            out.write(new byte[] {VERSION, 1, (byte) method});
            int version = answer.readUnsignedByte();
            int chosen = answer.readUnsignedByte();
            if (version != VERSION) {
                throw new RefusedException(proxy + " does not speak SOCKS 5");
            }
            if (chosen != method) {
                throw new RefusedException(
                        proxy + " wants another proof of who the client is; set or remove credentials(user, password)");
            }
            if (method == WITH_PASSWORD) {
                prove(answer);
            }
            connect(answer);
        } catch (EOFException closed) {
            throw new RefusedException(proxy + " closed the connection instead of answering");
        }
    }

    private void prove(DataInputStream answer) throws IOException {
        byte[] user = text(proxy.user());
        byte[] password = text(proxy.password());
        byte[] message = new byte[3 + user.length + password.length];
        message[0] = 1; // version of the sub-negotiation
        message[1] = (byte) user.length;
        System.arraycopy(user, 0, message, 2, user.length);
        message[2 + user.length] = (byte) password.length;
        System.arraycopy(password, 0, message, 3 + user.length, password.length);
        out.write(message);
        answer.readUnsignedByte();
        if (answer.readUnsignedByte() != 0) {
            throw new RefusedException(proxy + " refused the credentials");
        }
    }

    private void connect(DataInputStream answer) throws IOException {
        byte[] name = target.host().getBytes(StandardCharsets.US_ASCII);
        byte[] message = new byte[7 + name.length];
        message[0] = VERSION;
        message[1] = CONNECT;
        message[3] = NAME; // addresses are sent as text too: proxies take them, and IPv6 needs no case of its own
        message[4] = (byte) name.length;
        System.arraycopy(name, 0, message, 5, name.length);
        message[5 + name.length] = (byte) (target.port() >> 8);
        message[6 + name.length] = (byte) target.port();
        out.write(message);
        answer.readUnsignedByte();
        int reply = answer.readUnsignedByte();
        answer.readUnsignedByte();
        int addressLength = switch (answer.readUnsignedByte()) {
            case 1 -> 4;
            case 4 -> 16;
            default -> answer.readUnsignedByte();
        };
        answer.readFully(new byte[addressLength + 2]);
        if (reply != 0) {
            throw new RefusedException(proxy + " cannot reach " + target.hostAndPort() + ": " + reason(reply));
        }
    }

    private static byte[] text(@Nullable String text) {
        return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    }

    private static String reason(int reply) {
        return switch (reply) {
            case 1 -> "general failure";
            case 2 -> "not allowed";
            case 3 -> "network unreachable";
            case 4 -> "host unreachable";
            case 5 -> "connection refused";
            case 6 -> "time to live expired";
            case 7 -> "command not supported";
            case 8 -> "address type not supported";
            default -> "reply " + reply;
        };
    }
}
