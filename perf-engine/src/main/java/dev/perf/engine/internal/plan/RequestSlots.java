package dev.perf.engine.internal.plan;

import dev.perf.load.OpenLoad;
import dev.perf.load.Rate;
import dev.perf.load.Throttle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far apart requests under a throttle are.
 *
 * <p>This is the generic cell rate algorithm (ITU-T I.371, A.1) without tolerance, for a rate that changes over time:
 * the next slot lies where the area under the rate's curve since the last one reaches 1, which for a constant rate r is
 * 1/r later. All times are nanoseconds since the start of the curve.
 */
public final class RequestSlots {

    /** Returned where no request is sent any more. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final double SECOND = 1e9;

    /** Rounding errors that must not make a slot a nanosecond late. */
    private static final double FORGIVEN_NANOS = 1e-3;

    /** A straight line. */
    private record Line(long start, long end, double from, double to) {

        Optional<Line> delayed(long length) {
            return length == NEVER ? Optional.empty() : Optional.of(new Line(start + length, end + length, from, to));
        }

        boolean isZero() {
            return from <= 0 && to <= 0;
        }

        Line times(double factor) {
            return new Line(start, end, from * factor, to * factor);
        }

        double rateAt(long time) {
            return from + (to - from) * (time - start) / (end - start);
        }

        double areaFrom(long time) {
            return (rateAt(time) + to) / 2 * ((end - time) / SECOND);
        }

        /** Solved as in {@link ArrivalSchedule}. */
        double nanosFor(double area, long time) {
            double rate = rateAt(time);
            double slope = (to - from) / ((end - start) / SECOND);
            return 2 * area / (rate + Math.sqrt(Math.max(0, rate * rate + 2 * slope * area))) * SECOND;
        }
    }

    private final List<Line> lines;
    private final double last;

    private RequestSlots(List<Line> lines, double last) {
        this.lines = List.copyOf(lines);
        this.last = last;
    }

    private static RequestSlots of(List<OpenLoad.Piece> pieces, Rate last) {
        var lines = new ArrayList<Line>();
        long time = 0;
        for (OpenLoad.Piece piece : pieces) {
            long end = time + piece.duration().toNanos();
            if (end > time) {
                lines.add(
                        new Line(time, end, piece.from().perSecond(), piece.to().perSecond()));
            }
            time = end;
        }
        return new RequestSlots(lines, last.perSecond());
    }

    /** Returns the slots of {@code throttle}. */
    public static RequestSlots of(Throttle throttle) {
        return switch (throttle) {
            case Throttle.Constant constant -> of(List.of(), constant.rate());
            case Throttle.Shape shape ->
                of(shape.profile().pieces(), shape.profile().endRate());
        };
    }

    /**
     * Returns the slots of a part of this curve.
     *
     * @param factor above 0
     */
    public RequestSlots times(double factor) {
        return factor == 1
                ? this
                : new RequestSlots(
                        lines.stream().map(line -> line.times(factor)).toList(), last * factor);
    }

    /**
     * Returns the slots of this curve where it stands still from {@code time} on, at the rate that it has there, for
     * {@code length}, and goes on then. What has been over for long is forgotten.
     *
     * @param length {@link #NEVER} where it does not go on
     */
    public RequestSlots heldAt(long time, long length) {
        var held = new ArrayList<Line>();
        for (Line line : lines) {
            if (line.start() > time) {
                line.delayed(length).ifPresent(held::add);
            } else if (line.end() > time) {
                double rate = line.rateAt(time);
                if (line.start() < time) {
                    held.add(new Line(line.start(), time, line.from(), rate));
                }
                held.add(new Line(time, length == NEVER ? NEVER : time + length, rate, rate));
                new Line(time, line.end(), rate, line.to()).delayed(length).ifPresent(held::add);
            }
        }
        return new RequestSlots(held, last);
    }

    /** Returns the first time from {@code time} on at which requests are sent at all, or {@link #NEVER}. */
    public long openFrom(long time) {
        long open = time;
        for (Line line : lines) {
            if (line.isZero() && line.start() <= open && open < line.end()) {
                open = line.end();
            }
        }
        return open;
    }

    /** Returns the slot after one at {@code slot}. */
    public long after(long slot) {
        double rest = 1;
        long at = slot;
        for (Line line : lines) {
            if (at >= line.end() || at < line.start()) {
                continue;
            }
            double area = line.areaFrom(at);
            if (area >= rest) {
                return Math.min(line.end(), at + up(line.nanosFor(rest, at)));
            }
            rest -= area;
            at = line.end();
        }
        return at + up(rest / last * SECOND);
    }

    /** Rather too late than too many. */
    private static long up(double nanos) {
        return (long) Math.ceil(nanos - FORGIVEN_NANOS);
    }
}
