package dev.perf.engine.internal.feed;

import dev.perf.engine.internal.plan.Part;
import dev.perf.feed.RecordGenerator;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Records that the user's code makes when they are drawn. */
final class MadeUp implements Supply {

    private final RecordGenerator generator;
    private final long seed;
    private final Columns columns = new Columns();
    private final RecordNumbers numbers;
    private final boolean perUser;

    /**
     * Makes record 0, to learn its names.
     *
     * @param perUser whether each user has the record with its own number
     * @param part which of the others are made here
     */
    MadeUp(RecordGenerator generator, boolean perUser, Part part, long seed) throws BadDataException {
        this.numbers = RecordNumbers.of(part);
        this.generator = generator;
        this.perUser = perUser;
        this.seed = seed;
        make(0);
        columns.close();
    }

    Columns columns() {
        return columns;
    }

    @Override
    public Row next(long user, RandomGenerator random) throws BadDataException {
        return make(perUser ? user : numbers.next());
    }

    /** The numbers of a record follow from its own, so that it is the same whoever draws it. */
    private Row make(long number) throws BadDataException {
        Map<String, Object> record;
        try {
            record = generator.record(number, new SplittableRandom(new SplittableRandom(seed + number).nextLong()));
        } catch (RuntimeException thrown) {
            throw new BadDataException("cannot make record " + number + ": it threw " + thrown);
        }
        if (record == null) {
            throw new BadDataException("cannot make record " + number + ": it returned null");
        }
        return new Row(columns.row(record, "record " + number));
    }

    @Override
    public String end() {
        return "has no end";
    }
}
