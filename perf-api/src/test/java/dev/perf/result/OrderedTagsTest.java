package dev.perf.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderedTagsTest {

    private final Map<String, String> given = new LinkedHashMap<>(Map.of("z", "1"));

    OrderedTagsTest() {
        given.put("a", "2");
    }

    @Test
    void areTheTagsThatWereGivenInTheirOrder() {
        Map<String, String> tags = OrderedTags.copy(given);

        assertThat(tags).containsExactlyEntriesOf(given).isEqualTo(given).hasSameHashCodeAs(given);
        assertThat(given).isEqualTo(tags);
        assertThat(tags.get("a")).isEqualTo("2");
        assertThat(tags.containsKey("b")).isFalse();
        assertThat(tags).isEqualTo(OrderedTags.copy(Map.of("a", "2", "z", "1")));
        assertThat(tags).isNotEqualTo(OrderedTags.copy(Map.of("a", "2", "z", "3")));
        assertThat(tags).isNotEqualTo(Map.of("a", "2"));
    }

    @Test
    void stayAsTheyAre() {
        Map<String, String> tags = OrderedTags.copy(given);
        given.put("b", "3");

        assertThat(tags).hasSize(2);
        assertThatThrownBy(() -> tags.put("b", "3")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(tags::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThat(OrderedTags.copy(tags)).isSameAs(tags);
    }
}
