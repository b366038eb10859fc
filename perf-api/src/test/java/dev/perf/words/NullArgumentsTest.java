package dev.perf.words;

import static dev.perf.Perf.csv;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.group;
import static dev.perf.Perf.records;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.threshold;
import static dev.perf.http.Http.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.perf.scenario.Step;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("NullAway") // that is what it is about
class NullArgumentsTest {

    @Test
    void everyWordNamesTheArgumentThatIsNull() throws Exception {
        var words = new Words();
        var wrong = new ArrayList<String>();
        int asked = 0;
        for (Method word : words.sayable()) {
            for (int i = 0; i < word.getParameterCount(); i++) {
                Parameter parameter = word.getParameters()[i];
                if (parameter.getType().isPrimitive()
                        || word.getName().equals("main")
                        || parameter.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                    continue;
                }
                asked++;
                expect(words, word, i, null, parameter.getName(), wrong);
                Class<?> element = parameter.getType().componentType();
                if (element != null && !element.isPrimitive()) {
                    expect(words, word, i, Array.newInstance(element, 1), parameter.getName() + "[0]", wrong);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(asked).as("arguments of all words").isGreaterThan(500);
    }

    private static void expect(
            Words words, Method word, int argument, @Nullable Object value, String name, List<String> wrong)
            throws IllegalAccessException {
        Object[] arguments = words.arguments(word);
        arguments[argument] = value;
        Object answer;
        try {
            answer = word.invoke(words.target(word), arguments);
        } catch (InvocationTargetException thrown) {
            answer = thrown.getCause();
        }
        String text = word.getName() + ": " + name + " is null";
        if (!(answer instanceof NullPointerException refused)
                || !text.equals(String.valueOf(refused.getMessage())
                        .replace("; is an environment variable or a property not set?", ""))) {
            wrong.add(word + ", " + name + ": " + answer);
        }
    }

    @ParameterizedTest
    @MethodSource
    void saysWhichArgumentOfWhichWordItIs(ThrowingCallable said, String message) {
        assertThatThrownBy(said).isInstanceOf(NullPointerException.class).hasMessage(message);
    }

    static Stream<Arguments> saysWhichArgumentOfWhichWordItIs() {
        Step step = exec("step", user -> {});
        Map<String, Object> record = new HashMap<>();
        record.put("user", null);
        Map<String, String> field = new HashMap<>();
        field.put("user", null);
        return Stream.of(
                said(() -> csv(null), "csv: path is null; is an environment variable or a property not set?"),
                said(
                        () -> threshold(null),
                        "threshold: expression is null; is an environment variable or a property not set?"),
                said(() -> scenario("s").exec((Step) null), "exec: more[0] is null"),
                said(() -> group("g", step, null), "group: steps[1] is null"),
                said(() -> group("g", (Step[]) null), "group: steps is null"),
                said(() -> records(List.of(Map.of("user", "ada"), record)), "records: \"user\" of records[1] is null"),
                said(
                        () -> post("/").form(field),
                        "form: \"user\" is null; is an environment variable or a property not set?"));
    }

    private static Arguments said(ThrowingCallable said, String message) {
        return arguments(said, message);
    }
}
