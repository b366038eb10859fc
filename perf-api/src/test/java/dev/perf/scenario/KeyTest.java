package dev.perf.scenario;

import static dev.perf.Perf.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KeyTest {

    private static final Key<String> TOKEN = key("token", String.class);
    private static final Key<Integer> COUNT = key("count", Integer.class);
    private static final Key<List<String>> TAGS = key("tags", List.class);

    /** A session in a map. */
    private static final class Values implements Session {
        private final Map<String, Object> values = new HashMap<>();

        @Override
        public Object get(String key) {
            Object value = values.get(key);
            if (value == null) {
                throw new MissingValueException(key, values.keySet());
            }
            return value;
        }

        @Override
        public @Nullable Object find(String key) {
            return values.get(key);
        }

        @Override
        public void set(String key, Object value) {
            values.put(key, value);
        }

        @Override
        public void remove(String key) {
            values.remove(key);
        }

        @Override
        public Map<String, Object> values() {
            return Map.copyOf(values);
        }
    }

    static Stream<Arguments> conversions() {
        return Stream.of(
                arguments(Integer.class, 5, 5),
                arguments(Integer.class, 5L, 5),
                arguments(Integer.class, 5.0, 5),
                arguments(Integer.class, " 5 ", 5),
                arguments(Long.class, "9223372036854775807", Long.MAX_VALUE),
                arguments(Long.class, 5, 5L),
                arguments(Short.class, 5, (short) 5),
                arguments(Byte.class, "-128", (byte) -128),
                arguments(Double.class, 5, 5.0),
                arguments(Double.class, "0.1", 0.1),
                arguments(Float.class, "0.5", 0.5f),
                arguments(BigInteger.class, 5, BigInteger.valueOf(5)),
                arguments(BigDecimal.class, "1.50", new BigDecimal("1.50")),
                arguments(Number.class, 5, 5),
                arguments(String.class, 5, "5"),
                arguments(String.class, List.of(1, 2), "[1, 2]"),
                arguments(Boolean.class, "true", true),
                arguments(Boolean.class, "false", false),
                arguments(List.class, List.of(1), List.of(1)),
                arguments(Object.class, "x", "x"));
    }

    @ParameterizedTest
    @MethodSource("conversions")
    void convertsWhereNothingIsLost(Class<Object> type, Object value, Object converted) {
        assertThat(Key.of("k", type).convert(value)).isEqualTo(converted);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(Integer.class, 5.5, "5.5 of class java.lang.Double"),
                arguments(Integer.class, 3_000_000_000L, "3000000000 of class java.lang.Long"),
                arguments(Integer.class, "five", "\"five\" of class java.lang.String"),
                arguments(Byte.class, 128, "128 of class java.lang.Integer"),
                arguments(Double.class, "1e400", "\"1e400\" of class java.lang.String"),
                arguments(Float.class, 0.123456789012, "0.123456789012 of class java.lang.Double"),
                arguments(Double.class, Long.MAX_VALUE, "9223372036854775807 of class java.lang.Long"),
                arguments(BigInteger.class, "1e999999999", "\"1e999999999\" of class java.lang.String"),
                arguments(Integer.class, "1".repeat(2000), "\"" + "1".repeat(100) + "...\" of class java.lang.String"),
                arguments(Number.class, "5", "\"5\" of class java.lang.String"),
                arguments(Boolean.class, "yes", "\"yes\" of class java.lang.String"),
                arguments(List.class, "a", "\"a\" of class java.lang.String"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesWhatWouldLoseSomething(Class<Object> type, Object value, String got) {
        assertThatThrownBy(() -> Key.of("k", type).convert(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("session value \"k\" must be of " + type + ", got " + got);
    }

    @Test
    void readsAndWritesTheSessionByType() {
        var session = new Values();
        session.set(TOKEN, "t-1");
        session.set(TAGS, List.of("new"));
        session.set("count", "12");

        String token = session.get(TOKEN);
        int count = session.get(COUNT);
        assertThat(token).isEqualTo("t-1");
        assertThat(count).isEqualTo(12);
        assertThat(session.get(TAGS)).containsExactly("new");
        assertThat(session.get("token")).isEqualTo("t-1");
        assertThat(session.has(TOKEN)).isTrue();
        session.remove(TOKEN);
        assertThat(session.find(TOKEN)).isNull();
        assertThat(session.has(TOKEN)).isFalse();
        assertThatThrownBy(() -> session.get(TOKEN))
                .isInstanceOf(MissingValueException.class)
                .hasMessage("session has no value \"token\"; it has [count, tags]");
        session.set("count", "many");
        assertThatThrownBy(() -> session.find(COUNT))
                .isInstanceOf(MissingValueException.class)
                .hasMessage("session value \"count\" must be of class java.lang.Integer, got \"many\" of class"
                        + " java.lang.String");
    }

    @Test
    void isThePlaceInATemplate() {
        assertThat(TOKEN.ref()).isEqualTo("#{token}");
        assertThat("/login/" + TOKEN).isEqualTo("/login/#{token}");
        assertThat(TOKEN).isEqualTo(key("token", String.class)).hasSameHashCodeAs(key("token", String.class));
        assertThat(key("token", Object.class)).isNotEqualTo(TOKEN);
    }

    @Test
    void refusesNamesAndTypesOfNoUse() {
        assertThatThrownBy(() -> key("a b", String.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("key \"a b\" must be made of letters, digits, \"_\", \"-\" and \".\"; rename it");
        assertThatThrownBy(() -> key("n", int.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("key \"n\": int cannot be the type of a session value; use the class of objects, such as"
                        + " Integer.class");
    }
}
