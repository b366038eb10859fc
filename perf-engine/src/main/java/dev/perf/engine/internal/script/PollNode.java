package dev.perf.engine.internal.script;

import dev.perf.engine.internal.measure.Series;
import dev.perf.scenario.Loop;
import dev.perf.text.DurationText;
import java.time.Duration;

/** Does its pass until a condition holds, or it has taken too long. */
final class PollNode implements Node {

    private final LoopCompiler.Pass pass;
    private final SessionTest test;
    private final long everyNanos;
    private final long mostNanos;
    private final String name;
    private final Duration most;
    private final SeriesByPhase durations;

    PollNode(Loop.Poll poll, LoopCompiler.Pass pass, SessionTest test, CompileContext context) {
        this.pass = pass;
        this.test = test;
        this.everyNanos = poll.every().toNanos();
        this.most = poll.most();
        this.mostNanos = most.toNanos();
        this.name = "pollUntil (" + poll.location() + ")";
        this.durations = new SeriesByPhase(context.series(), Series.Kind.TREND, "poll_duration", context.tags());
    }

    @Override
    public void run(VirtualUser user) throws InterruptedException, StepsEndedException {
        long start = user.clock().nanos();
        long end = start + mostNanos;
        long begun = start;
        for (int number = 0; ; number++) {
            pass.run(number, user);
            boolean holds = test.holds(user);
            long now = user.clock().nanos();
            if (holds || now >= end) {
                user.samples().recordTime(durations.in(user.phase()), now - start);
                if (!holds) {
                    user.fail("poll", name, "the condition did not hold within " + DurationText.of(most));
                }
                return;
            }
            begun = Math.min(end, Math.max(now, begun + everyNanos));
            user.pause(begun - now);
        }
    }
}
