package dev.perf.report.internal.live;

import dev.perf.output.OutputRun;
import dev.perf.report.internal.html.LiveCharts;
import dev.perf.result.Distribution;
import dev.perf.result.ErrorResult;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.Interval;
import dev.perf.result.PlannedLoad;
import dev.perf.result.ReportLink;
import dev.perf.result.RunEvent;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.result.ThresholdResult;
import dev.perf.result.Verdict;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is known of a run so far, as JSON: all of it for who comes, and what an interval adds for who has the rest. Both are
 * written by the same code from the same values, so it makes no difference when somebody came. Guarded by who owns it.
 */
final class LiveState {

    /** As many points as a chart has pixels to show. */
    static final int MOST_POINTS = 600;

    /** Acts beyond that are in the report alone. */
    private static final int MOST_EVENTS = 200;

    private final OutputRun run;
    private final Instant openedAt;
    private final History history;
    private final RequestTotals requests = new RequestTotals();
    private final List<RunEvent> events = new ArrayList<>();
    private Distribution soFar = Distribution.EMPTY;
    private long counted;
    private long failed;
    private @Nullable Snapshot latest;
    private List<ThresholdResult> thresholds = List.of();
    private GeneratorHealth generator =
            new GeneratorHealth(GeneratorHealth.State.NOT_MEASURED, "Nothing was measured yet.", List.of());
    private @Nullable RunResult ended;
    private Set<String> charts = Set.of();
    private boolean isWhole = true;

    LiveState(OutputRun run, Instant openedAt, int mostPoints) {
        this.run = run;
        this.openedAt = openedAt;
        this.history = new History(mostPoints);
    }

    /** Adds an interval; returns what it came to for those who have all that was before. */
    byte[] add(Snapshot snapshot) {
        boolean isWarmUp = snapshot.phase().equals("warm-up");
        Interval interval = snapshot.interval();
        History.Change change = history.add(interval, isWarmUp);
        latest = snapshot;
        snapshot.events().stream()
                .limit(Math.max(0, MOST_EVENTS - events.size()))
                .forEach(events::add);
        if (!isWarmUp) {
            soFar = soFar.plus(interval.responseTime());
            counted += interval.requests();
            failed += interval.failed();
        }
        var detail = snapshot.detail();
        if (detail != null) {
            thresholds = detail.thresholds();
            generator = detail.generator();
            if (!isWarmUp) {
                requests.add(detail.metrics());
            }
        }
        Set<String> before = charts;
        charts = LiveCharts.shownOf(history.total());
        isWhole = change == History.Change.HALVED || !charts.equals(before);
        return isWhole
                ? whole()
                : json(json -> {
                    json.writeBooleanProperty("joined", change == History.Change.JOINED);
                    writeNow(json);
                    writeCharts(json, history.last());
                });
    }

    /** Tells whether what was returned last is all that there is. */
    boolean isWhole() {
        return isWhole;
    }

    /** The run is over; returns what that came to. */
    byte[] end(RunResult result) {
        ended = result;
        thresholds = result.thresholds();
        generator = result.generator();
        requests.end();
        isWhole = true;
        return whole();
    }

    boolean hasEnded() {
        return ended != null;
    }

    /** Returns all that there is. */
    byte[] whole() {
        return json(json -> {
            writeRun(json);
            writeNow(json);
            writeCharts(json, history.points());
        });
    }

    /**
     * Returns the run and how it stands, without its charts: for machines.
     *
     * @param watching how many watch
     * @param skipped how many messages slow ones did not get, because they got all that there is later
     */
    byte[] summary(int watching, long skipped) {
        return json(json -> {
            json.writeNumberProperty("watching", watching);
            json.writeNumberProperty("skipped", skipped);
            writeRun(json);
            writeNow(json);
        });
    }

    private static byte[] json(Consumer<JsonGenerator> content) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JsonMapper.shared().createGenerator(bytes)) {
            json.writeStartObject();
            content.accept(json);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private void writeCharts(JsonGenerator json, List<Interval> points) {
        RunResult known = RunResult.builder(run.test(), run.id(), openedAt)
                .plannedLoad(run.plannedLoad())
                .thresholds(thresholds)
                .events(events)
                .build();
        new LiveCharts(known, history.measuredFrom(), history.end(), history.total()).write(json, points);
    }

    private void writeRun(JsonGenerator json) {
        json.writeObjectPropertyStart("run");
        json.writeStringProperty("test", run.test());
        json.writeStringProperty("id", run.id());
        json.writeStringProperty("openedAt", openedAt.toString());
        json.writeStringProperty("version", run.version());
        json.writeObjectPropertyStart("tags");
        run.tags().forEach(json::writeStringProperty);
        json.writeEndObject();
        json.writeArrayPropertyStart("scenarios");
        for (PlannedLoad load : run.plannedLoad()) {
            json.writeStartObject();
            json.writeStringProperty("name", load.scenario());
            json.writeStringProperty("model", load.model().name().toLowerCase(Locale.ROOT));
            json.writeStringProperty("load", load.description());
            json.writeBooleanProperty("settable", Controls.isSettable(load));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeNow(JsonGenerator json) {
        json.writeObjectPropertyStart("now");
        json.writeStringProperty("standing", standing());
        Snapshot snapshot = latest;
        json.writeStringProperty("phase", ended != null ? "ended" : snapshot == null ? "starting" : snapshot.phase());
        Interval last = snapshot == null ? history.total() : snapshot.interval();
        double seconds = last.length().toNanos() / 1e9;
        if (snapshot != null) {
            Millis.time(json, "elapsedMillis", snapshot.elapsed());
            Millis.time(json, "plannedMillis", snapshot.planned());
            json.writeNumberProperty("users", last.users());
            json.writeNumberProperty("wantedUsers", snapshot.wantedUsers());
            Millis.number(json, "offeredPerSecond", snapshot.offeredPerSecond());
            json.writeNumberProperty("iterationsBegun", snapshot.iterations().begun());
            json.writeNumberProperty("iterationsInAll", snapshot.iterations().total());
            ledger(json, snapshot);
        }
        json.writeObjectPropertyStart("interval");
        Millis.time(json, "lengthMillis", last.length());
        Millis.number(json, "requestsPerSecond", last.perSecond(last.requests()));
        Millis.number(json, "startedPerSecond", last.perSecond(last.started()));
        json.writeNumberProperty("requests", last.requests());
        json.writeNumberProperty("failed", last.failed());
        json.writeNumberProperty("dropped", last.dropped());
        Millis.time(json, "lagP99", last.scheduleLag().p99());
        Millis.distribution(json, last.responseTime());
        json.writeEndObject();
        json.writeObjectPropertyStart("soFar");
        json.writeNumberProperty("requests", counted);
        json.writeNumberProperty("failed", failed);
        Millis.distribution(json, soFar);
        json.writeEndObject();
        thresholds(json);
        generator(json);
        agents(json, snapshot == null ? List.of() : snapshot.agents());
        requests.write(json, seconds);
        errors(json, ended != null ? ended.errors() : snapshot == null ? List.of() : snapshot.errors());
        events(json);
        end(json);
        json.writeEndObject();
    }

    private static void ledger(JsonGenerator json, Snapshot snapshot) {
        json.writeObjectPropertyStart("ledger");
        json.writeNumberProperty("scheduled", snapshot.ledger().scheduled());
        json.writeNumberProperty("started", snapshot.ledger().started());
        json.writeNumberProperty("dropped", snapshot.ledger().dropped());
        json.writeNumberProperty("completed", snapshot.ledger().completed());
        json.writeNumberProperty("failed", snapshot.ledger().failed());
        json.writeNumberProperty("interrupted", snapshot.ledger().interrupted());
        json.writeEndObject();
    }

    /** The verdict, or what it would be as things stand. */
    private String standing() {
        if (ended != null) {
            return ended.verdict().name();
        }
        if (generator.state() == GeneratorHealth.State.INVALID) {
            return Verdict.INVALID.name();
        }
        return thresholds.stream().anyMatch(each -> each.state() == ThresholdResult.State.FAILED)
                ? Verdict.FAILED.name()
                : Verdict.PASSED.name();
    }

    private void thresholds(JsonGenerator json) {
        json.writeArrayPropertyStart("thresholds");
        var judged = new HashSet<String>();
        for (ThresholdResult threshold : thresholds) {
            judged.add(threshold.expression());
            threshold(json, threshold.expression(), threshold.state().name(), threshold.message());
        }
        for (String expression : run.thresholds()) {
            if (!judged.contains(expression)) {
                threshold(json, expression, "NOT_YET", "cannot be judged yet");
            }
        }
        json.writeEndArray();
    }

    private static void threshold(JsonGenerator json, String expression, String state, String message) {
        json.writeStartObject();
        json.writeStringProperty("expression", expression);
        json.writeStringProperty("state", state);
        json.writeStringProperty("message", message);
        json.writeEndObject();
    }

    private void generator(JsonGenerator json) {
        json.writeObjectPropertyStart("generator");
        json.writeStringProperty("state", generator.state().name());
        json.writeStringProperty("summary", generator.summary());
        json.writeArrayPropertyStart("signals");
        for (GeneratorHealth.Signal signal : generator.signals()) {
            json.writeStartObject();
            json.writeStringProperty("name", signal.name());
            json.writeStringProperty("state", signal.state().name());
            json.writeStringProperty("value", signal.value());
            json.writeStringProperty("limit", signal.limit());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void agents(JsonGenerator json, List<Snapshot.Agent> agents) {
        json.writeArrayPropertyStart("agents");
        for (Snapshot.Agent agent : agents) {
            json.writeStartObject();
            json.writeStringProperty("name", agent.name());
            // The last snapshot of a run is of a moment at which it was not over.
            boolean hasEnded = ended != null && agent.state() == Snapshot.Agent.State.RUNNING;
            json.writeStringProperty("state", (hasEnded ? Snapshot.Agent.State.ENDED : agent.state()).name());
            json.writeNumberProperty("users", agent.users());
            Millis.number(json, "requestsPerSecond", agent.requestsPerSecond());
            Millis.number(json, "failedPerSecond", agent.failedPerSecond());
            Duration p95 = agent.p95();
            if (p95 == null) {
                json.writeNullProperty("p95");
            } else {
                Millis.time(json, "p95", p95);
            }
            Millis.time(json, "lagMillis", agent.lag());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void errors(JsonGenerator json, List<ErrorResult> errors) {
        json.writeArrayPropertyStart("errors");
        for (ErrorResult error : errors.subList(0, Math.min(10, errors.size()))) {
            json.writeStartObject();
            json.writeStringProperty("kind", error.kind());
            json.writeStringProperty("request", error.request());
            json.writeStringProperty("message", error.message());
            json.writeNumberProperty("count", error.count());
            Millis.time(json, "lastMillis", error.lastSeen());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void events(JsonGenerator json) {
        json.writeArrayPropertyStart("events");
        for (RunEvent event : events) {
            json.writeStartObject();
            Millis.time(json, "atMillis", event.at());
            json.writeStringProperty("type", event.type().name().toLowerCase(Locale.ROOT));
            json.writeStringProperty("text", event.text());
            json.writeStringProperty("by", event.by());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void end(JsonGenerator json) {
        json.writeName("end");
        RunResult result = ended;
        if (result == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeStringProperty("verdict", result.verdict().name());
        json.writeStringProperty("reason", result.reason());
        Millis.time(json, "durationMillis", result.duration());
        URI report = ReportLink.to(result.report());
        json.writeStringProperty("report", report == null ? null : report.toString());
        json.writeArrayPropertyStart("warnings");
        result.warnings().forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
    }
}
