package dev.perf.engine.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.settings.http.HttpSection;
import dev.perf.engine.internal.settings.judge.Ensure;
import dev.perf.engine.internal.settings.judge.Limits;
import dev.perf.engine.internal.settings.judge.ServiceLevels;
import dev.perf.engine.internal.settings.run.Extras;
import dev.perf.engine.internal.settings.run.FleetSection;
import dev.perf.engine.internal.settings.run.Outputs;
import dev.perf.engine.internal.settings.run.ReportSection;
import dev.perf.engine.internal.shape.Definitions;
import dev.perf.engine.internal.shape.Mapping;
import dev.perf.engine.internal.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws of all sections, for documents that nobody would write. */
class AnySectionTest {

    private static final int DOCUMENTS = 3_000;
    private static final int DEEPEST = 4;

    private static final List<String> VALUES = List.of(
            "true",
            "no",
            "0",
            "1",
            "5",
            "-1",
            "0.5",
            "99.9",
            "1%",
            "10s",
            "1:30",
            "p(95) < 5",
            "rate > 1%",
            "value < 5",
            "http.requests > 5",
            "local:3",
            "host:81",
            "http://host/path",
            "noting=a",
            "noting",
            "''",
            "x",
            "200",
            "2xx",
            "stop",
            "tolerate:20%",
            "jdk",
            "per-user",
            "50rps",
            "300/min",
            "'response_time: p(95) < 5'",
            "'{{ name }}'",
            "'{{ $nothing(1) }}'",
            "1.1",
            "1e400",
            "99999999999999999999",
            "'\\0'");

    private record Section(String name, Shape<?> shape) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Section> sections() {
        return List.of(
                new Section("thresholds", Limits.SHAPE),
                new Section("ensure", Ensure.SHAPE),
                new Section("slos", ServiceLevels.SHAPE),
                new Section("http", HttpSection.SHAPE),
                new Section("address", Mapping.of("the root", HttpSection.KEYS, HttpSection::address)),
                new Section("fleet", FleetSection.SHAPE),
                new Section("outputs", Outputs.SHAPE),
                new Section("report", ReportSection.SHAPE),
                new Section("extras", Mapping.of("a test", Extras.KEYS, fields -> fields)));
    }

    /** Documents are read or have mistakes, and those that are read are what the schema allows. */
    @ParameterizedTest
    @MethodSource("sections")
    void whatIsReadIsWhatTheSchemaAllows(Section section) {
        var random = new Random(42);
        List<String> names = names(section.shape().schema(new Definitions()));
        names.addAll(List.of("http_reqs", "http.response_time.p95", "checks{check:a}", "noting", "p95", "anything"));
        var readings = new Readings<>("section", section.shape());
        int read = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            String yaml = "section: " + value(random, names, 1);
            if (readings.agree(yaml)) {
                read++;
            }
        }
        assertThat(read).isPositive();
    }

    private static String value(Random random, List<String> names, int depth) {
        int kind = depth == 1 ? 1 + random.nextInt(3) : random.nextInt(5);
        if (depth > DEEPEST || kind > 2) {
            return VALUES.get(random.nextInt(VALUES.size()));
        }
        var parts = new ArrayList<String>();
        var used = new TreeSet<String>();
        int count = random.nextInt(3);
        for (int i = 0; i < count; i++) {
            String name = names.get(random.nextInt(names.size()));
            String part = value(random, names, depth + 1);
            if (kind == 2) {
                parts.add(part);
            } else if (used.add(name)) {
                parts.add("'" + name + "': " + part);
            }
        }
        String all = String.join(", ", parts);
        return kind == 2 ? "[" + all + "]" : "{" + all + "}";
    }

    private static List<String> names(Object schema) {
        var names = new ArrayList<String>();
        if (schema instanceof Map<?, ?> map) {
            if (map.get("properties") instanceof Map<?, ?> properties) {
                properties.keySet().forEach(name -> names.add(String.valueOf(name)));
            }
            map.values().forEach(part -> names.addAll(names(part)));
        } else if (schema instanceof List<?> list) {
            list.forEach(part -> names.addAll(names(part)));
        }
        return names;
    }
}
