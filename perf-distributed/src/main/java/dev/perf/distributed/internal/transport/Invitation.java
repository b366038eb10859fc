package dev.perf.distributed.internal.transport;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What a coordinator asks an agent to join.
 *
 * @param cluster name of the cluster
 * @param coordinator where the coordinator listens
 * @param version version of Perf that the coordinator has
 */
public record Invitation(String cluster, HostPort coordinator, String version) {

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(cluster);
            out.writeUTF(coordinator.host());
            out.writeInt(coordinator.port());
            out.writeUTF(version);
        } catch (IOException tooLong) {
            throw new UncheckedIOException(tooLong);
        }
        return bytes.toByteArray();
    }

    static Invitation read(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        return new Invitation(in.readUTF(), new HostPort(in.readUTF(), in.readInt()), in.readUTF());
    }
}
