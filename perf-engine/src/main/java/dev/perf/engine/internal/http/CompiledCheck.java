package dev.perf.engine.internal.http;

import dev.perf.check.Check;
import dev.perf.check.Source;
import dev.perf.engine.internal.mask.Masks;
import dev.perf.engine.internal.measure.Series;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.SeriesByPhase;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.scenario.MissingValueException;
import org.jspecify.annotations.Nullable;

/** A compiled check. */
final class CompiledCheck {

    private final String name;
    private final boolean ofStatus;
    private final ValueSource source;
    private final ValueTest test;
    private final Shown shown;
    private final SeriesByPhase series;

    private CompiledCheck(Check check, ValueSource source, ValueTest test, Shown shown, SeriesByPhase series) {
        this.name = check.name();
        this.ofStatus = check.source() instanceof Source.Status;
        this.source = source;
        this.test = test;
        this.shown = shown;
        this.series = series;
    }

    /** Compiles {@code check}; mistakes go to the context. */
    static CompiledCheck compile(Check check, Subject subject, Masks masks, CompileContext context) {
        CompileContext inside = context.inside("check \"" + check.name() + "\"");
        Judgement judgement = Judgement.compile(check, subject, inside);
        return new CompiledCheck(
                check,
                judgement.source(),
                TracedTest.of(check.name(), judgement.test(), inside),
                Shown.of(check, masks),
                new SeriesByPhase(
                        context.series(),
                        Series.Kind.RATE,
                        "checks",
                        context.tags().and("check", check.name())));
    }

    /** Judges a response and counts the verdict; returns what was found instead, or null where the check holds. */
    @Nullable
    String judge(VirtualUser user, ResponseView response) {
        Object value = null;
        boolean holds = false;
        String complaint = null;
        try {
            value = source.of(response, user.random());
            holds = test.holds(value, user.session());
        } catch (MissingValueException missing) {
            complaint = String.valueOf(missing.getMessage());
        } catch (RuntimeException thrown) {
            // A user's test may throw anything; that must not end the user.
            complaint = "its test threw " + thrown;
        }
        user.recordCheck(series.in(user.phase()), holds);
        if (holds) {
            return null;
        }
        return "check \"" + name + "\": " + (complaint == null ? "got " + shown.text(value) : complaint);
    }

    /** Counts the check as not holding, for there is no response to judge. */
    void fails(VirtualUser user) {
        user.recordCheck(series.in(user.phase()), false);
    }

    /** The kind under which a failure is counted. */
    String kind() {
        return ofStatus ? "status" : "check";
    }
}
