package dev.perf.report.internal.html;

import dev.perf.result.Distribution;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import tools.jackson.core.JsonGenerator;

/**
 * Distributions for the script of the page, exact and small: the values of all buckets once, and for each distribution
 * the counts in their order, where {@code -n} skips {@code n} buckets.
 */
final class Buckets {

    private final long[] values;

    private Buckets(long[] values) {
        this.values = values;
    }

    /** Returns the buckets that any of {@code distributions} has. */
    static Buckets of(List<Distribution> distributions) {
        return new Buckets(distributions.stream()
                .flatMapToLong(each -> LongStream.range(0, each.buckets()).map(i -> each.bucketNanos((int) i)))
                .sorted()
                .distinct()
                .toArray());
    }

    /** Writes the values, each as its distance to the one before. */
    void writeValues(JsonGenerator json) {
        json.writeStartArray();
        long before = 0;
        for (long value : values) {
            json.writeNumber(value - before);
            before = value;
        }
        json.writeEndArray();
    }

    /** Writes a column of distributions as {@code {min, max, sum, counts}}. */
    void write(JsonGenerator json, List<Distribution> column) {
        json.writeStartObject();
        json.writeArrayPropertyStart("min");
        column.forEach(each -> json.writeNumber(each.min().toNanos()));
        json.writeEndArray();
        json.writeArrayPropertyStart("max");
        column.forEach(each -> json.writeNumber(each.max().toNanos()));
        json.writeEndArray();
        json.writeArrayPropertyStart("sum");
        column.forEach(each -> Json.number(json, each.sumNanos()));
        json.writeEndArray();
        json.writeArrayPropertyStart("counts");
        column.forEach(each -> writeCounts(json, each));
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeCounts(JsonGenerator json, Distribution distribution) {
        json.writeStartArray();
        int next = 0;
        for (int i = 0; i < distribution.buckets(); i++) {
            int place = Arrays.binarySearch(values, next, values.length, distribution.bucketNanos(i));
            if (place > next) {
                json.writeNumber(next - place);
            }
            json.writeNumber(distribution.bucketCount(i));
            next = place + 1;
        }
        json.writeEndArray();
    }
}
