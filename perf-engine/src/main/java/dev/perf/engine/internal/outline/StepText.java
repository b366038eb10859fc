package dev.perf.engine.internal.outline;

import dev.perf.http.HttpRequest;
import dev.perf.http.ParallelRequests;
import dev.perf.scenario.Background;
import dev.perf.scenario.Block;
import dev.perf.scenario.Branching;
import dev.perf.scenario.Exit;
import dev.perf.scenario.Loop;
import dev.perf.scenario.Request;
import dev.perf.scenario.Step;
import dev.perf.scenario.ThinkTime;
import dev.perf.text.DurationText;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A step in a line, without the steps inside it. */
public final class StepText {

    private StepText() {}

    /** Returns what {@code step} is: {@code login: POST /auth/login}. */
    public static String of(Step step) {
        return switch (step) {
            case HttpRequest request -> request.name() + ": " + request.method() + " " + request.url();
            case ParallelRequests batch -> batch.name() + ": requests at the same time";
            case Request<?> request -> request.name();
            case Step.Exec exec -> exec.name() + ": Java code";
            case Step.Group group -> "group " + group.name();
            case Step.InParallel parallel -> parallel.name() + ": at the same time";
            case Background.Started started -> started.name() + ": in the background";
            case Background.Join join ->
                "join " + String.join(", ", join.names()) + ", within " + DurationText.of(join.most());
            case Step.Choice ignored -> "one of these tasks";
            case Step.Pause pause -> "pause " + of(pause.time());
            case Step.Pace pace -> "pace " + of(pace.time());
            case Step.Rendezvous meeting -> "rendezvous " + meeting.name() + " of " + meeting.users() + " users";
            case Step.Feed feed -> "feed " + feed.feeder().name();
            case Step.If ignored -> "if a condition holds";
            case Loop loop -> of(loop);
            case Exit exit -> of(exit);
            case Block.Tries tries -> "up to " + tries.most() + " tries" + pausing(tries.pause());
            case Branching branching -> of(branching);
            case Step other -> words(other.getClass().getSimpleName());
        };
    }

    private static String of(Loop loop) {
        return switch (loop) {
            case Loop.Times times -> "repeat " + times.times() + " times";
            case Loop.AsLongAs ignored -> "as long as a condition holds";
            case Loop.DoWhile ignored -> "once, and as long as a condition holds";
            case Loop.During during -> "for " + DurationText.of(during.time());
            case Loop.ForEach each -> "for each " + each.item();
            case Loop.Forever ignored -> "forever";
            case Loop.Poll poll ->
                "until a condition holds, every " + DurationText.of(poll.every()) + ", for "
                        + DurationText.of(poll.most()) + " at most";
        };
    }

    private static String pausing(@Nullable ThinkTime pause) {
        return pause == null ? "" : ", " + of(pause) + " apart";
    }

    private static String of(Branching branching) {
        return switch (branching) {
            case Branching.Uniform ignored -> "one of these, each as likely";
            case Branching.RoundRobin ignored -> "one of these, in turn";
            case Branching.Percent ignored -> "one of these, by percent";
            case Branching.Switch choice ->
                "one of these, by "
                        + (choice.subject() instanceof Branching.Subject.Template template
                                ? template.text()
                                : "a value that Java code returns");
            case Branching.Markov ignored -> "a Markov chain of these";
        };
    }

    private static String of(Exit exit) {
        return switch (exit) {
            case Exit.LeaveOnFail ignored -> "exit iteration on failure";
            case Exit.Leave leave ->
                "exit " + leave.scope().name().toLowerCase(Locale.ROOT)
                        + (leave.condition() == null ? "" : " if a condition holds");
        };
    }

    /** Returns the name of a type as words: {@code tried branches}. */
    private static String words(String type) {
        return type.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    /** Returns the length of a pause: {@code 1s to 3s}. */
    public static String of(ThinkTime time) {
        return switch (time) {
            case ThinkTime.Constant constant -> DurationText.of(constant.duration());
            case ThinkTime.Uniform uniform -> DurationText.of(uniform.min()) + " to " + DurationText.of(uniform.max());
            case ThinkTime.Exponential exponential -> "about " + DurationText.of(exponential.mean()) + ", exponential";
            case ThinkTime.Normal normal ->
                DurationText.of(normal.mean()) + " ± " + DurationText.of(normal.standardDeviation());
            case ThinkTime.LogNormal log -> "about " + DurationText.of(log.median()) + ", log-normal";
            case ThinkTime.LogNormalOfMean log -> "about " + DurationText.of(log.mean()) + ", log-normal";
            case ThinkTime.Custom ignored -> "of a length of its own";
        };
    }
}
