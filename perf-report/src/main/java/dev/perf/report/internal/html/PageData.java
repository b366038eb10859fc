package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;

import dev.perf.result.Distribution;
import dev.perf.result.Interval;
import dev.perf.result.RequestInterval;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * The data that the script of the page draws and counts with: base64 of gzip of JSON, so that no text of others is
 * anything but letters and digits in the page.
 */
final class PageData {

    private PageData() {}

    static Element of(RunResult result, TimeSection time, Steps steps) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed);
                JsonGenerator json = JsonMapper.shared().createGenerator(gzip)) {
            json.writeStartObject();
            time.write(json);
            writeHistograms(json, result, steps);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return el("script", Base64.getEncoder().encodeToString(packed.toByteArray()))
                .id("data")
                .attr("type", "application/octet-stream");
    }

    /** The courses of a request in the steps. */
    private record Course(int index, String name, List<Integer> at, List<RequestInterval> stretches) {

        List<Distribution> responses() {
            return stretches.stream().map(RequestInterval::responseTime).toList();
        }

        List<Distribution> services() {
            return stretches.stream().map(RequestInterval::serviceTime).toList();
        }
    }

    /** What each step of the run came to; those of the warm-up count nowhere. */
    private static void writeHistograms(JsonGenerator json, RunResult result, Steps steps) {
        var all = new ArrayList<>(steps.warmUp());
        all.addAll(steps.measured());
        List<Distribution> responses = all.stream().map(Interval::responseTime).toList();
        List<Distribution> services = all.stream().map(Interval::serviceTime).toList();
        Buckets buckets =
                Buckets.of(Stream.concat(responses.stream(), services.stream()).toList());
        json.writeName("buckets");
        buckets.writeValues(json);
        json.writeObjectPropertyStart("steps");
        json.writeNumberProperty("warmUp", steps.warmUp().size());
        TimeSection.bounds(json, all);
        column(json, "users", all, Interval::users);
        column(json, "scheduled", all, Interval::scheduled);
        column(json, "started", all, Interval::started);
        column(json, "dropped", all, Interval::dropped);
        column(json, "requests", all, Interval::requests);
        column(json, "failed", all, Interval::failed);
        column(json, "bytes", all, Interval::bytesReceived);
        json.writeName("response");
        buckets.write(json, responses);
        json.writeName("service");
        buckets.write(json, services);
        json.writeEndObject();
        json.writeArrayPropertyStart("requests");
        courses(result, steps).forEach(course -> writeCourse(json, course));
        json.writeEndArray();
    }

    private static List<Course> courses(RunResult result, Steps steps) {
        var courses = new ArrayList<Course>();
        for (int i = 0; i < result.requests().size(); i++) {
            RequestResult request = result.requests().get(i);
            if (RequestSection.hasCourse(request)) {
                List<RequestInterval> stretches = steps.course(request);
                courses.add(new Course(i, request.name(), places(stretches, steps), stretches));
            }
        }
        return courses;
    }

    /** In which step each stretch lies. */
    private static List<Integer> places(List<RequestInterval> stretches, Steps steps) {
        var places = new ArrayList<Integer>();
        int step = 0;
        for (RequestInterval stretch : stretches) {
            while (step + 1 < steps.measured().size()
                    && steps.measured().get(step + 1).start().compareTo(stretch.start()) <= 0) {
                step++;
            }
            places.add(steps.warmUp().size() + step);
        }
        return places;
    }

    /** Its distributions have buckets of their own: where requests are many, most of those of the run are none of theirs. */
    private static void writeCourse(JsonGenerator json, Course course) {
        Buckets buckets = Buckets.of(Stream.concat(course.responses().stream(), course.services().stream())
                .toList());
        json.writeStartObject();
        json.writeNumberProperty("index", course.index());
        json.writeStringProperty("name", course.name());
        json.writeName("buckets");
        buckets.writeValues(json);
        json.writeArrayPropertyStart("at");
        course.at().forEach(json::writeNumber);
        json.writeEndArray();
        column(json, "requests", course.stretches(), RequestInterval::count);
        column(json, "failed", course.stretches(), RequestInterval::failed);
        column(json, "bytes", course.stretches(), RequestInterval::bytesReceived);
        json.writeName("response");
        buckets.write(json, course.responses());
        json.writeName("service");
        buckets.write(json, course.services());
        json.writeEndObject();
    }

    private static <T> void column(JsonGenerator json, String name, List<T> rows, ToLongFunction<T> value) {
        json.writeArrayPropertyStart(name);
        rows.forEach(row -> json.writeNumber(value.applyAsLong(row)));
        json.writeEndArray();
    }
}
