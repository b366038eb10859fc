package dev.perf.engine.internal.http;

import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.TracedSession;
import dev.perf.engine.internal.trace.Trace;
import dev.perf.scenario.Session;
import org.jspecify.annotations.Nullable;

/** A check's condition in a test of which there is a trace: the trace tells what was found. */
record TracedTest(String check, ValueTest test) implements ValueTest {

    /** Returns {@code judgement} itself where nobody reads of it. */
    static Judgement of(String check, Judgement judgement, CompileContext context) {
        return context.isTraced()
                ? new Judgement(judgement.source(), new TracedTest(check, judgement.test()))
                : judgement;
    }

    @Override
    public boolean holds(@Nullable Object value, Session session) {
        boolean holds = false;
        try {
            holds = test.holds(value, session);
            return holds;
        } finally {
            Trace trace = TracedSession.traceOf(session);
            if (trace != null) {
                trace.checked(check, value, holds);
            }
        }
    }
}
