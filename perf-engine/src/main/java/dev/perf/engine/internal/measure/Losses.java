package dev.perf.engine.internal.measure;

import dev.perf.result.AgentResult.Loss;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes known of the loss of an agent. */
final class Losses {

    private Losses() {}

    /** Returns a loss of which nothing is known but when and why. */
    static Loss of(String cause, Duration lastHeard, Duration noticed) {
        return new Loss(cause, lastHeard, noticed, null, List.of(), 0, 0, Duration.ZERO);
    }

    /** Returns a loss whose share others have from a time of the run on; from none where nobody has it to the end. */
    static Loss takenOver(Loss loss, @Nullable Duration from, List<String> by, Duration missingLoad) {
        return new Loss(
                loss.cause(),
                loss.lastHeard(),
                loss.noticed(),
                from,
                by,
                loss.interrupted(),
                loss.missing(),
                missingLoad);
    }

    /** Returns a loss that cut off so many more iterations. */
    static Loss interrupted(Loss loss, long more) {
        return counted(loss, loss.interrupted() + more, loss.missing());
    }

    /** Returns a loss through which so many more iterations did not begin. */
    static Loss missing(Loss loss, long more) {
        return counted(loss, loss.interrupted(), loss.missing() + more);
    }

    private static Loss counted(Loss loss, long interrupted, long missing) {
        return new Loss(
                loss.cause(),
                loss.lastHeard(),
                loss.noticed(),
                loss.takenOver(),
                loss.takenOverBy(),
                interrupted,
                missing,
                loss.missingLoad());
    }
}
