package dev.perf.distributed.internal.worker;

import dev.perf.distributed.internal.worker.WorkerReport.Alive;
import dev.perf.distributed.internal.worker.WorkerReport.Begun;
import dev.perf.distributed.internal.worker.WorkerReport.Died;
import dev.perf.distributed.internal.worker.WorkerReport.Ended;
import dev.perf.distributed.internal.worker.WorkerReport.Entry;
import dev.perf.distributed.internal.worker.WorkerReport.Failed;
import dev.perf.distributed.internal.worker.WorkerReport.Log;
import dev.perf.distributed.internal.worker.WorkerReport.PrepareFailed;
import dev.perf.distributed.internal.worker.WorkerReport.Prepared;
import dev.perf.distributed.internal.worker.WorkerReport.SetUp;
import dev.perf.distributed.internal.worker.WorkerReport.Started;
import dev.perf.distributed.internal.worker.WorkerReport.TornDown;
import dev.perf.engine.internal.wire.BadBytesException;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;

/** Reports as bytes. Texts for people are cut, so that no mistake of a user's makes a message that nobody takes. */
final class ReportCodec {

    private static final int CLOCK = 0;
    private static final int STARTED = 1;
    private static final int PREPARED = 2;
    private static final int PREPARE_FAILED = 3;
    private static final int SET_UP = 4;
    private static final int BEGUN = 5;
    private static final int ENTRY = 6;
    private static final int ENDED = 7;
    private static final int TORN_DOWN = 8;
    private static final int FAILED = 9;
    private static final int LOG = 10;
    private static final int DIED = 11;
    private static final int ALIVE = 12;

    private static final int MOST_TEXT = 256 * 1024;

    private ReportCodec() {}

    /** Returns the answer to {@link OrderCodec#clockQuestion}. */
    static byte[] clock(long nanos) {
        var out = new ByteOutput();
        out.number(CLOCK);
        out.signed(nanos);
        return out.toBytes();
    }

    static boolean isClock(byte[] bytes) {
        return bytes.length > 0 && bytes[0] == CLOCK;
    }

    static long clock(byte[] bytes) {
        var in = new ByteInput(bytes);
        in.number(CLOCK);
        return in.signed();
    }

    static byte[] bytes(WorkerReport report) {
        var out = new ByteOutput();
        switch (report) {
            case Started started -> {
                out.number(STARTED);
                out.number(started.pid());
                text(out, started.java());
                text(out, started.perf());
            }
            case Alive ignored -> out.number(ALIVE);
            case Prepared prepared -> {
                out.number(PREPARED);
                out.duration(prepared.took());
            }
            case PrepareFailed failed -> {
                out.number(PREPARE_FAILED);
                text(out, failed.text());
            }
            case SetUp setUp -> {
                out.number(SET_UP);
                out.optional(setUp.failure(), ReportCodec::text);
                out.bytes(setUp.values());
            }
            case Begun begun -> {
                out.number(BEGUN);
                out.duration(begun.late());
            }
            case Entry entry -> {
                out.number(ENTRY);
                out.bytes(entry.bytes());
            }
            case Ended ignored -> out.number(ENDED);
            case TornDown torn -> {
                out.number(TORN_DOWN);
                out.optional(torn.failure(), ReportCodec::text);
            }
            case Failed failed -> {
                out.number(FAILED);
                text(out, failed.order());
                text(out, failed.text());
            }
            case Log log -> {
                out.number(LOG);
                text(out, log.line());
            }
            case Died died -> {
                out.number(DIED);
                text(out, died.cause());
                text(out, died.output());
            }
        }
        return out.toBytes();
    }

    /** @throws BadBytesException if the bytes are no report */
    static WorkerReport report(byte[] bytes) {
        var in = new ByteInput(bytes);
        WorkerReport report = switch (in.number(ALIVE)) {
            case STARTED -> new Started(in.number(), in.text(), in.text());
            case PREPARED -> new Prepared(in.duration());
            case PREPARE_FAILED -> new PrepareFailed(in.text());
            case SET_UP -> new SetUp(in.optional(ByteInput::text), in.bytes());
            case BEGUN -> new Begun(in.duration());
            case ENTRY -> new Entry(in.bytes());
            case ENDED -> new Ended();
            case TORN_DOWN -> new TornDown(in.optional(ByteInput::text));
            case FAILED -> new Failed(in.text(), in.text());
            case LOG -> new Log(in.text());
            case DIED -> new Died(in.text(), in.text());
            case ALIVE -> new Alive();
            default -> throw new BadBytesException("no such report");
        };
        if (!in.isAtEnd()) {
            throw new BadBytesException("there are bytes behind the report");
        }
        return report;
    }

    private static void text(ByteOutput out, String text) {
        out.text(text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT) + " ... (cut)");
    }
}
