package dev.perf.engine.internal.journal;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.load.Rate;
import dev.perf.slo.Objective;
import dev.perf.slo.Slo;
import dev.perf.source.SourceLocation;

/** Service level objectives, as bytes. */
final class SloCodec {

    private static final int MOST_KINDS = 3;

    private SloCodec() {}

    static void write(ByteOutput out, Slo slo) {
        out.text(slo.name());
        out.texts(slo.tags());
        putObjective(out, slo.objective());
        out.list(slo.windows(), (to, window) -> {
            to.duration(window.length());
            to.real(window.mostBurn());
        });
        out.text(slo.location().file());
        out.number(slo.location().line());
    }

    static Slo read(ByteInput in) {
        return new Slo(
                in.text(),
                in.texts(),
                objective(in),
                in.list(from -> new Slo.Window(from.duration(), from.real())),
                new SourceLocation(in.text(), in.number(Integer.MAX_VALUE)));
    }

    private static void putObjective(ByteOutput out, Objective objective) {
        switch (objective) {
            case Objective.Availability availability -> {
                out.number(0);
                out.real(availability.share());
            }
            case Objective.ErrorRate errors -> {
                out.number(1);
                out.real(errors.share());
            }
            case Objective.Latency latency -> {
                out.number(2);
                out.real(latency.share());
                out.duration(latency.limit());
            }
            case Objective.Throughput throughput -> {
                out.number(MOST_KINDS);
                out.real(throughput.least().perSecond());
            }
        }
    }

    private static Objective objective(ByteInput in) {
        return switch (in.number(MOST_KINDS)) {
            case 0 -> new Objective.Availability(in.real());
            case 1 -> new Objective.ErrorRate(in.real());
            case 2 -> new Objective.Latency(in.real(), in.duration());
            default -> new Objective.Throughput(new Rate(in.real()));
        };
    }
}
