package dev.perf.engine.internal.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagePatternTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no user 4711                                          | no user *",
                "no user u4711                                         | no user u*",
                "took 3.5 s of 2                                       | took * s of *",
                "order 7d444840-9dc0-11d1-b245-5ffdce74fad2 is unknown | order * is unknown",
                "object 0xCAFE and deadbeef01 and added                | object * and * and added",
                "facade and decade stay                                | facade and decade stay",
                "connection to 127.0.0.1:8080 was refused              | connection to * was refused",
                "expected \"a b\", got \"c\"                       | expected *, got *",
                "key 'x y' isn't there and can't be                    | key * isn't there and can't be",
                "at 2026-11-21T14:03:07                                | at *-*-*T*",
                "IllegalStateException: stock 17 (Shop.java:42)        | IllegalStateException: stock * (Shop.java:42)",
                "nothing of the kind                                   | nothing of the kind"
            })
    void hasAStarForEachValue(String message, String pattern) {
        assertThat(MessagePattern.of(message)).isEqualTo(pattern);
    }
}
