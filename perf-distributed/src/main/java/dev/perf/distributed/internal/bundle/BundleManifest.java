package dev.perf.distributed.internal.bundle;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a bundle consists of.
 *
 * @param entries its parts; those of the class path in its order
 */
public record BundleManifest(List<BundleEntry> entries) {

    private static final int MOST_ENTRIES = 10_000;
    private static final int SHOWN = 5;

    /**
     * Copies the list.
     *
     * @throws BundleException if there are too many parts, or two files of one name
     */
    public BundleManifest {
        entries = List.copyOf(entries);
        if (entries.size() > MOST_ENTRIES) {
            throw new BundleException(
                    "a bundle of " + entries.size() + " parts is too much; at most " + MOST_ENTRIES + " are taken");
        }
        var names = new HashSet<String>();
        for (BundleEntry entry : entries) {
            if (entry.kind() == BundleEntry.Kind.FILE && !names.add(entry.name().toLowerCase(Locale.ROOT))) {
                throw new BundleException("two files are called \"" + BundleEntry.shown(entry.name()) + "\"");
            }
        }
    }

    /** Returns how many bytes all parts have. */
    public long size() {
        long sum = 0;
        for (BundleEntry entry : entries) {
            sum = sum + entry.size() < 0 ? Long.MAX_VALUE : sum + entry.size();
        }
        return sum;
    }

    /**
     * Refuses more bytes than are allowed.
     *
     * @throws BundleException if there are more; the message names the largest parts
     */
    void check(long mostBytes) {
        if (size() > mostBytes) {
            throw new BundleException("the class path and files of the test have " + megabytes(size()) + "; at most "
                    + megabytes(mostBytes) + " are sent to agents. The largest are "
                    + entries.stream()
                            .sorted(Comparator.comparingLong(BundleEntry::size).reversed())
                            .limit(SHOWN)
                            .map(entry -> entry.name() + " (" + megabytes(entry.size()) + ")")
                            .collect(Collectors.joining(", "))
                    + "; take from the class path what the test does not need");
        }
    }

    static String megabytes(long bytes) {
        return bytes < 1_000_000 ? (bytes + 999) / 1000 + " kB" : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    void put(ByteOutput out) {
        out.list(entries, (more, entry) -> {
            more.constant(entry.kind());
            more.text(entry.name());
            more.text(entry.hash());
            more.number(entry.size());
        });
    }

    static BundleManifest take(ByteInput in) {
        return new BundleManifest(in.list(more ->
                new BundleEntry(more.constant(BundleEntry.Kind.values()), more.text(), more.text(), more.number())));
    }
}
