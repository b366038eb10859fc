package dev.perf.report.internal.json;

import dev.perf.report.internal.Decimals;
import dev.perf.report.internal.Timeline;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.GeneratorReading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The verdict on the generator, and what was read of it over time, a column per quantity; null where it was not read. */
final class Generator {

    private Generator() {}

    static void write(ObjectNode node, GeneratorHealth generator) {
        node.put("state", generator.state().name());
        node.put("summary", generator.summary());
        ArrayNode signals = node.putArray("signals");
        for (GeneratorHealth.Signal signal : generator.signals()) {
            ObjectNode entry = signals.addObject();
            entry.put("name", signal.name());
            entry.put("value", signal.value());
            entry.put("limit", signal.limit());
            entry.put("state", signal.state().name());
        }
        course(node.putObject("series"), few(generator.course()));
    }

    /** Neighbours are merged where there are more than can be drawn. */
    private static List<GeneratorReading> few(List<GeneratorReading> course) {
        int width = Math.max(1, Math.ceilDiv(course.size(), Timeline.MOST_POINTS));
        var few = new ArrayList<GeneratorReading>();
        for (int from = 0; from < course.size(); from += width) {
            few.add(course.subList(from, Math.min(from + width, course.size())).stream()
                    .reduce(GeneratorReading::plus)
                    .orElseThrow());
        }
        return few;
    }

    private static void course(ObjectNode node, List<GeneratorReading> course) {
        Columns.numbers(node, "startMillis", course, reading -> reading.start().toMillis());
        Columns.numbers(
                node, "lengthMillis", course, reading -> reading.length().toMillis());
        shares(node, "processCpu", course, GeneratorReading::processCpu);
        shares(node, "machineCpu", course, GeneratorReading::machineCpu);
        shares(node, "busiestCore", course, GeneratorReading::busiestCore);
        shares(node, "stolenCpu", course, GeneratorReading::stolenCpu);
        shares(node, "throttledCpu", course, GeneratorReading::throttledCpu);
        shares(node, "gcShare", course, GeneratorReading::gcShare);
        times(node, "longestGcPause", course, GeneratorReading::longestGcPause);
        ArrayNode heap = node.putArray("heapAfterGcBytes");
        course.forEach(reading -> heap.add(reading.heapAfterGcBytes()));
        times(node, "virtualThreadsLate", course, GeneratorReading::virtualThreadsLate);
        times(node, "platformThreadsLate", course, GeneratorReading::platformThreadsLate);
        shares(node, "openFiles", course, GeneratorReading::openFiles);
        shares(node, "localPorts", course, GeneratorReading::localPorts);
        shares(node, "retransmits", course, GeneratorReading::retransmits);
    }

    private static void shares(
            ObjectNode node,
            String field,
            List<GeneratorReading> course,
            Function<GeneratorReading, @Nullable Double> value) {
        ArrayNode array = node.putArray(field);
        for (GeneratorReading reading : course) {
            Double share = value.apply(reading);
            array.add(share == null ? null : Decimals.decimal(share));
        }
    }

    private static void times(
            ObjectNode node,
            String field,
            List<GeneratorReading> course,
            Function<GeneratorReading, @Nullable Duration> value) {
        ArrayNode array = node.putArray(field);
        course.forEach(reading -> Numbers.addMillis(array, value.apply(reading)));
    }
}
