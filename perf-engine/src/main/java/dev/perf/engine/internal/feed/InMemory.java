package dev.perf.engine.internal.feed;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Records that are all in memory. */
final class InMemory implements Supply {

    private final List<Row> records;
    private final Order order;
    private final String end;

    /**
     * Creates the supply.
     *
     * @param end why there are no more
     */
    InMemory(List<Row> records, Order order, String end) {
        this.records = records;
        this.order = order;
        this.end = end;
    }

    @Override
    public @Nullable Row next(long user, RandomGenerator random) {
        int index = order.next(user, random);
        return index == Order.NONE ? null : records.get(index);
    }

    @Override
    public Long count() {
        return (long) records.size();
    }

    @Override
    public String end() {
        return end;
    }
}
