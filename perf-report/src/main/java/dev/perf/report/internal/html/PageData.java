package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;

import dev.perf.report.internal.Timeline;
import dev.perf.result.Distribution;
import dev.perf.result.Interval;
import dev.perf.result.RunResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * The data that the script of the page draws and counts with: base64 of gzip of JSON, so that no text of others is
 * anything but letters and digits in the page.
 */
final class PageData {

    private PageData() {}

    static Element of(RunResult result, TimeSection time) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed);
                JsonGenerator json = JsonMapper.shared().createGenerator(gzip)) {
            json.writeStartObject();
            time.write(json);
            writeSteps(json, Timeline.of(result.warmUp()), Timeline.of(result.intervals()));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return el("script", Base64.getEncoder().encodeToString(packed.toByteArray()))
                .id("data")
                .attr("type", "application/octet-stream");
    }

    /** What each step of the run came to; stretches are made of whole steps, and those of the warm-up count nowhere. */
    private static void writeSteps(JsonGenerator json, List<Interval> warmUp, List<Interval> measured) {
        var steps = new ArrayList<>(warmUp);
        steps.addAll(measured);
        List<Distribution> response = steps.stream().map(Interval::responseTime).toList();
        List<Distribution> service = steps.stream().map(Interval::serviceTime).toList();
        var all = new ArrayList<>(response);
        all.addAll(service);
        Buckets buckets = Buckets.of(all);
        json.writeName("buckets");
        buckets.writeValues(json);
        json.writeObjectPropertyStart("steps");
        json.writeNumberProperty("warmUp", warmUp.size());
        TimeSection.bounds(json, steps);
        column(json, "users", steps, Interval::users);
        column(json, "scheduled", steps, Interval::scheduled);
        column(json, "started", steps, Interval::started);
        column(json, "dropped", steps, Interval::dropped);
        column(json, "requests", steps, Interval::requests);
        column(json, "failed", steps, Interval::failed);
        column(json, "bytes", steps, Interval::bytesReceived);
        json.writeName("response");
        buckets.write(json, response);
        json.writeName("service");
        buckets.write(json, service);
        json.writeEndObject();
    }

    private static void column(JsonGenerator json, String name, List<Interval> steps, ToLongFunction<Interval> value) {
        json.writeArrayPropertyStart(name);
        steps.forEach(step -> json.writeNumber(value.applyAsLong(step)));
        json.writeEndArray();
    }
}
