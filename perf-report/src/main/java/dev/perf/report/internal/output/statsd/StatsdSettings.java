package dev.perf.report.internal.output.statsd;

import dev.perf.output.OpenOutput;
import dev.perf.output.Output;
import dev.perf.output.OutputRun;
import dev.perf.report.internal.output.Delivery;
import dev.perf.report.internal.output.QueuedOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where datagrams go.
 *
 * @param host of the server
 * @param port of the server
 * @param prefix what all names begin with
 * @param tagged whether names are followed by tags, as DogStatsD has them, or tags are part of the names
 * @param mistakes found in the address; empty for none
 */
public record StatsdSettings(String host, int port, String prefix, boolean tagged, List<String> mistakes)
        implements Output {

    /** The usual. */
    public static final StatsdSettings DEFAULTS = new StatsdSettings("127.0.0.1", 8125, "perf", false, List.of());

    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]+(\\.[a-zA-Z0-9_-]+)*");

    /** Copies the list. */
    public StatsdSettings {
        mistakes = List.copyOf(mistakes);
    }

    /** Returns these settings for another server. */
    public StatsdSettings at(String otherHost, int otherPort) {
        return new StatsdSettings(otherHost, otherPort, prefix, tagged, mistakes);
    }

    /** Returns these settings with another prefix. */
    public StatsdSettings withPrefix(String other) {
        return new StatsdSettings(host, port, other, tagged, mistakes);
    }

    /** Returns these settings with tags. */
    public StatsdSettings withTags() {
        return new StatsdSettings(host, port, prefix, true, mistakes);
    }

    StatsdSettings withMistakes(List<String> more) {
        return new StatsdSettings(host, port, prefix, tagged, more);
    }

    @Override
    public String name() {
        return (tagged ? "DogStatsD at " : "StatsD at ") + host + ":" + port;
    }

    @Override
    public List<String> problems() {
        var problems = new ArrayList<>(mistakes);
        if (host.isBlank()) {
            problems.add("it has no host; write 127.0.0.1 for this machine");
        }
        if (port < 1 || port > HIGHEST_PORT) {
            problems.add("port must be from 1 to 65535, got " + port + "; the usual one is 8125");
        }
        if (!NAME.matcher(prefix).matches()) {
            problems.add(
                    "prefix must be words of letters, digits, _ and -, with dots between them, got \"" + prefix + "\"");
        }
        return problems;
    }

    @Override
    public OpenOutput open(OutputRun run) {
        return new QueuedOutput(
                new StatsdLines(run, this),
                new Delivery(name(), new DatagramCarrier(host, port), run.warnings(), Delivery.Limits.DEFAULTS));
    }
}
