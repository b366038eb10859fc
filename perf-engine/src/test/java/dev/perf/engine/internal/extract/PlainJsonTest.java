package dev.perf.engine.internal.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class PlainJsonTest {

    record Item(String name) {}

    /** Says by itself how it is written. */
    static final class OwnList extends ArrayList<String> {
        private static final long serialVersionUID = 1;
    }

    static List<Object> plain() {
        var members = new LinkedHashMap<String, Object>();
        members.put("z", 1);
        members.put("a", null);
        members.put("", List.of());
        members.put("quote \" and \\ and \n and \u2028 and é and 😀", Map.of());
        members.put("deep", List.of(Map.of("b", Arrays.asList(1, null, "x"))));
        return List.of(
                "text",
                "</script> \u0000",
                true,
                Integer.MIN_VALUE,
                Long.MAX_VALUE,
                1.0,
                1e300,
                -0.0,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                new BigDecimal("1E+5"),
                new BigDecimal("1.10"),
                new BigInteger("123456789012345678901234567890"),
                members,
                new TreeSet<>(List.of("b", "a")),
                Collections.unmodifiableMap(members));
    }

    @ParameterizedTest
    @MethodSource("plain")
    void writesWhatTheMapperWrites(Object value) {
        assertThat(PlainJson.write(value)).isEqualTo(JsonMapper.shared().writeValueAsString(value));
    }

    static List<Object> others() {
        List<Object> itself = new ArrayList<>();
        itself.add(itself);
        itself.add(itself);
        var own = new OwnList();
        own.add("x");
        return List.of(
                new Item("x"),
                List.of(new Item("x")),
                Map.of(1, "a number as name"),
                'c',
                (short) 1,
                1.5f,
                new byte[] {1},
                Thread.State.NEW,
                own,
                itself);
    }

    @ParameterizedTest
    @MethodSource("others")
    void leavesToTheMapperWhatOnlyThatKnowsHowToWrite(Object value) {
        assertThat(PlainJson.write(value)).isNull();
    }

    @Test
    void theMapperWritesTheOthers() {
        assertThat(JsonPaths.write(List.of(new Item("x")))).isEqualTo("[{\"name\":\"x\"}]");
    }
}
