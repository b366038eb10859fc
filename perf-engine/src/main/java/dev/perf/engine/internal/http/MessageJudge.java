package dev.perf.engine.internal.http;

import dev.perf.check.Check;
import dev.perf.check.Source;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.scenario.MissingValueException;
import dev.perf.source.SourceLocation;
import dev.perf.stream.Expectation;
import org.jspecify.annotations.Nullable;

/** Tells whether a message is the one that is waited for, and whether it is as wanted: as responses are judged. */
public final class MessageJudge {

    /** What is judged. */
    public enum Subject {
        /** A message, which has a body. */
        MESSAGE("a message"),
        /** An event, which has a name and an id besides. */
        EVENT("an event");

        private final String noun;

        Subject(String noun) {
            this.noun = noun;
        }

        private void require(Source source, SourceLocation location, CompileContext context) {
            boolean has = switch (source) {
                case Source.Status ignored -> false;
                case Source.Header ignored -> false;
                case Source.Cookie ignored -> false;
                case Source.EventName ignored -> this == EVENT;
                case Source.EventId ignored -> this == EVENT;
                case Source.Body ignored -> true;
                case Source.BodyBytes ignored -> true;
                case Source.BodyLength ignored -> true;
                case Source.Checksum ignored -> true;
                case Source.JsonPath ignored -> true;
                case Source.Regex ignored -> true;
                case Source.Elapsed ignored -> true;
            };
            if (!has) {
                context.problem(
                        location,
                        noun + " has no " + source + "; take " + (this == EVENT ? "event(), eventId(), " : "")
                                + "body(), bodyBytes(), bodyLength(), checksum(...), jsonPath(...), regex(...) or"
                                + " duration()");
            }
        }
    }

    private record Match(ValueSource source, ValueTest test) {
        boolean holds(VirtualUser user, ResponseView message) {
            try {
                return test.holds(source.of(message), user.session());
            } catch (MissingValueException missing) {
                throw missing;
            } catch (RuntimeException thrown) {
                return false; // a user's test may throw anything at messages that it does not know
            }
        }
    }

    private final String name;
    private final Match[] matches;
    private final CompiledCheck[] checks;
    private final CompiledSave[] saves;

    private MessageJudge(String name, Match[] matches, CompiledCheck[] checks, CompiledSave[] saves) {
        this.name = name;
        this.matches = matches;
        this.checks = checks;
        this.saves = saves;
    }

    /**
     * Compiles what is wanted of a message; mistakes go to the context.
     *
     * @param name what failures are shown under
     * @param subject what is judged
     * @param expected what is wanted
     */
    public static MessageJudge compile(String name, Subject subject, Expectation expected, CompileContext context) {
        expected.matches()
                .forEach(match -> subject.require(match.source(), match.location(), context.inside("matching")));
        expected.checks()
                .forEach(check -> subject.require(
                        check.source(), check.location(), context.inside("check \"" + check.name() + "\"")));
        expected.saves()
                .forEach(save -> subject.require(
                        save.extractor().source(),
                        save.extractor().location(),
                        context.inside("save \"" + save.key() + "\"")));
        return new MessageJudge(
                name,
                expected.matches().stream()
                        .map(match -> compile(match, context))
                        .toArray(Match[]::new),
                expected.checks().stream()
                        .map(check -> CompiledCheck.compile(check, context))
                        .toArray(CompiledCheck[]::new),
                expected.saves().stream()
                        .map(save -> CompiledSave.compile(save, context))
                        .toArray(CompiledSave[]::new));
    }

    private static Match compile(Check match, CompileContext context) {
        CompileContext inside = context.inside("matching");
        return new Match(
                ValueSource.compile(match.source(), match.location(), inside),
                ValueTest.compile(match.condition(), match.location(), inside));
    }

    /**
     * Tells whether the message is the one that is waited for.
     *
     * @throws MissingValueException if the session lacks a value to compare with
     */
    public boolean matches(VirtualUser user, MessageView message) {
        for (Match match : matches) {
            if (!match.holds(user, message.view())) {
                return false;
            }
        }
        return true;
    }

    /** Judges, counts the verdicts and saves; returns why the message is not as wanted, or null where it is. */
    public @Nullable String judge(VirtualUser user, MessageView message) {
        String failure = null;
        try {
            for (CompiledCheck check : checks) {
                String complaint = check.judge(user, message.view());
                if (complaint != null) {
                    failure = failure == null ? complaint : failure;
                    user.fail(check.kind(), name, complaint);
                }
            }
            for (CompiledSave save : saves) {
                String complaint = save.save(user.session(), message.view());
                if (complaint != null) {
                    failure = failure == null ? complaint : failure;
                    user.fail("save", name, complaint);
                }
            }
        } catch (MissingValueException missing) {
            failure = String.valueOf(missing.getMessage());
            user.fail("session", name, failure);
        }
        return failure;
    }

    /** Counts all checks as not holding, for there is no message to judge. */
    public void failAll(VirtualUser user) {
        for (CompiledCheck check : checks) {
            check.fails(user);
        }
    }
}
