package dev.perf.engine.internal.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.engine.internal.wire.BadBytesException;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CellCodecTest {

    private static final int RANDOM_CELLS = 30;

    private final SplittableRandom random = new SplittableRandom(11);

    private static Series series(Series.Kind kind) {
        return new Series(0, kind, "m", Tags.NONE, Phase.LOAD);
    }

    private static byte[] bytes(Cell cell) {
        var out = new ByteOutput();
        CellCodec.write(cell, out);
        return out.toBytes();
    }

    /** Few times and many, short ones and such that a sum of them is longer than a long, recorded and added up. */
    private void fill(TimeCell times) {
        int parts = random.nextInt(3);
        for (int part = 0; part <= parts; part++) {
            var recorded = new TimeCell();
            recorded.recordZeros(random.nextInt(3));
            int size = random.nextInt(4) == 0 ? random.nextInt(2_000) : random.nextInt(40);
            int bits = random.nextInt(4) == 0 ? 62 : random.nextInt(3, 40);
            for (int i = 0; i < size; i++) {
                recorded.recordAny(random.nextLong(1L << bits));
            }
            if (random.nextBoolean()) {
                recorded.addTo(times);
            } else if (part == 0 && size > 0) {
                times.recordAny(random.nextLong(1, 1L << bits));
            }
        }
    }

    private void fill(SlowestRequest slowest) {
        var sample = new RequestSample();
        sample.failed = random.nextBoolean();
        sample.responseNanos = random.nextLong(1L << 40);
        sample.serviceNanos = random.nextLong(1L << 40);
        sample.blockedNanos = random.nextLong(1L << 20);
        sample.lookingUpNanos = random.nextLong(1L << 20);
        sample.connectingNanos = random.nextLong(1L << 20);
        sample.tlsHandshakingNanos = random.nextLong(1L << 20);
        sample.sendingNanos = random.nextLong(1L << 20);
        sample.waitingNanos = random.nextLong(1L << 40);
        sample.receivingNanos = random.nextLong(1L << 20);
        sample.bytesSent = random.nextLong(1L << 30);
        sample.bytesReceived = random.nextLong(1L << 30);
        slowest.measured(sample);
        slowest.by(
                random.nextLong(1_000),
                random.nextLong(1_000),
                random.nextLong(1L << 50),
                random.nextBoolean() ? "trace" + random.nextInt(9) : null);
    }

    private Cell random(Series series) {
        Cell cell = series.newCell();
        switch (cell) {
            case Cell.Trend trend -> fill(trend.times);
            case Cell.Counter counter -> counter.sum = random.nextLong();
            case Cell.Rate rate -> {
                rate.passes = random.nextLong(1L << 40);
                rate.fails = random.nextLong(100);
            }
            case Cell.Gauge gauge -> {
                gauge.set(random.nextGaussian(), random.nextLong(1L << 40));
                gauge.set(-random.nextDouble(), random.nextLong(1L << 40));
            }
            case Cell.Request request -> {
                request.count = random.nextInt(1_000);
                request.failed = random.nextInt(10);
                request.connected = random.nextInt(10);
                request.bytesSent = random.nextLong(1L << 50);
                request.bytesReceived = random.nextLong(1L << 50);
                fill(request.response);
                fill(request.service);
                fill(request.blocked);
                fill(request.lookingUp);
                fill(request.connecting);
                fill(request.tlsHandshaking);
                fill(request.sending);
                fill(request.waiting);
                fill(request.receiving);
                if (random.nextBoolean()) {
                    fill(request.slowest);
                }
            }
        }
        return cell;
    }

    @ParameterizedTest
    @EnumSource(Series.Kind.class)
    void aCellThatWasWrittenComesBackTheSame(Series.Kind kind) {
        Series series = series(kind);
        for (int i = 0; i < RANDOM_CELLS; i++) {
            Cell cell = random(series);
            byte[] written = bytes(cell);
            var in = new ByteInput(written);
            Cell read = CellCodec.read(series, in);
            assertThat(in.isAtEnd()).isTrue();
            assertThat(read)
                    .usingRecursiveComparison()
                    .withEqualsForType((one, other) -> one.distribution().equals(other.distribution()), TimeCell.class)
                    .isEqualTo(cell);
            Cell twice = series.newCell();
            cell.addTo(twice);
            cell.addTo(twice);
            Cell readTwice = series.newCell();
            read.addTo(readTwice);
            read.addTo(readTwice);
            assertThat(readTwice)
                    .usingRecursiveComparison()
                    .withEqualsForType((one, other) -> one.distribution().equals(other.distribution()), TimeCell.class)
                    .isEqualTo(twice);
        }
    }

    @ParameterizedTest
    @EnumSource(Series.Kind.class)
    void aCellThatIsCutShortIsRefused(Series.Kind kind) {
        Series series = series(kind);
        byte[] written = bytes(random(series));
        int step = 1 + written.length / 300;
        for (int length = 0; length < written.length; length += step) {
            var in = new ByteInput(Arrays.copyOf(written, length));
            assertThatThrownBy(() -> CellCodec.read(series, in)).isInstanceOf(BadBytesException.class);
        }
    }

    @Test
    void zerosAreOnlyCounted() {
        var cell = new Cell.Trend();
        cell.times.recordZeros(100);
        assertThat(bytes(cell)).containsExactly(100, 0);
    }

    @Test
    void aTimeTakesFewBytes() {
        var request = new Cell.Request();
        for (int i = 0; i < 10; i++) {
            long nanos = 20_000_000 + i * 100_000L;
            request.count++;
            request.response.record(nanos);
            request.service.record(nanos);
            request.sending.record(10_000);
            request.waiting.record(nanos);
            request.receiving.record(20_000 + i * 1_000);
        }
        assertThat(bytes(request).length).as("bytes of 10 requests").isLessThan(160);
    }

    @Test
    void bytesThatCannotBeTimesAreRefused() {
        var many = new ByteOutput();
        many.number(0);
        many.number(5);
        many.number(9);
        many.number(1);
        many.flag(false);
        many.number(1);
        many.number(1);
        assertThatThrownBy(() -> CellCodec.read(series(Series.Kind.TREND), new ByteInput(many.toBytes())))
                .isInstanceOf(BadBytesException.class)
                .hasMessage("5 times from 1 to 1 with the sum 1");
        var far = new ByteOutput();
        far.number(0);
        far.number(1);
        far.number(1);
        far.number(1);
        far.flag(false);
        far.number(1);
        far.number(1);
        far.number(1L << 40);
        assertThatThrownBy(() -> CellCodec.read(series(Series.Kind.TREND), new ByteInput(far.toBytes())))
                .isInstanceOf(BadBytesException.class)
                .hasMessage("bucket 549755813888 with 1 of 1 times");
    }
}
