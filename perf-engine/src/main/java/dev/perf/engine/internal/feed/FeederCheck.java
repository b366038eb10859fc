package dev.perf.engine.internal.feed;

import dev.perf.feed.Feeder;
import dev.perf.feed.Feeder.AtEnd;
import dev.perf.feed.Feeder.Strategy;
import dev.perf.feed.Source;
import java.util.Locale;

/** Finds what is said of a feeder and excludes each other. */
final class FeederCheck {

    private FeederCheck() {}

    static void check(Feeder feeder) throws BadDataException {
        checkEnd(feeder);
        if (feeder.source() instanceof Source.Generated) {
            checkGenerated(feeder);
        }
        boolean made = switch (feeder.source()) {
            case Source.Generated ignored -> true;
            case Source.Records ignored -> true;
            case Source.Sitemap ignored -> true;
            case Source.Csv ignored -> false;
            case Source.Json ignored -> false;
            case Source.JsonLines ignored -> false;
            case Source.Jdbc ignored -> false;
        };
        if (made && feeder.memory() != null) {
            throw new BadDataException("cannot be streamed or held in memory as you wish, unlike files and queries;"
                    + " leave out streamed() and inMemory()");
        }
    }

    private static void checkGenerated(Feeder feeder) throws BadDataException {
        if (feeder.strategy() != Strategy.QUEUE && feeder.strategy() != Strategy.PER_USER) {
            throw new BadDataException("makes each record once and has no end; leave out "
                    + feeder.strategy().name().toLowerCase(Locale.ROOT) + "()");
        }
        if (!feeder.changes().isEmpty()) {
            throw new BadDataException("makes its records as you wish; leave out map(...) and transform(...)");
        }
    }

    /** Finds orders that take more than the records that are read ahead. */
    static void checkStreamed(Feeder feeder) throws BadDataException {
        if (feeder.strategy() == Strategy.RANDOM || feeder.strategy() == Strategy.PER_USER) {
            String order = feeder.strategy() == Strategy.RANDOM ? "random()" : "perUser()";
            throw new BadDataException("is "
                    + (feeder.memory() == null ? "streamed, for it is large" : "streamed()") + ", and " + order
                    + " needs all records in memory; say inMemory() if the heap has room for them, or take queue(),"
                    + " circular() or shuffle()");
        }
    }

    /** What is said of an end that cannot come must be a mistake. */
    private static void checkEnd(Feeder feeder) throws BadDataException {
        AtEnd atEnd = feeder.atEnd();
        if (atEnd == null) {
            return;
        }
        String end = word(atEnd);
        String clash = feeder.source() instanceof Source.Generated
                ? "has no end, so " + end + " would never come about; leave it out"
                : switch (feeder.strategy()) {
                    case CIRCULAR ->
                        "is circular(), which begins again after the last record, so " + end
                                + " would never come about; leave one of them out";
                    case RANDOM ->
                        "is random(), which never runs out of records, so " + end
                                + " would never come about; leave one of them out";
                    case UNIQUE ->
                        atEnd == AtEnd.RECYCLE
                                ? "is unique(), which hands each record out once, and thenRecycle() hands them out"
                                        + " again; leave one of them out"
                                : "";
                    case QUEUE, SHUFFLE, PER_USER -> "";
                };
        if (!clash.isEmpty()) {
            throw new BadDataException(clash);
        }
    }

    private static String word(AtEnd atEnd) {
        return switch (atEnd) {
            case STOP_USER -> "thenStopUser()";
            case STOP_SCENARIO -> "thenStopScenario()";
            case STOP_RUN -> "thenStopRun()";
            case RECYCLE -> "thenRecycle()";
        };
    }
}
