package dev.perf.engine.internal.http;

import dev.perf.check.Check;
import dev.perf.check.OnFail;
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
    private final OnFail onFail;
    private final @Nullable Prerequisites prerequisites;
    private final ValueSource source;
    private final ValueTest test;
    private final Shown shown;
    private final SeriesByPhase series;

    private CompiledCheck(
            Check check,
            @Nullable Prerequisites prerequisites,
            Judgement judgement,
            Shown shown,
            SeriesByPhase series) {
        this.name = check.name();
        this.ofStatus = check.source() instanceof Source.Status;
        this.onFail = check.onFail();
        this.prerequisites = prerequisites;
        this.source = judgement.source();
        this.test = judgement.test();
        this.shown = shown;
        this.series = series;
    }

    /** Compiles {@code check}; mistakes go to the context. */
    static CompiledCheck compile(Check check, Subject subject, Masks masks, CompileContext context) {
        CompileContext inside = context.inside("check \"" + check.name() + "\"");
        inside.checkName(check.name(), "under which it is counted", check.location());
        return new CompiledCheck(
                check,
                Prerequisites.compile(check, subject, inside),
                TracedTest.of(check.name(), Judgement.compile(check, subject, inside), inside),
                Shown.of(check, masks),
                new SeriesByPhase(
                        context.series(),
                        Series.Kind.RATE,
                        "checks",
                        context.tags().and("check", check.name())));
    }

    boolean isOfStatus() {
        return ofStatus;
    }

    boolean isConditional() {
        return prerequisites != null;
    }

    /** Tells whether the check is made of a response: also where that cannot be told, for then it fails. */
    boolean isMade(VirtualUser user, @Nullable ResponseView response) {
        try {
            return prerequisites == null || prerequisites.hold(user, response);
        } catch (RuntimeException untold) {
            return true;
        }
    }

    /** Judges a response and counts the verdict; returns what was found instead, or null where the check holds. */
    @Nullable
    String judge(VirtualUser user, ResponseView response) {
        Object value = null;
        boolean holds = false;
        String complaint = null;
        try {
            if (prerequisites != null && !prerequisites.hold(user, response)) {
                return null;
            }
            value = source.of(response, user.random());
            holds = test.holds(value, user.session());
        } catch (MissingValueException missing) {
            complaint = String.valueOf(missing.getMessage());
        } catch (RuntimeException thrown) {
            // A user's test may throw anything; that must not end the user.
            complaint = "its test threw " + thrown;
        }
        user.samples().recordCheck(series.in(user.phase()), holds);
        if (holds) {
            return null;
        }
        if (complaint == null) {
            String why = test.complaint(value);
            complaint = why == null ? "got " + shown.text(value) : shown.text(why);
        }
        return "check \"" + name + "\": " + complaint;
    }

    /** Counts the check as not holding, for there is no response to judge. */
    void fails(VirtualUser user) {
        if (isMade(user, null)) {
            user.samples().recordCheck(series.in(user.phase()), false);
            user.standing().exitAfterStep(onFail);
        }
    }

    /**
     * Counts as an error that the check did not hold.
     *
     * @param step name of the request or step
     * @param complaint what was found instead
     */
    void failed(VirtualUser user, String step, String complaint) {
        user.fail(ofStatus ? "status" : "check", step, complaint);
        user.standing().exitAfterStep(onFail);
    }
}
