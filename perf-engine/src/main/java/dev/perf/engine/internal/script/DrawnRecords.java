package dev.perf.engine.internal.script;

import dev.perf.engine.internal.feed.DrawFailedException;
import dev.perf.engine.internal.feed.Feed;
import dev.perf.engine.internal.feed.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws a user's records from feeders, and knows which of them nobody else may have. Belongs to the user's thread. */
final class DrawnRecords {

    private final VirtualUser user;
    private boolean outOfData;
    private @Nullable Leases leases;

    DrawnRecords(VirtualUser user) {
        this.user = user;
    }

    /** Draws from each of {@code feeds}; a user that gets nothing from one of them has no data. */
    boolean drawForLife(List<Feed> feeds) throws InterruptedException {
        for (Feed feed : feeds) {
            if (!draw(feed)) {
                outOfData = true;
                return false;
            }
        }
        return true;
    }

    /** Puts the next record of a feeder into the session; returns false, having counted the error, where there is none. */
    boolean draw(Feed feed) throws InterruptedException {
        Row record = next(feed);
        if (record == null) {
            return false;
        }
        feed.put(record, user.session());
        return true;
    }

    /** Puts several records of a feeder into the session, as lists; returns false where there are not as many. */
    boolean draw(Feed feed, int count) throws InterruptedException {
        var records = new ArrayList<Row>(count);
        while (records.size() < count) {
            Row record = next(feed);
            if (record == null) {
                return false;
            }
            records.add(record);
        }
        feed.putLists(records, user.session());
        return true;
    }

    private @Nullable Row next(Feed feed) throws InterruptedException {
        Row record = null;
        try {
            record = feed.draw(user.id(), user.random());
            if (record == null) {
                outOfData(feed);
            } else if (feed.isLent()) {
                lend(feed, record);
            }
        } catch (DrawFailedException failure) {
            user.fail("feeder", feed.name(), String.valueOf(failure.getMessage()));
        }
        return record;
    }

    private void lend(Feed feed, Row record) {
        if (leases == null) {
            leases = new Leases();
        }
        leases.add(feed, record, user.iteration() < 0);
    }

    private void outOfData(Feed feed) {
        outOfData = true;
        user.fail("feeder", feed.name(), feed.exhausted());
        switch (feed.atEnd()) {
            case STOP_SCENARIO -> user.exits().exitScenario(feed.end());
            case STOP_RUN -> user.exits().endRun(feed.end());
            case STOP_USER, RECYCLE -> {}
        }
    }

    /** Tells whether a feeder had no record left for the user. */
    boolean isOutOfData() {
        return outOfData;
    }

    /** The iteration has ended: its records are done with. */
    void iterationEnded() {
        if (leases != null) {
            leases.iterationEnded();
        }
    }

    /** The user was interrupted in its iteration: others may have its records. */
    void giveBack() {
        if (leases != null) {
            leases.giveBack();
        }
    }

    /** Takes over what a lane has drawn. */
    void joined(DrawnRecords lane) {
        outOfData |= lane.outOfData;
        if (lane.leases != null) {
            leases = leases == null ? new Leases() : leases;
            leases.takeOver(lane.leases);
        }
    }
}
