package dev.perf.engine.internal.http;

import dev.perf.check.Check;
import dev.perf.check.OnFail;
import dev.perf.engine.internal.mask.Masks;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.scenario.MissingValueException;
import dev.perf.stream.Expectation;
import org.jspecify.annotations.Nullable;

/** Tells whether a message is the one that is waited for, and whether it is as wanted: as responses are judged. */
public final class MessageJudge {

    private final Judgement[] matches;
    private final Demands demands;
    private final OnFail onFail;

    private MessageJudge(Judgement[] matches, Demands demands, OnFail onFail) {
        this.matches = matches;
        this.demands = demands;
        this.onFail = onFail;
    }

    /**
     * Compiles what is wanted of a message; mistakes go to the context.
     *
     * @param name what failures are shown under
     * @param subject what is judged
     * @param expected what is wanted
     * @param masks what hides secrets in messages
     */
    public static MessageJudge compile(
            String name, Subject subject, Expectation expected, Masks masks, CompileContext context) {
        return new MessageJudge(
                expected.matches().stream()
                        .map(match -> matching(match, subject, context.inside("matching")))
                        .toArray(Judgement[]::new),
                Demands.compile(
                        name,
                        subject,
                        expected.checks().stream()
                                .map(check -> CompiledCheck.compile(check, subject, masks, context))
                                .toArray(CompiledCheck[]::new),
                        expected.saves(),
                        expected.samples(),
                        context),
                expected.onFail());
    }

    private static Judgement matching(Check match, Subject subject, CompileContext context) {
        if (!match.when().isEmpty() || match.onFail() != OnFail.GO_ON) {
            context.problem(
                    match.location(),
                    "when(...), exitIterationOnFail() and exitUserOnFail() are for checks; remove them");
        }
        return Judgement.compile(match, subject, context);
    }

    /**
     * Tells whether the message is the one that is waited for.
     *
     * @throws MissingValueException if the session lacks a value to compare with
     */
    public boolean matches(VirtualUser user, MessageView message) {
        for (Judgement match : matches) {
            if (!holds(match, user, message.view())) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(Judgement match, VirtualUser user, ResponseView message) {
        try {
            return match.holds(user, message);
        } catch (MissingValueException missing) {
            throw missing;
        } catch (RuntimeException thrown) {
            return false; // a user's test may throw anything at messages that it does not know
        }
    }

    /**
     * Judges, counts the verdicts, saves and takes samples; returns why the message is not as wanted, or null where it
     * is.
     */
    public @Nullable String judge(VirtualUser user, MessageView message) {
        String failure = demands.judge(user, message.view());
        if (failure != null) {
            user.standing().exitAfterStep(onFail);
        }
        return failure;
    }

    /** Counts all checks as not holding, for there is no message to judge. */
    public void failAll(VirtualUser user) {
        demands.failAll(user);
        user.standing().exitAfterStep(onFail);
    }
}
