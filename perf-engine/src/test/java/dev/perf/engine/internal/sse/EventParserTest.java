package dev.perf.engine.internal.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** WHATWG HTML, 9.2.6, and its examples. */
class EventParserTest {

    /** Shows an event as {@code name|data|id}, and a wish to wait as {@code retry millis}. */
    private static final class Shown implements EventParser.Handler {
        final List<String> events = new ArrayList<>();

        @Override
        public void event(String name, byte[] data, String id) {
            events.add(name + "|" + new String(data, UTF_8) + "|" + id);
        }

        @Override
        public void retry(long millis) {
            events.add("retry " + millis);
        }
    }

    private static List<String> parse(String stream) {
        var shown = new Shown();
        new EventParser(1000, shown).parse(ByteBuffer.wrap(stream.getBytes(UTF_8)));
        return shown.events;
    }

    @Test
    void dataHasSeveralLines() {
        assertThat(parse("data: YHOO\ndata: +2\ndata: 10\n\n")).containsExactly("message|YHOO\n+2\n10|");
    }

    @Test
    void commentsAreIgnoredAndIdsStay() {
        assertThat(parse(
                        ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n"))
                .containsExactly("message|first event|1", "message|second event|", "message| third event|");
        assertThat(parse("id: 7\ndata: a\n\ndata: b\n\n")).containsExactly("message|a|7", "message|b|7");
    }

    @Test
    void emptyDataIsDataAndNoDataIsNoEvent() {
        assertThat(parse("data\n\ndata\ndata\n\ndata:")).containsExactly("message||", "message|\n|");
        assertThat(parse("event: ping\n\ndata: x\n\n")).containsExactly("message|x|");
    }

    @Test
    void oneSpaceAfterTheColonDoesNotCount() {
        assertThat(parse("data:test\n\ndata: test\n\n")).containsExactly("message|test|", "message|test|");
    }

    @Test
    void eventsHaveNamesAndOtherFieldsAreIgnored() {
        assertThat(parse("event: add\ndata: 73857293\nunknown: 1\nEVENT: x\n\nevent: remove\ndata: 2153\n\n"))
                .containsExactly("add|73857293|", "remove|2153|");
        assertThat(parse("event: a\nevent: b\ndata: x\n\n")).containsExactly("b|x|");
    }

    @Test
    void linesEndInThreeWays() {
        assertThat(parse("data: a\r\n\r\ndata: b\r\rdata: c\n\ndata: d\r\n\ndata: e\n\r\n"))
                .containsExactly("message|a|", "message|b|", "message|c|", "message|d|", "message|e|");
    }

    @Test
    void aByteOrderMarkMayComeFirstOnly() {
        assertThat(parse("\uFEFFdata: a\n\n\uFEFFdata: b\n\n")).containsExactly("message|a|");
        assertThat(parse("\uFEFF\ndata: a\n\n")).containsExactly("message|a|");
    }

    @Test
    void anIdWithNullIsIgnored() {
        assertThat(parse("id: 1\nid: 2\0\ndata: a\n\n")).containsExactly("message|a|1");
    }

    @ParameterizedTest
    @CsvSource({"3000, retry 3000", "0, retry 0", "007, retry 7"})
    void theServerMayAskToWait(String millis, String shown) {
        assertThat(parse("retry: " + millis + "\n")).containsExactly(shown);
    }

    @ParameterizedTest
    @CsvSource({"''", "-1", "1.5", "1s", "9999999999999999999"})
    void aTimeThatIsNoneIsIgnored(String millis) {
        assertThat(parse("retry: " + millis + "\n")).isEmpty();
    }

    @Test
    void whatIsNotDispatchedIsNotTold() {
        assertThat(parse("data: a\n\ndata: b\n")).containsExactly("message|a|");
        assertThat(parse("data: a\n\ndata: b")).containsExactly("message|a|");
    }

    @Test
    void theLastIdIsThatOfADispatch() {
        var parser = new EventParser(100, new Shown());
        parser.parse(ByteBuffer.wrap("id: 1\n\nid: 2\n".getBytes(UTF_8)));
        assertThat(parser.lastEventId()).isEqualTo("1");
        parser.parse(ByteBuffer.wrap("\n".getBytes(UTF_8)));
        assertThat(parser.lastEventId()).isEqualTo("2");
    }

    @Test
    void dataHasALimit() {
        var shown = new Shown();
        var parser = new EventParser(10, shown);
        parser.parse(ByteBuffer.wrap("data: 0123456789\n\ndata: 01234\ndata: 6789\n\n".getBytes(UTF_8)));
        assertThat(shown.events).containsExactly("message|0123456789|", "message|01234\n6789|");
        assertThatThrownBy(() -> parser.parse(ByteBuffer.wrap("data: 01234\ndata: 67890\n\n".getBytes(UTF_8))))
                .isInstanceOf(EventParser.TooLongException.class);
        assertThatThrownBy(() -> new EventParser(10, shown)
                        .parse(ByteBuffer.wrap("x".repeat(100).getBytes(UTF_8))))
                .isInstanceOf(EventParser.TooLongException.class);
    }

    @Test
    void itDoesNotMatterWhereTheStreamIsCut() {
        var random = new Random(42);
        String[] pieces = {
            "data: \u00e4\u20ac", "data", "id: 1", "id", "event: e", ": c", "\r", "\n", "\r\n", "\uFEFF", "retry: 5"
        };
        for (int round = 0; round < 2000; round++) {
            var stream = new StringBuilder();
            for (int i = 0; i < 20; i++) {
                stream.append(pieces[random.nextInt(pieces.length)]);
                stream.append(random.nextBoolean() ? "\n" : "");
            }
            byte[] bytes = stream.toString().getBytes(UTF_8);
            var shown = new Shown();
            var parser = new EventParser(1000, shown);
            for (int at = 0; at < bytes.length; ) {
                int length = Math.min(bytes.length - at, 1 + random.nextInt(4));
                parser.parse(ByteBuffer.wrap(bytes, at, length));
                at += length;
            }
            assertThat(shown.events).as(stream.toString()).isEqualTo(parse(stream.toString()));
        }
    }
}
