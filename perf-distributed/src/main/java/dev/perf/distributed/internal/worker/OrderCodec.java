package dev.perf.distributed.internal.worker;

import dev.perf.distributed.internal.worker.WorkerOrder.Abort;
import dev.perf.distributed.internal.worker.WorkerOrder.AllowedUntil;
import dev.perf.distributed.internal.worker.WorkerOrder.Begin;
import dev.perf.distributed.internal.worker.WorkerOrder.BeginWith;
import dev.perf.distributed.internal.worker.WorkerOrder.BeginWorkload;
import dev.perf.distributed.internal.worker.WorkerOrder.Pause;
import dev.perf.distributed.internal.worker.WorkerOrder.Prepare;
import dev.perf.distributed.internal.worker.WorkerOrder.Reshare;
import dev.perf.distributed.internal.worker.WorkerOrder.Resume;
import dev.perf.distributed.internal.worker.WorkerOrder.SetRate;
import dev.perf.distributed.internal.worker.WorkerOrder.SetUp;
import dev.perf.distributed.internal.worker.WorkerOrder.SetUsers;
import dev.perf.distributed.internal.worker.WorkerOrder.Stop;
import dev.perf.distributed.internal.worker.WorkerOrder.TearDown;
import dev.perf.engine.fleet.Share;
import dev.perf.engine.internal.wire.BadBytesException;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.load.Rate;

/** Orders as bytes. */
final class OrderCodec {

    private static final int CLOCK = 0;
    private static final int PREPARE = 1;
    private static final int SET_UP = 2;
    private static final int BEGIN_WITH = 3;
    private static final int BEGIN = 4;
    private static final int RESHARE = 5;
    private static final int STOP = 6;
    private static final int ABORT = 7;
    private static final int PAUSE = 8;
    private static final int RESUME = 9;
    private static final int SET_RATE = 10;
    private static final int SET_USERS = 11;
    private static final int ALLOWED_UNTIL = 12;
    private static final int TEAR_DOWN = 13;
    private static final int BEGIN_WORKLOAD = 14;

    private OrderCodec() {}

    /** Returns the question for the time by the worker's clock; the answer is that of {@link ReportCodec#clock}. */
    static byte[] clockQuestion() {
        return new byte[] {CLOCK};
    }

    static boolean isClockQuestion(byte[] bytes) {
        return bytes.length == 1 && bytes[0] == CLOCK;
    }

    static byte[] bytes(WorkerOrder order) {
        var out = new ByteOutput();
        switch (order) {
            case Prepare prepare -> {
                out.number(PREPARE);
                out.bytes(prepare.recipe());
                share(out, prepare.share());
            }
            case SetUp ignored -> out.number(SET_UP);
            case BeginWith with -> {
                out.number(BEGIN_WITH);
                out.bytes(with.values());
            }
            case Begin begin -> {
                out.number(BEGIN);
                out.signed(begin.startNanos());
            }
            case Reshare reshare -> {
                out.number(RESHARE);
                share(out, reshare.share());
                out.duration(reshare.from());
            }
            case Stop stop -> {
                out.number(STOP);
                out.text(stop.reason());
            }
            case Abort abort -> {
                out.number(ABORT);
                out.text(abort.reason());
            }
            case Pause pause -> {
                out.number(PAUSE);
                out.duration(pause.at());
            }
            case Resume resume -> {
                out.number(RESUME);
                out.duration(resume.at());
            }
            case SetRate set -> {
                out.number(SET_RATE);
                out.text(set.scenario());
                out.real(set.rate().perSecond());
                out.duration(set.at());
            }
            case SetUsers set -> {
                out.number(SET_USERS);
                out.text(set.scenario());
                out.number(set.users());
                out.duration(set.at());
            }
            case AllowedUntil until -> {
                out.number(ALLOWED_UNTIL);
                out.signed(until.nanos());
            }
            case TearDown ignored -> out.number(TEAR_DOWN);
            case BeginWorkload begin -> {
                out.number(BEGIN_WORKLOAD);
                out.number(begin.workload());
                out.duration(begin.at());
            }
        }
        return out.toBytes();
    }

    /** @throws BadBytesException if the bytes are no order */
    static WorkerOrder order(byte[] bytes) {
        var in = new ByteInput(bytes);
        WorkerOrder order;
        try {
            order = switch (in.number(BEGIN_WORKLOAD)) {
                case PREPARE -> new Prepare(in.bytes(), share(in));
                case SET_UP -> new SetUp();
                case BEGIN_WITH -> new BeginWith(in.bytes());
                case BEGIN -> new Begin(in.signed());
                case RESHARE -> new Reshare(share(in), in.duration());
                case STOP -> new Stop(in.text());
                case ABORT -> new Abort(in.text());
                case PAUSE -> new Pause(in.duration());
                case RESUME -> new Resume(in.duration());
                case SET_RATE -> new SetRate(in.text(), new Rate(in.real()), in.duration());
                case SET_USERS -> new SetUsers(in.text(), in.number(Integer.MAX_VALUE), in.duration());
                case ALLOWED_UNTIL -> new AllowedUntil(in.signed());
                case TEAR_DOWN -> new TearDown();
                case BEGIN_WORKLOAD -> new BeginWorkload(in.number(Integer.MAX_VALUE), in.duration());
                default -> throw new BadBytesException("no such order");
            };
        } catch (IllegalArgumentException wrong) {
            throw new BadBytesException("no order: " + wrong.getMessage());
        }
        if (!in.isAtEnd()) {
            throw new BadBytesException("there are bytes behind the order");
        }
        return order;
    }

    private static void share(ByteOutput out, Share share) {
        out.number(share.index());
        out.list(share.weights(), (more, weight) -> more.number(weight));
    }

    private static Share share(ByteInput in) {
        return new Share(in.number(Integer.MAX_VALUE), in.list(more -> more.number(Integer.MAX_VALUE)));
    }
}
