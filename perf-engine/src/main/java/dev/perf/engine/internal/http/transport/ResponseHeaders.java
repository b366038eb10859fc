package dev.perf.engine.internal.http.transport;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Header fields of a response, looked up only when asked for. */
interface ResponseHeaders {

    /** First value of a name in any case. */
    @Nullable
    String first(String name);

    /** All values of a name in any case, in order. */
    List<String> all(String name);

    void forEach(BiConsumer<String, String> visitor);
}
