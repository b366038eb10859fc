package dev.perf.distributed.words;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.perf.distributed.JobRequest;
import dev.perf.distributed.QueueOptions;
import dev.perf.distributed.TestQueue;
import dev.perf.fleet.Fleet;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** In a package of its own, for what is in that of the words is taken for them. */
@SuppressWarnings("NullAway") // that is what it is about
class NullArgumentsTest {

    @ParameterizedTest
    @MethodSource
    void saysWhichArgumentOfWhichWordItIs(ThrowingCallable said, String message) {
        assertThatThrownBy(said).isInstanceOf(NullPointerException.class).hasMessage(message);
    }

    static Stream<Arguments> saysWhichArgumentOfWhichWordItIs() {
        return Stream.of(
                said(() -> JobRequest.of(null), "of: test is null"),
                said(() -> TestQueue.on(null), "on: fleet is null"),
                said(() -> TestQueue.on(Fleet.local(1), (QueueOptions) null), "on: options is null"),
                said(() -> TestQueue.on(Fleet.local(1), (Path) null), "on: folder is null"),
                said(() -> QueueOptions.DEFAULTS.placement(null), "placement: how is null"),
                said(() -> QueueOptions.DEFAULTS.ageing(null), "ageing: time is null"),
                said(() -> QueueOptions.DEFAULTS.runs(null), "runs: how is null"));
    }

    private static Arguments said(ThrowingCallable said, String message) {
        return arguments(said, message);
    }
}
