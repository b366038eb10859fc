package dev.perf.report.internal.output.statsd;

import dev.perf.report.internal.output.Batch;
import dev.perf.report.internal.output.Carrier;
import dev.perf.report.internal.output.RefusedException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import org.jspecify.annotations.Nullable;

/**
 * Sends each batch as a datagram, once: nobody says whether it has arrived, unless nobody listens there, which the system
 * may tell when the next one is sent.
 */
final class DatagramCarrier implements Carrier {

    private final String host;
    private final int port;
    private @Nullable DatagramSocket socket;

    DatagramCarrier(String host, int port) {
        this.host = host;
        this.port = port;
    }

    @Override
    public void carry(Batch batch) throws IOException {
        try {
            DatagramSocket open = open();
            open.send(new DatagramPacket(batch.text(), batch.text().length));
        } catch (PortUnreachableException nobody) {
            throw new RefusedException("nobody listens at this port", true);
        } catch (IOException unsent) {
            throw new RefusedException(String.valueOf(unsent.getMessage()), true);
        }
    }

    private DatagramSocket open() throws IOException {
        DatagramSocket open = socket;
        if (open == null) {
            var address = new InetSocketAddress(host, port);
            if (address.isUnresolved()) {
                throw new IOException("the host is not known");
            }
            open = new DatagramSocket();
            open.connect(address);
            socket = open;
        }
        return open;
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.close();
        }
    }
}
