package dev.perf.feed;

import java.util.Map;
import java.util.function.Function;

/** What becomes of records on their way from the source to the users. */
public sealed interface Change {

    /** Makes another record of each. */
    record OfRecord(Function<Map<String, Object>, Map<String, Object>> change) implements Change {}

    /** Makes another value of each text in a column. */
    record OfColumn(String column, Function<String, Object> change) implements Change {}
}
