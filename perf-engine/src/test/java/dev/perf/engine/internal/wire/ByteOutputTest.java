package dev.perf.engine.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteOutputTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 127, 128, 16_383, 16_384, Integer.MAX_VALUE, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void wholeNumbersComeBack(long number) {
        var out = new ByteOutput();
        out.number(number);
        out.signed(number);
        out.signed(-number);
        var in = new ByteInput(out.toBytes());
        assertThat(in.number()).isEqualTo(number);
        assertThat(in.signed()).isEqualTo(number);
        assertThat(in.signed()).isEqualTo(-number);
        assertThat(in.isAtEnd()).isTrue();
    }

    @Test
    void smallNumbersTakeAByte() {
        var out = new ByteOutput();
        out.number(127);
        out.signed(-64);
        assertThat(out.size()).isEqualTo(2);
    }

    @Test
    void everythingComesBackInOrder() {
        var random = new SplittableRandom(3);
        double real = random.nextDouble(-1e9, 1e9);
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("z", "first");
        tags.put("a", "Käufer \uD835\uDC00");
        var out = new ByteOutput();
        out.real(real);
        out.real(Double.NaN);
        out.flag(true);
        out.constant(TimeUnit.HOURS);
        out.duration(Duration.ofNanos(-1));
        out.texts(tags);
        out.optional((String) null, ByteOutput::text);
        out.optional("there", ByteOutput::text);
        out.list(List.of(1L, 300L), ByteOutput::number);
        var in = new ByteInput(out.toBytes());
        assertThat(in.real()).isEqualTo(real);
        assertThat(in.real()).isNaN();
        assertThat(in.flag()).isTrue();
        assertThat(in.constant(TimeUnit.values())).isEqualTo(TimeUnit.HOURS);
        assertThat(in.duration()).isEqualTo(Duration.ofNanos(-1));
        assertThat(List.copyOf(in.texts().entrySet())).isEqualTo(List.copyOf(tags.entrySet()));
        assertThat(in.optional(ByteInput::text)).isNull();
        assertThat(in.optional(ByteInput::text)).isEqualTo("there");
        assertThat(in.list(ByteInput::number)).containsExactly(1L, 300L);
        assertThat(in.isAtEnd()).isTrue();
    }

    @Test
    void bytesThatEndEarlyAreRefused() {
        var out = new ByteOutput();
        out.text("twelve bytes");
        byte[] whole = out.toBytes();
        for (int length = 0; length < whole.length; length++) {
            var in = new ByteInput(Arrays.copyOf(whole, length));
            assertThatThrownBy(in::text).isInstanceOf(BadBytesException.class);
        }
    }

    @Test
    void whatCannotBeIsRefused() {
        byte[] endless = new byte[20];
        Arrays.fill(endless, (byte) -1);
        assertThatThrownBy(() -> new ByteInput(endless).number())
                .isInstanceOf(BadBytesException.class)
                .hasMessage("a number is longer than ten bytes");
        assertThatThrownBy(() -> new ByteInput(new byte[] {99}).constant(TimeUnit.values()))
                .isInstanceOf(BadBytesException.class)
                .hasMessage("a number from 0 to 6 is 99");
        assertThatThrownBy(() -> new ByteInput(new byte[] {99, 0}).list(ByteInput::flag))
                .isInstanceOf(BadBytesException.class)
                .hasMessage("a number from 0 to 1 is 99");
    }
}
