package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;

/** What one series holds, as bytes. */
final class CellCodec {

    private CellCodec() {}

    static void write(Cell cell, ByteOutput out) {
        switch (cell) {
            case Cell.Trend trend -> trend.times.write(out);
            case Cell.Counter counter -> out.signed(counter.sum);
            case Cell.Rate rate -> {
                out.number(rate.passes);
                out.number(rate.fails);
            }
            case Cell.Gauge gauge -> writeGauge(gauge, out);
            case Cell.Request request -> writeRequest(request, out);
        }
    }

    /** Reads a cell of the type that {@code series} has. */
    static Cell read(Series series, ByteInput in) {
        Cell read = series.newCell();
        switch (read) {
            case Cell.Trend trend -> trend.times.read(in);
            case Cell.Counter counter -> counter.sum = in.signed();
            case Cell.Rate rate -> {
                rate.passes = in.number();
                rate.fails = in.number();
            }
            case Cell.Gauge gauge -> readGauge(gauge, in);
            case Cell.Request request -> readRequest(request, in);
        }
        return read;
    }

    private static void writeGauge(Cell.Gauge gauge, ByteOutput out) {
        out.flag(gauge.isSet);
        out.signed(gauge.atNanos);
        out.real(gauge.last);
        out.real(gauge.min);
        out.real(gauge.max);
        out.real(gauge.sum);
        out.number(gauge.count);
    }

    private static void readGauge(Cell.Gauge gauge, ByteInput in) {
        gauge.isSet = in.flag();
        gauge.atNanos = in.signed();
        gauge.last = in.real();
        gauge.min = in.real();
        gauge.max = in.real();
        gauge.sum = in.real();
        gauge.count = in.number();
    }

    private static void writeRequest(Cell.Request request, ByteOutput out) {
        out.number(request.count);
        out.number(request.failed);
        out.number(request.connected);
        out.number(request.bytesSent);
        out.number(request.bytesReceived);
        request.response.write(out);
        request.service.write(out);
        request.blocked.write(out);
        request.lookingUp.write(out);
        request.connecting.write(out);
        request.tlsHandshaking.write(out);
        request.sending.write(out);
        request.waiting.write(out);
        request.receiving.write(out);
        request.slowest.write(out);
    }

    private static void readRequest(Cell.Request request, ByteInput in) {
        request.count = in.number();
        request.failed = in.number();
        request.connected = in.number();
        request.bytesSent = in.number();
        request.bytesReceived = in.number();
        request.response.read(in);
        request.service.read(in);
        request.blocked.read(in);
        request.lookingUp.read(in);
        request.connecting.read(in);
        request.tlsHandshaking.read(in);
        request.sending.read(in);
        request.waiting.read(in);
        request.receiving.read(in);
        request.slowest.read(in);
    }
}
