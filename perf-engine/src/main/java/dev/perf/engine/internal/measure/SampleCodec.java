package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.ErrorSample;
import java.util.List;

/** Samples of failures, as bytes. */
final class SampleCodec {

    private SampleCodec() {}

    /** Writes samples, in short those that the reader has from before. */
    static void write(ByteOutput out, List<ErrorSample> samples, List<ErrorSample> before) {
        out.list(samples, (to, sample) -> {
            int known = before.indexOf(sample);
            to.number(known + 1);
            if (known < 0) {
                write(to, sample);
            }
        });
    }

    static List<ErrorSample> read(ByteInput in, List<ErrorSample> before) {
        return in.list(from -> {
            int known = from.number(before.size());
            return known == 0 ? sample(from) : before.get(known - 1);
        });
    }

    private static void write(ByteOutput out, ErrorSample sample) {
        out.duration(sample.at());
        out.text(sample.scenario());
        out.number(sample.user());
        out.number(sample.iteration());
        out.text(sample.message());
        out.optional(sample.request(), SampleCodec::write);
        out.number(sample.status());
        out.optional(sample.response(), SampleCodec::write);
        out.list(sample.exception(), ByteOutput::text);
        out.optional(sample.trace(), ByteOutput::text);
    }

    private static ErrorSample sample(ByteInput in) {
        return new ErrorSample(
                in.duration(),
                in.text(),
                in.number(),
                in.number(),
                in.text(),
                in.optional(SampleCodec::message),
                in.number(Integer.MAX_VALUE),
                in.optional(SampleCodec::message),
                in.list(ByteInput::text),
                in.optional(ByteInput::text));
    }

    private static void write(ByteOutput out, ErrorSample.Message message) {
        out.text(message.line());
        out.list(message.headers(), ByteOutput::text);
        out.text(message.body());
    }

    private static ErrorSample.Message message(ByteInput in) {
        return new ErrorSample.Message(in.text(), in.list(ByteInput::text), in.text());
    }
}
