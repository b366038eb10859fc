package dev.perf.engine.internal.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Items;
import dev.perf.engine.internal.document.Value.Nothing;
import dev.perf.engine.internal.document.Value.Text;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Documents that go to other processes and come to be the same there. */
class TreeTextTest {

    @Test
    void valuesAndTheirPlacesAreTheSameThere() {
        var mistakes = new Mistakes();
        Value read = Objects.requireNonNull(YamlReader.read(
                new Document("a.yaml", "one: [1, 'two', {three: }, [], {}]\nfour: \"\u00fc \\\" ${V}\"\n"), mistakes));
        Value filled = Substitution.in(read, name -> "value of " + name, mistakes);
        Value whole = Layers.over(
                filled, Layers.at("five", new Text(new Document("--set five", "5").start(), "5", false, null)));
        Value again = TreeText.read(TreeText.of(whole));
        assertThat(shown(again)).isEqualTo(shown(whole)).contains("environment variable V");
        assertThat(TreeText.of(again)).isEqualTo(TreeText.of(whole));
    }

    private static String shown(Value value) {
        return value.place()
                + switch (value) {
                    case Text text -> " \"" + text.text() + "\" " + text.isQuoted() + " " + text.origin();
                    case Nothing nothing -> " nothing";
                    case Items items ->
                        items.items().stream().map(TreeTextTest::shown).toList().toString();
                    case Entries entries ->
                        entries.entries().stream()
                                .map(entry -> shown(entry.key()) + " = " + shown(entry.value()))
                                .toList()
                                .toString();
                };
    }
}
