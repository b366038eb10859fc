package dev.perf.engine.internal.http;

import dev.perf.check.Check;
import dev.perf.check.Source;
import dev.perf.engine.internal.measure.Series;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.SeriesByPhase;
import dev.perf.engine.internal.script.VirtualUser;
import org.jspecify.annotations.Nullable;

/** A compiled check. */
final class CompiledCheck {

    private static final int MAX_SHOWN = 80;

    private final String name;
    private final boolean ofStatus;
    private final ValueSource source;
    private final ValueTest test;
    private final SeriesByPhase series;

    private CompiledCheck(Check check, ValueSource source, ValueTest test, SeriesByPhase series) {
        this.name = check.name();
        this.ofStatus = check.source() instanceof Source.Status;
        this.source = source;
        this.test = test;
        this.series = series;
    }

    /** Compiles {@code check}; mistakes go to the context. */
    static CompiledCheck compile(Check check, CompileContext context) {
        CompileContext inside = context.inside("check \"" + check.name() + "\"");
        return new CompiledCheck(
                check,
                ValueSource.compile(check.source(), check.location(), inside),
                TracedTest.of(check.name(), ValueTest.compile(check.condition(), check.location(), inside), inside),
                new SeriesByPhase(
                        context.series(),
                        Series.Kind.RATE,
                        "checks",
                        context.tags().and("check", check.name())));
    }

    /** Judges a response and counts the verdict; returns what was found instead, or null where the check holds. */
    @Nullable
    String judge(VirtualUser user, ResponseView response) {
        Object value = source.of(response);
        boolean holds;
        String complaint = null;
        try {
            holds = test.holds(value, user.session());
        } catch (RuntimeException thrown) {
            // A user's test may throw anything; that must not end the user.
            holds = false;
            complaint = "its test threw " + thrown;
        }
        user.recordCheck(series.in(user.phase()), holds);
        if (holds) {
            return null;
        }
        return "check \"" + name + "\": " + (complaint == null ? "got " + shown(value) : complaint);
    }

    /** Counts the check as not holding, for there is no response to judge. */
    void fails(VirtualUser user) {
        user.recordCheck(series.in(user.phase()), false);
    }

    /** The kind under which a failure is counted. */
    String kind() {
        return ofStatus ? "status" : "check";
    }

    private static String shown(@Nullable Object value) {
        if (value == null) {
            return "nothing";
        }
        String text = String.valueOf(value);
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }
}
