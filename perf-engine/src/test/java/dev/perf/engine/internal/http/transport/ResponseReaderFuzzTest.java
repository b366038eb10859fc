package dev.perf.engine.internal.http.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.perf.engine.internal.http.transport.Reading.Pieces;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever bytes come for a response, the reader keeps its promises.
 *
 * <p>A normal build tries the inputs kept in {@code src/test/resources}, in the folder named after this class and the
 * test. {@code mvn -Pfuzz} looks for new ones for half a minute, led by the branches that the parser takes; what it finds
 * is written there, to stay once the bug is mended.
 */
class ResponseReaderFuzzTest {

    private static final ExchangeLimits WIDE =
            new ExchangeLimits(Duration.ofSeconds(60), null, 8 << 10, 1 << 20, 1 << 19);
    private static final ExchangeLimits NARROW = new ExchangeLimits(Duration.ofSeconds(60), null, 64, 16, 12);

    /**
     * The first byte says how the request is made, the second how the bytes are split; the response follows.
     *
     * @param input digit 0 to 7: 1 for HEAD, 2 for a body that is discarded, 4 for narrow limits, added up
     */
    @FuzzTest(maxDuration = "30s")
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void keepsItsPromises(byte[] input) {
        if (input.length < 2) {
            return;
        }
        byte[] response = Arrays.copyOfRange(input, 2, input.length);
        boolean head = (input[0] & 1) != 0;
        boolean keep = (input[0] & 2) == 0;
        WireRequest request = Reading.request(head, keep, (input[0] & 4) == 0 ? WIDE : NARROW);

        Reading single = Reading.of(response, request, Pieces.SINGLE_BYTES, 0);
        assertFramed(single, Reading.of(response, request, Pieces.WHOLE, 0));
        assertFramed(single, Reading.of(response, request, Pieces.RANDOM, input[1]));
        if (keep && !single.isFault()) {
            assertAgrees(single, response, head);
        }
    }

    /** The split makes no difference, but for what it brings along from behind the response. */
    private static void assertFramed(Reading single, Reading other) {
        assertThat(other.outcome()).isEqualTo(single.outcome());
        if (!single.isFault()) {
            int length = single.taken(); // byte by byte nothing can be taken but the response
            assertThat(other.taken()).isGreaterThanOrEqualTo(length);
            assertThat(other.open()).isEqualTo(single.open() && other.taken() == length);
        }
    }

    /** Another parser, where it accepts the response too, reads the same. */
    private static void assertAgrees(Reading reading, byte[] response, boolean head) {
        String theirs = Reference.read(Arrays.copyOf(response, reading.taken()), head);
        boolean identity = reading.outcome().toLowerCase(Locale.ROOT).contains("transfer-encoding:identity");
        if (theirs != null && !identity) { // which they take for "until the end", whatever the length says
            assertThat(comparable(reading)).isEqualTo(theirs);
        }
    }

    private static String comparable(Reading reading) {
        String outcome = reading.outcome();
        return Reference.normal(
                outcome.substring(0, outcome.lastIndexOf(' ')).replaceFirst("^(\\d+) HTTP/1.[01] ", "$1 "));
    }

    /** Well-formed responses are accepted by both, and read the same. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void readsWellFormedResponsesAsAnotherParserDoes(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            boolean head = random.nextInt(8) == 0;
            byte[] response = RawServer.bytes(wellFormed(random, head));
            WireRequest request = Reading.request(head, true, WIDE);
            Reading single = Reading.of(response, request, Pieces.SINGLE_BYTES, 0);
            assertFramed(single, Reading.of(response, request, Pieces.RANDOM, seed));
            assertThat(single.taken()).isEqualTo(response.length);
            assertThat(comparable(single)).isEqualTo(Reference.read(response, head));
        }
    }

    private static String wellFormed(Random random, boolean head) {
        StringBuilder text = new StringBuilder();
        while (random.nextInt(5) == 0) {
            text.append("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
        }
        int[] codes = {200, 200, 200, 201, 204, 206, 302, 304, 404, 500, 599};
        int code = codes[random.nextInt(codes.length)];
        text.append("HTTP/1.")
                .append(random.nextInt(4) == 0 ? 0 : 1)
                .append(' ')
                .append(code);
        text.append(random.nextBoolean() ? " " : "").append("\r\n");
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append("X-")
                    .append(word(random))
                    .append(random.nextBoolean() ? ": " : ":")
                    .append(word(random));
            text.append(random.nextInt(4) == 0 ? "\r\n\t" + word(random) : "").append("\r\n");
        }
        String body = word(random).repeat(random.nextInt(9) * random.nextInt(9));
        boolean none = head || code == 204 || code == 304;
        switch (random.nextInt(3)) {
            case 0 ->
                text.append("Content-Length: ")
                        .append(body.length())
                        .append("\r\n\r\n")
                        .append(none ? "" : body);
            case 1 -> text.append("Transfer-Encoding: chunked\r\n\r\n").append(none ? "" : chunks(random, body));
            default -> text.append("\r\n").append(none ? "" : body);
        }
        return text.toString();
    }

    private static String chunks(Random random, String body) {
        StringBuilder chunks = new StringBuilder();
        for (int at = 0; at < body.length(); ) {
            int length = 1 + random.nextInt(body.length() - at);
            chunks.append(Integer.toHexString(length))
                    .append(random.nextInt(4) == 0 ? ";" + word(random) + "=\"1\"" : "");
            chunks.append("\r\n").append(body, at, at + length).append("\r\n");
            at += length;
        }
        chunks.append("0\r\n");
        for (int i = random.nextInt(3); i > 0; i--) {
            chunks.append("T-")
                    .append(word(random))
                    .append(": ")
                    .append(word(random))
                    .append("\r\n");
        }
        return chunks.append("\r\n").toString();
    }

    private static String word(Random random) {
        String letters = "abcXYZ019";
        StringBuilder word = new StringBuilder();
        for (int i = 1 + random.nextInt(9); i > 0; i--) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }
}
