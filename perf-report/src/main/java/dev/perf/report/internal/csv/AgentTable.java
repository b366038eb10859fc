package dev.perf.report.internal.csv;

import dev.perf.result.AgentResult;
import dev.perf.result.Distribution;
import dev.perf.result.RunResult;
import dev.perf.spi.ResultWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes {@code agents.csv}: a row per agent, in the order in which they began. A run without agents has no such file. */
public final class AgentTable implements ResultWriter {

    private static final Table<AgentResult> TABLE = new Table<>(columns());

    /** For {@link java.util.ServiceLoader}. */
    public AgentTable() {}

    @Override
    public String fileName() {
        return "agents.csv";
    }

    @Override
    public void write(RunResult result, Path file) throws IOException {
        if (result.agents().isEmpty()) {
            Files.deleteIfExists(file);
            return;
        }
        TABLE.write(file, result.agents().stream());
    }

    private static List<Column<AgentResult>> columns() {
        var columns = new ArrayList<Column<AgentResult>>(List.of(
                Column.text("Name", AgentResult::name),
                Column.text("Address", agent -> agent.machine().address()),
                Column.text("Labels", agent -> labels(agent.machine().labels())),
                Column.text("State", agent -> agent.state().name()),
                Column.decimal("Share", AgentResult::share),
                Column.decimal("Capacity/s", agent -> agent.machine().capacity()),
                seconds("Joined Seconds", AgentResult::joined),
                Column.count("Request Count", AgentResult::requests),
                Column.count("Failure Count", AgentResult::failed),
                time("Median Response Time", Distribution::p50),
                time("95%", Distribution::p95),
                time("99%", Distribution::p99),
                time("Max Response Time", Distribution::max),
                Column.count("Iterations Started", agent -> agent.ledger().started()),
                Column.count("Iterations Interrupted", agent -> agent.ledger().interrupted()),
                Column.text("Generator", agent -> agent.generator().state().name()),
                Column.millis("Start Late", agent -> agent.clock().late()),
                Column.millis("Clock Offset", agent -> agent.clock().offset()),
                Column.millis("Clock Uncertainty", agent -> agent.clock().uncertainty()),
                Column.text("Java", agent -> agent.machine().environment().java()),
                Column.text("OS", agent -> agent.machine().environment().os())));
        columns.add(Column.text("Lost", agent -> {
            AgentResult.Loss loss = agent.loss();
            return loss == null ? "" : loss.cause();
        }));
        columns.add(seconds("Lost Seconds", ofLoss(AgentResult.Loss::noticed)));
        columns.add(seconds("Last Heard Seconds", ofLoss(AgentResult.Loss::lastHeard)));
        columns.add(seconds("Taken Over Seconds", ofLoss(AgentResult.Loss::takenOver)));
        columns.add(lost("Iterations Missing", AgentResult.Loss::missing));
        columns.add(lost("Iterations Cut Off", AgentResult.Loss::interrupted));
        columns.add(seconds("Load Missing Seconds", ofLoss(AgentResult.Loss::missingLoad)));
        return List.copyOf(columns);
    }

    private static String labels(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(" "));
    }

    private static Column<AgentResult> time(String head, Function<Distribution, Duration> value) {
        return Column.millis(head, agent -> agent.responseTime().isEmpty() ? null : value.apply(agent.responseTime()));
    }

    private static Function<AgentResult, @Nullable Duration> ofLoss(
            Function<AgentResult.Loss, @Nullable Duration> value) {
        return agent -> {
            AgentResult.Loss loss = agent.loss();
            return loss == null ? null : value.apply(loss);
        };
    }

    private static Column<AgentResult> seconds(String head, Function<AgentResult, @Nullable Duration> value) {
        return Column.decimal(head, agent -> {
            Duration time = value.apply(agent);
            return time == null ? Double.NaN : time.toNanos() / 1e9;
        });
    }

    /** A number that only lost ones have; nothing for the others. */
    private static Column<AgentResult> lost(String head, ToLongFunction<AgentResult.Loss> value) {
        return new Column<>(head, agent -> {
            AgentResult.Loss loss = agent.loss();
            return loss == null ? "" : Long.toString(value.applyAsLong(loss));
        });
    }
}
