package dev.perf.junit;

import dev.perf.LoadTest;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/**
 * Load tests as nodes in JUnit's tree of tests, for {@code @TestFactory} methods.
 *
 * {@snippet :
 * @TestFactory
 * Stream<DynamicNode> checkout() {
 *     return PerfTests.of(checkoutTest());
 * }
 * }
 *
 * <p>Each load test is a container of its name, with a node that runs it, a node for each threshold, named as the
 * threshold is written, and one that tells whether the generator was the limit. Names are the same in every run, so that
 * build servers recognize a node; the number that was measured and its distance from the limit are what a node prints,
 * or fails with.
 */
public final class PerfTests {

    private PerfTests() {}

    /**
     * Returns the nodes of load tests. Each test is run once, when the first of its nodes is; further ones wait for it.
     * Mistakes in a test fail the node that runs it.
     */
    public static Stream<DynamicNode> of(LoadTest... tests) {
        var runs = TestRuns.withoutExtension();
        return Stream.of(tests).map(test -> runs.nodes(test, UnaryOperator.identity()));
    }
}
