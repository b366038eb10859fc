package dev.perf.engine.internal.http.transport;

import java.util.List;

/**
 * Header lines encoded once and sent many times: what the requests of a step have in common. Immutable.
 *
 * <p>{@code Host} is written by the transport unless it is given here.
 */
public final class HeaderBlock {

    /** No header at all. */
    public static final HeaderBlock EMPTY = of(List.of());

    private final List<HeaderField> fields;
    private final byte[] lines;
    private final boolean namesHost;
    private final boolean endsConnection;

    private HeaderBlock(List<HeaderField> fields) {
        this.fields = List.copyOf(fields);
        this.lines = encode(fields);
        this.namesHost = fields.stream().anyMatch(field -> isHost(field.name()));
        this.endsConnection = fields.stream().anyMatch(field -> endsConnection(field.name(), field.value()));
    }

    /** Lines in the order given; a name may occur several times. */
    public static HeaderBlock of(List<HeaderField> fields) {
        return new HeaderBlock(fields);
    }

    /** The fields in order. */
    public List<HeaderField> fields() {
        return fields;
    }

    byte[] lines() {
        return lines;
    }

    boolean namesHost() {
        return namesHost;
    }

    boolean endsConnection() {
        return endsConnection;
    }

    static boolean isHost(String name) {
        return name.length() == 4 && name.equalsIgnoreCase("host");
    }

    static boolean endsConnection(String name, String value) {
        return name.length() == 10
                && name.equalsIgnoreCase("connection")
                && value.strip().equalsIgnoreCase("close");
    }

    private static byte[] encode(List<HeaderField> fields) {
        int length = 0;
        for (HeaderField field : fields) {
            length += field.name().length() + field.value().length() + 4;
        }
        byte[] lines = new byte[length];
        int at = 0;
        for (HeaderField field : fields) {
            at = RequestEncoder.putLine(field.name(), field.value(), lines, at);
        }
        return lines;
    }
}
