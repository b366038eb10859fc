package dev.perf.engine.internal.script;

import dev.perf.engine.internal.measure.Measurement;
import dev.perf.engine.internal.plan.Part;
import dev.perf.engine.internal.template.Templates;
import dev.perf.engine.internal.trace.Tracing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the users of a run work with, whatever their scenario.
 *
 * @param measurement where they are measured
 * @param protocols what sends their requests
 * @param templates compiles their templates
 * @param part what this process has of the load at the start, and so of records and of the rates of throttles
 * @param gate what holds back the requests of all scenarios; null for nothing
 * @param allowance without which no request is sent; null where none is needed
 * @param tracing who reads of what they do; null for nobody
 */
public record Equipment(
        Measurement measurement,
        List<Protocol> protocols,
        Templates templates,
        Part part,
        @Nullable RequestGate gate,
        @Nullable Allowance allowance,
        @Nullable Tracing tracing) {

    public Equipment {
        protocols = List.copyOf(protocols);
    }

    /** Returns the equipment of users who are measured apart from the load, and whom nothing holds back. */
    Equipment apart(Measurement other) {
        return new Equipment(other, protocols, templates, part, null, allowance, tracing);
    }
}
