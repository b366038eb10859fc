package dev.perf.engine.internal.outline;

import dev.perf.http.HttpRequest;
import dev.perf.http.ParallelRequests;
import dev.perf.scenario.Request;
import dev.perf.scenario.Step;
import dev.perf.scenario.ThinkTime;
import dev.perf.text.DurationText;

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
            case Step.Choice ignored -> "one of these tasks";
            case Step.Pause pause -> "pause " + of(pause.time());
            case Step.Pace pace -> "pace " + of(pace.time());
            case Step.Rendezvous meeting -> "rendezvous " + meeting.name() + " of " + meeting.users() + " users";
            case Step.Feed feed -> "feed " + feed.feeder().name();
            case Step.Repeat repeat -> "repeat " + repeat.times() + " times";
            case Step.While ignored -> "as long as a condition holds";
            case Step.During during -> "for " + DurationText.of(during.time());
            case Step.If ignored -> "if a condition holds";
        };
    }

    /** Returns the length of a pause: {@code 1s to 3s}. */
    public static String of(ThinkTime time) {
        return switch (time) {
            case ThinkTime.Constant constant -> DurationText.of(constant.duration());
            case ThinkTime.Uniform uniform -> DurationText.of(uniform.min()) + " to " + DurationText.of(uniform.max());
            case ThinkTime.Exponential exponential -> "about " + DurationText.of(exponential.mean()) + ", exponential";
            case ThinkTime.Normal normal ->
                DurationText.of(normal.mean()) + " ± " + DurationText.of(normal.standardDeviation());
        };
    }
}
