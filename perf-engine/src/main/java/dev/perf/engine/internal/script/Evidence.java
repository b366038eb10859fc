package dev.perf.engine.internal.script;

import dev.perf.engine.internal.mask.Masks;
import dev.perf.result.ErrorSample;
import org.jspecify.annotations.Nullable;

/** What a user has sent, and what came of it, as long as it is at hand: for the samples of failures. */
public interface Evidence {

    /** Returns what was sent last, with secrets masked; null where nothing was. */
    ErrorSample.@Nullable Message request(Masks masks);

    /** Returns the status code of what came back; 0 where nothing did. */
    int status();

    /** Returns what came back, with secrets masked; null where nothing did. */
    ErrorSample.@Nullable Message response(Masks masks);
}
