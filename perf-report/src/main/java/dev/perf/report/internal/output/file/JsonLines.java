package dev.perf.report.internal.output.file;

import dev.perf.metric.Unit;
import dev.perf.output.OutputRun;
import dev.perf.report.internal.output.Batch;
import dev.perf.report.internal.output.Decimal;
import dev.perf.report.internal.output.Encoder;
import dev.perf.report.internal.output.Values;
import dev.perf.result.MetricResult;
import dev.perf.result.RunEvent;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.result.ThresholdResult;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** JSON Lines: one of the run, one per series and interval, one per event, and one of the end. */
final class JsonLines implements Encoder {

    private static final JsonMapper MAPPER = JsonMapper.builder(
                    JsonFactory.builder().rootValueSeparator("\n").build())
            .build();

    private final OutputRun run;

    JsonLines(OutputRun run) {
        this.run = run;
    }

    @Override
    public List<Batch> begin() {
        var lines = new Lines();
        lines.begin("run");
        lines.text("test", run.test());
        lines.text("run", run.id());
        lines.text("version", run.version());
        lines.texts("tags", run.tags());
        lines.end();
        return lines.batch();
    }

    @Override
    public List<Batch> interval(Instant at, Snapshot snapshot) {
        var lines = new Lines();
        String time = timeOf(at);
        if (snapshot.detail() != null) {
            snapshot.detail().metrics().forEach(metric -> series(lines, time, snapshot.phase(), metric));
        }
        snapshot.agents().forEach(agent -> agent(lines, time, agent));
        for (RunEvent event : snapshot.events()) {
            lines.begin("event");
            lines.text("time", timeOf(at.minus(snapshot.elapsed()).plus(event.at())));
            lines.text("event", event.type().name().toLowerCase(Locale.ROOT));
            lines.text("text", event.text());
            lines.end();
        }
        return lines.batch();
    }

    private static void series(Lines lines, String time, String phase, MetricResult metric) {
        lines.begin(Values.typeOf(metric));
        lines.text("time", time);
        lines.text("phase", phase);
        lines.text("metric", metric.name());
        if (metric.unit() != Unit.NONE) {
            lines.text("unit", metric.unit().symbol());
        }
        lines.texts("tags", metric.tags());
        Values.of(metric, lines::number);
        lines.end();
    }

    private static void agent(Lines lines, String time, Snapshot.Agent agent) {
        Duration p95 = agent.p95();
        lines.begin("agent");
        lines.text("time", time);
        lines.text("agent", agent.name());
        lines.text("state", agent.state().name().toLowerCase(Locale.ROOT));
        lines.number("users", (double) agent.users());
        lines.number("requestsPerSecond", agent.requestsPerSecond());
        lines.number("failedPerSecond", agent.failedPerSecond());
        lines.number("p95", p95 == null ? null : Double.valueOf(p95.toNanos() / 1e6));
        lines.number("lagMillis", agent.lag().toNanos() / 1e6);
        lines.end();
    }

    @Override
    public List<Batch> end(RunResult result) {
        var lines = new Lines();
        for (ThresholdResult threshold : result.thresholds()) {
            lines.begin("threshold");
            lines.text("expression", threshold.expression());
            lines.truth("passed", threshold.passed());
            lines.number("actual", threshold.actual());
            lines.number("limit", threshold.limit());
            lines.number("margin", threshold.margin());
            lines.end();
        }
        lines.begin("end");
        lines.text("run", run.id());
        lines.text("verdict", result.verdict().name());
        lines.text("reason", result.reason());
        lines.number("durationMillis", result.duration().toNanos() / 1e6);
        lines.end();
        return lines.batch();
    }

    private static String timeOf(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** Lines being written. */
    private static final class Lines {

        private final StringWriter text = new StringWriter();
        private final JsonGenerator json = MAPPER.createGenerator(text);
        private int count;

        void begin(String type) {
            json.writeStartObject();
            text("type", type);
        }

        void text(String field, String value) {
            json.writeName(field);
            json.writeString(value);
        }

        void texts(String field, Map<String, String> values) {
            json.writeName(field);
            json.writeStartObject();
            values.forEach(this::text);
            json.writeEndObject();
        }

        void truth(String field, boolean value) {
            json.writeName(field);
            json.writeBoolean(value);
        }

        void number(String field, @Nullable Double value) {
            json.writeName(field);
            if (value == null || !Double.isFinite(value)) {
                json.writeNull();
            } else {
                json.writeNumber(Decimal.of(value));
            }
        }

        void end() {
            json.writeEndObject();
            count++;
        }

        List<Batch> batch() {
            json.close();
            return count == 0 ? List.of() : List.of(Batch.of(text + "\n", count));
        }
    }
}
