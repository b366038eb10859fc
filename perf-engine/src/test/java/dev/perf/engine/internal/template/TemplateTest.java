package dev.perf.engine.internal.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.perf.scenario.MissingValueException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateTest {

    record Address(String city, List<String> lines) {}

    static final class Account {
        public final int level = 4;

        public String getOwner() {
            return "ann";
        }

        public boolean isOpen() {
            return true;
        }

        public long balance() {
            return 12;
        }

        public String getBroken() {
            throw new IllegalStateException("no ledger");
        }
    }

    private final Templates templates = new Templates(Map.of("HOST", "shop.test", "EMPTY", ""));
    private final SomeUser user = new SomeUser(1)
            .with("name", "ann")
            .with("n", 2)
            .with("a.b", "whole")
            .with("a", Map.of("b", "part", "c", "other"))
            .with("user", Map.of("id", 5, "tags", List.of("x", "y")))
            .with("items", List.of("first", "second", "third"))
            .with("none", List.of())
            .with("one", Set.of("only"))
            .with("prices", new int[] {10, 20})
            .with("holes", Arrays.asList("here", null))
            .with("address", new Address("Ulm", List.of("l1", "l2")))
            .with("account", new Account());

    private String fill(String source) {
        return templates.compile(source).fill(user);
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                arguments("", ""),
                arguments("plain", "plain"),
                arguments("#{name}", "ann"),
                arguments("/a/#{ name }/#{n}?x=#5", "/a/ann/2?x=#5"),
                arguments("#{user.id}", "5"),
                arguments("#{user.tags[1]}", "y"),
                arguments("#{user['id']}", "5"),
                arguments("#{a.b}", "whole"),
                arguments("#{a.c}", "other"),
                arguments("#{items[0]} #{items[-1]} #{items[n]}", "first third third"),
                arguments("#{items.size()} #{name.size()} #{user.size()} #{prices.size()}", "3 3 2 2"),
                arguments("#{prices[1]}", "20"),
                arguments("#{one.random()}", "only"),
                arguments("#{address.city} #{address.lines[0]}", "Ulm l1"),
                arguments("#{account.owner} #{account.open} #{account.balance} #{account.level}", "ann true 12 4"),
                arguments("#{name.exists()} #{user.mail.exists()} #{items[9].exists()}", "true false false"),
                arguments("#{mail ?: \"x@y\"}", "x@y"),
                arguments("#{mail ?: 'it''s'}".replace("''", "\\'"), "it's"),
                arguments("#{mail ?: post ?: name}", "ann"),
                arguments("#{name ?: 'x'}", "ann"),
                arguments("#{user.mail ?: 1.50}", "1.50"),
                arguments("#{items[7] ?: -3}", "-3"),
                arguments("#{items[mail] ?: 'which?'}", "which?"),
                arguments("#{account.broken ?: 'none'}", "none"),
                arguments("#{base64(mail) ?: 'none'}", "none"),
                arguments("#{mail ?: 'a } b'}", "a } b"),
                arguments("\\#{name}", "#{name}"),
                arguments("\\\\#{name}", "\\ann"),
                arguments("\\\\\\#{name}", "\\#{name}"),
                arguments("C:\\dir\\ #", "C:\\dir\\ #"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void fillsPlacesFromTheSession(String source, String text) {
        assertThat(fill(source)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "#{mail} | session has no value \"mail\"; it has [a, a.b, account, address, holes, items, n, name,"
                        + " none, one, prices, user]",
                "#{mail.host} | session has no value \"mail.host\"; it has [a, a.b, account, address, holes, items, n,"
                        + " name, none, one, prices, user]",
                "#{user.mail} | session value \"user\" has no \"mail\"; it has [id, tags]",
                "#{user.tags[2]} | session value \"user.tags\" has 2 elements, none at [2]",
                "#{user.tags[0].x} | session value \"user.tags[0]\" is of class java.lang.String, which has no parts",
                "#{items['x']} | session value \"items\" has elements, none at [x], which is no whole number",
                "#{items[mail]} | session value \"items\" is asked for an element, and the session lacks what tells"
                        + " which",
                "#{holes[1]} | session value \"holes\" has null at [1]",
                "#{none.random()} | session value \"none\" is empty, there is nothing to draw",
                "#{n.random()} | session value \"n\" is of class java.lang.Integer, which has no elements to draw from",
                "#{n.size()} | session value \"n\" is of class java.lang.Integer, which has no size",
                "#{address.town} | session value \"address\" has no \"town\"; it has [city, lines]",
                "#{account.broken} | session value \"account\" gave no \"broken\": java.lang.IllegalStateException: no"
                        + " ledger",
                "#{randomInt(name, 3)} | template function randomInt: \"ann\" is no whole number",
                "#{randomInt(9, n)} | template function randomInt: it draws from 9 up, which is more than 2",
                "#{now('HH', name)} | template function now: there is no time zone \"ann\"; give one such as"
                        + " \"Europe/Berlin\", \"UTC\" or \"+02:00\"",
            })
    void saysWhatTheSessionLacks(String source, String message) {
        assertThatThrownBy(() -> fill(source))
                .isInstanceOf(MissingValueException.class)
                .hasMessage(message);
    }

    @Test
    void isConstantWhereNothingDependsOnTheUser() {
        assertThat(templates.compile("plain \\#{x}").isConstant()).isTrue();
        assertThat(templates.compile("#{base64('a')}-#{env('HOST')}").isConstant())
                .isTrue();
        assertThat(templates.compile("#{name}").isConstant()).isFalse();
        assertThat(templates.compile("#{uuid()}").isConstant()).isFalse();
        assertThat(templates.compile("#{counter('c')}").isConstant()).isFalse();
    }

    @Test
    void usesTheKeysThatItCannotDoWithout() {
        assertThat(templates
                        .compile("#{a} #{b.c.d[e].f} #{base64(g)} #{h ?: i} #{j.exists()} #{k ?: 'x'}")
                        .uses())
                .extracting(KeyUse::names)
                .containsExactly(List.of("a"), List.of("e"), List.of("b.c.d", "b.c", "b"), List.of("g"), List.of("i"));
    }

    @Test
    void escapesValuesAndNotWhatWasWritten() {
        user.set("quote", "say \"hi\"");
        Template template = templates.compileJson("{\"#{name}\":[\"a\\n\\\"#{quote}\\\"\",\"#{x ?: \\\"no\\\"}\",1]}");
        assertThat(template.fill(user)).isEqualTo("{\"ann\":[\"a\\n\\\"say \\\"hi\\\"\\\"\",\"no\",1]}");
        assertThat(templates.compile("<#{name}>", text -> "(" + text + ")").fill(user))
                .isEqualTo("<(ann)>");
    }

    @Test
    void drawsElementsFromTheUsersRandomNumbers() {
        Template template = templates.compile("#{items.random()}");
        assertThat(Stream.generate(() -> template.fill(user)).limit(50)).contains("first", "second", "third");
    }
}
