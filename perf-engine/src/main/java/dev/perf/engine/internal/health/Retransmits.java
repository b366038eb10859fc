package dev.perf.engine.internal.health;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Share of the TCP segments that were sent again, of the whole machine, or of the container's network where it has its
 * own: {@code /proc/net/snmp}, Linux only.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4022">RFC 4022, tcpOutSegs and tcpRetransSegs</a>
 */
final class Retransmits implements Sensor {

    /** A few lost segments among few are no share worth naming. */
    private static final long LEAST_SEGMENTS = 100;

    private record Segments(long sent, long again) {}

    private final SystemFiles files;
    private @Nullable Segments before;

    Retransmits(SystemFiles files) {
        this.files = files;
    }

    @Override
    public void read(Reading reading) {
        Segments now = segments(files.read("proc/net/snmp"));
        Segments last = before;
        if (now == null) {
            return;
        }
        if (last != null) {
            // What is sent again is not among tcpOutSegs.
            long again = now.again() - last.again();
            long all = now.sent() - last.sent() + again;
            reading.put(Vital.RETRANSMITS, all < LEAST_SEGMENTS ? 0 : (double) again / all);
        }
        before = now;
    }

    /** Reads two lines, names and values, in the same order. */
    private static @Nullable Segments segments(@Nullable String snmp) {
        if (snmp == null) {
            return null;
        }
        List<List<String>> lines = snmp.lines()
                .filter(line -> line.startsWith("Tcp:"))
                .map(line -> List.of(line.split(" ")))
                .toList();
        if (lines.size() != 2) {
            return null;
        }
        int sent = lines.getFirst().indexOf("OutSegs");
        int again = lines.getFirst().indexOf("RetransSegs");
        List<String> values = lines.getLast();
        return sent < 0 || again < 0 || values.size() <= Math.max(sent, again)
                ? null
                : new Segments(Long.parseLong(values.get(sent)), Long.parseLong(values.get(again)));
    }
}
