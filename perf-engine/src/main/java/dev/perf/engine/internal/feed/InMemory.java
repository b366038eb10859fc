package dev.perf.engine.internal.feed;

import dev.perf.text.Figures;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Records that are all in memory. */
final class InMemory implements Supply {

    private final List<Row> records;
    private final Order order;

    InMemory(List<Row> records, Order order) {
        this.records = records;
        this.order = order;
    }

    @Override
    public @Nullable Row next(long user, RandomGenerator random) {
        int index = order.next(user, random);
        return index == Order.NONE ? null : records.get(index);
    }

    @Override
    public String end() {
        return "has no more than " + Figures.count(records.size(), "record");
    }
}
