package dev.perf.report.internal.output.prometheus;

import dev.perf.output.OpenOutput;
import dev.perf.output.Output;
import dev.perf.output.OutputRun;
import dev.perf.report.internal.web.Listening;
import dev.perf.text.DurationText;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How numbers are exposed.
 *
 * @param listening where the metrics are served
 * @param prefix what the names of all metrics begin with; {@code k6} for those of k6
 * @param linger how long a last scrape is waited for when the run has ended; null for 15 s in a command and not at all in
 *     a run from code
 * @param serviceTimes whether service times are exposed too
 * @param mistakes found in the address; empty for none
 */
public record PrometheusSettings(
        Listening listening, String prefix, @Nullable Duration linger, boolean serviceTimes, List<String> mistakes)
        implements Output {

    /** The usual: a free port of this machine alone. */
    public static final PrometheusSettings DEFAULTS =
            new PrometheusSettings(Listening.ON_LOOPBACK, "perf", null, false, List.of());

    private static final Duration LINGER_OF_COMMANDS = Duration.ofSeconds(15);
    private static final Duration LONGEST_LINGER = Duration.ofMinutes(10);
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]*");

    /** Copies the list. */
    public PrometheusSettings {
        mistakes = List.copyOf(mistakes);
    }

    /** Returns these settings with another place to listen at. */
    public PrometheusSettings at(Listening other) {
        return new PrometheusSettings(other, prefix, linger, serviceTimes, mistakes);
    }

    /** Returns these settings with another prefix. */
    public PrometheusSettings withPrefix(String other) {
        return new PrometheusSettings(listening, other, linger, serviceTimes, mistakes);
    }

    /** Returns these settings with another time to wait for a last scrape. */
    public PrometheusSettings withLinger(Duration other) {
        return new PrometheusSettings(listening, prefix, other, serviceTimes, mistakes);
    }

    /** Returns these settings with service times. */
    public PrometheusSettings withServiceTimes() {
        return new PrometheusSettings(listening, prefix, linger, true, mistakes);
    }

    PrometheusSettings withMistakes(List<String> more) {
        return new PrometheusSettings(listening, prefix, linger, serviceTimes, more);
    }

    @Override
    public String name() {
        return "Prometheus at " + listening;
    }

    @Override
    public List<String> problems() {
        var problems = new ArrayList<>(mistakes);
        problems.addAll(listening.problems());
        if (!NAME.matcher(prefix).matches()) {
            problems.add("prefix must be letters, digits and _, and begin with a letter, got \"" + prefix + "\"");
        }
        if (linger != null && (linger.isNegative() || linger.compareTo(LONGEST_LINGER) > 0)) {
            problems.add("linger must be from 0s to 10m, got " + DurationText.of(linger));
        }
        return problems;
    }

    Duration lingerOf(OutputRun run) {
        return linger != null ? linger : run.isCommand() ? LINGER_OF_COMMANDS : Duration.ZERO;
    }

    @Override
    public OpenOutput open(OutputRun run) throws IOException {
        Exposition exposition = prefix.equals("k6")
                ? new K6Exposition(run, prefix, MetricsServer.hasNativeHistograms())
                : new PerfExposition(run, prefix, serviceTimes);
        return new PrometheusOutput(this, exposition, lingerOf(run));
    }
}
