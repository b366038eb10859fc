package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.BadBytesException;
import dev.perf.result.Ledger;
import java.time.Duration;
import java.util.List;

/** What an agent tells of an interval, looked over before anything of it is counted. */
final class IntervalCheck {

    /** An agent's interval may end later than is planned when its process stands still at the end of its load. */
    private static final long MOST_LATE_NANOS = Duration.ofSeconds(60).toNanos();

    /** What is counted beyond that is no count. */
    private static final long MOST_COUNTED = 1L << 52;

    private IntervalCheck() {}

    /**
     * Refuses what would confuse what others have measured.
     *
     * @param stream what came of the agent before
     * @param stepNanos length of an interval
     * @throws BadBytesException if there is something
     */
    static void check(AgentStream stream, WrittenInterval written, long stepNanos) {
        IntervalWriter.Setting setting = written.setting();
        require(written.agents() == null, "an agent tells of other agents");
        long end = setting.elapsedNanos();
        require(
                end > 0 && end - stream.lastNanos < stepNanos + MOST_LATE_NANOS,
                "an interval ends at " + end + " ns, and the one before at " + stream.lastNanos + " ns");
        require(setting.warmUpNanos() >= 0, "a warm-up is shorter than nothing");
        require(
                !setting.paused().isNegative() && setting.paused().compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0,
                "a pause takes " + setting.paused());
        require(
                setting.offeredPerSecond() >= 0 && setting.offeredPerSecond() < MOST_COUNTED,
                "a rate is " + setting.offeredPerSecond());
        boolean isWarmUp = written.isWarmUp();
        check(setting.ledger(), isWarmUp ? stream.readWarmUp : stream.readLoad);
        if (isWarmUp) {
            stream.readWarmUp = setting.ledger();
        } else {
            stream.readLoad = setting.ledger();
        }
        List<Long> due = setting.scheduled();
        require(
                due.isEmpty()
                        || due.stream().mapToLong(Long::longValue).sum()
                                == setting.ledger().scheduled(),
                "iterations of workloads do not add up: " + due + " of " + setting.ledger());
        written.errors().forEach(error -> {
            require(error.more() >= 0 && error.count() <= MOST_COUNTED, "failures become fewer");
            require(error.first().at() >= 0 && error.last() >= 0, "a failure was before the run");
        });
        written.cells().forEach(one -> check(one.series(), one.cell()));
        for (Series one : stream.reader
                .series()
                .subList(stream.byAgent.size(), stream.reader.series().size())) {
            check(one);
        }
    }

    private static void check(Ledger ledger, Ledger before) {
        require(
                ledger.scheduled() == ledger.started() + ledger.dropped()
                        && ledger.scheduled() <= MOST_COUNTED
                        && ledger.started() >= before.started()
                        && ledger.dropped() >= before.dropped()
                        && ledger.completed() >= before.completed()
                        && ledger.failed() >= before.failed()
                        && ledger.interrupted() >= before.interrupted()
                        && ledger.completed() <= MOST_COUNTED
                        && ledger.failed() <= MOST_COUNTED
                        && ledger.interrupted() <= MOST_COUNTED
                        && ledger.started() >= ledger.completed() + ledger.failed() + ledger.interrupted(),
                "iterations do not add up: " + ledger + " after " + before);
    }

    private static void check(Series series) {
        String status = series.tags().values().get("status");
        if (status != null && series.newCell() instanceof Cell.Request) {
            try {
                require(Integer.parseInt(status) >= 0, "a status is " + status);
            } catch (NumberFormatException none) {
                throw new BadBytesException("a status is " + status);
            }
        }
        require(series.phase() != Phase.BY_AGENT, "an agent measures for another");
    }

    private static void check(Series series, Cell cell) {
        boolean fits = switch (cell) {
            case Cell.Trend trend -> fits(trend.times);
            case Cell.Counter counter -> Math.abs(counter.sum) <= MOST_COUNTED;
            case Cell.Rate rate -> fits(rate.passes) && fits(rate.fails);
            case Cell.Gauge gauge -> fits(gauge.count);
            case Cell.Request request ->
                fits(request.count)
                        && fits(request.failed)
                        && request.failed <= request.count
                        && fits(request.connected)
                        && fits(request.bytesSent)
                        && fits(request.bytesReceived)
                        && fits(request.response)
                        && fits(request.service)
                        && fits(request.blocked)
                        && fits(request.lookingUp)
                        && fits(request.connecting)
                        && fits(request.tlsHandshaking)
                        && fits(request.sending)
                        && fits(request.waiting)
                        && fits(request.receiving);
        };
        require(fits, "the samples of " + series.metric() + " are more than there can be");
    }

    private static boolean fits(long count) {
        return count >= 0 && count <= MOST_COUNTED;
    }

    private static boolean fits(TimeCell times) {
        return fits(times.count());
    }

    static void require(boolean holds, String complaint) {
        if (!holds) {
            throw new BadBytesException(complaint);
        }
    }
}
