package dev.perf.samples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonWriterTest {

    @Test
    void writesMembersInOrder() {
        String json = JsonWriter.object(object -> object.put("a", "b")
                .put("n", -7)
                .putJson("list", JsonWriter.array(List.of("1", "{}")))
                .putJson("none", JsonWriter.array(List.of())));

        assertThat(json).isEqualTo("{\"a\":\"b\",\"n\":-7,\"list\":[1,{}],\"none\":[]}");
    }

    @ParameterizedTest
    @CsvSource({"0,0.00", "5,0.05", "50,0.50", "1999,19.99", "9223372036854775807,92233720368547758.07"})
    void writesMoneyWithTwoDecimals(long cents, String money) {
        assertThat(JsonWriter.object(json -> json.putMoney("a", cents))).isEqualTo("{\"a\":" + money + "}");
    }

    @Test
    void escapesWhatJsonCannotHold() {
        assertThat(JsonWriter.object(json -> json.put("\"", "\\\n\u0000é")))
                .isEqualTo("{\"\\\"\":\"\\\\\\u000a\\u0000é\"}");
    }

    @Test
    void everyTextSurvivesTheWayThroughUtf8() {
        for (String text : List.of("\uD83D\uDE00", "\uD83D", "\uDE00x", "\u0001\u001f\"\\/")) {
            byte[] json = JsonWriter.object(object -> object.put("a", text)).getBytes(StandardCharsets.UTF_8);

            assertThat(JsonReader.object(json).text("a")).isEqualTo(text);
        }
    }
}
