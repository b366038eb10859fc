package dev.perf.distributed.internal.message;

import dev.perf.distributed.internal.message.MessageData.Reader;
import dev.perf.distributed.internal.message.MessageData.Writer;

/**
 * Which member of a cluster is the coordinator. It is sealed for each agent, which takes leases and orders of that member
 * alone: any other that may join could say that it was one.
 *
 * @param member its id in the cluster
 * @param coordinatorId unique, made with the coordinator
 */
public record Appointment(String member, String coordinatorId) {

    /** Nothing else that is sealed begins with that. */
    private static final String WHAT = "coordinator of a cluster";

    /** Returns this as bytes. */
    public byte[] toBytes() {
        return new Writer().putText(WHAT).putText(member).putText(coordinatorId).toBytes();
    }

    /**
     * Reads {@link #toBytes}.
     *
     * @throws MalformedMessageException if the bytes are something else
     */
    public static Appointment of(byte[] bytes) {
        var in = new Reader(bytes);
        if (!in.getText().equals(WHAT)) {
            throw new MalformedMessageException("no appointment of a coordinator");
        }
        return new Appointment(in.getText(), in.getText());
    }
}
