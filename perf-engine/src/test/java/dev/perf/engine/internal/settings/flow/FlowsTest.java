package dev.perf.engine.internal.settings.flow;

import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.engine.internal.run.LoadRun;
import dev.perf.engine.internal.shape.Bound;
import dev.perf.engine.internal.shape.Definitions;
import dev.perf.http.HttpRequest;
import dev.perf.http.ParallelRequests;
import dev.perf.result.RunResult;
import dev.perf.scenario.Loop;
import dev.perf.scenario.Step;
import dev.perf.scenario.ThinkTime;
import dev.perf.scenario.User;
import dev.perf.spi.RunOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps of files: those that the words of Java make, and what users do by them. */
public class FlowsTest {

    private static final List<String> CALLS = Collections.synchronizedList(new ArrayList<>());

    /** What files of these tests call. */
    public static final class Hooks {
        private Hooks() {}

        /** Notes who came by. */
        public static void note(User user) {
            CALLS.add(user.scenario() + " " + user.session().find("x"));
        }

        /** Fails. */
        public static void fail(User user) {
            throw new IllegalStateException("no luck");
        }

        /** Cannot be called. */
        public static void other(String text) {}
    }

    private static final String HOOKS = FlowsTest.class.getName() + "$Hooks";

    private static List<Step> steps(String yaml) {
        return Bound.read(Flows.SHAPE, yaml);
    }

    private static Step step(String yaml) {
        return steps(yaml).getFirst();
    }

    private static String refused(String yaml) {
        return Bound.of(Flows.SHAPE, yaml).message();
    }

    private static RunResult run(Step... steps) throws InterruptedException {
        var test = loadTest("flow").run(scenario("s").exec(steps), users(1).iterations(1));
        return LoadRun.start(test.plan(), RunOptions.DEFAULTS.withoutReport(), new SimulatedClock())
                .await();
    }

    /** Returns the values of some keys each time that a user comes by behind the steps. */
    private static List<String> seen(String yaml, String... keys) throws InterruptedException {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        var all = new ArrayList<>(steps(yaml));
        all.add(exec(user -> seen.add(String.join(
                ", ",
                List.of(keys).stream()
                        .map(key -> String.valueOf(user.session().find(key)))
                        .toList()))));
        RunResult result = run(all.toArray(Step[]::new));
        assertThat(result.errors()).isEmpty();
        return seen;
    }

    @Test
    void requestsAndPausesKnowTheirLines() {
        List<Step> steps = steps("""
            - get: /a
            - post:
                url: /b
            - think: 2
            - pause: {min: 1s, max: 3s}
            - delete: {url: /c}
            """);

        assertThat(steps)
                .extracting(step -> step.location().toString())
                .containsExactly("test.yaml:1", "test.yaml:3", "test.yaml:4", "test.yaml:5", "test.yaml:6");
        assertThat(steps.stream()
                        .filter(HttpRequest.class::isInstance)
                        .map(HttpRequest.class::cast)
                        .map(HttpRequest::name))
                .containsExactly("GET /a", "POST /b", "DELETE /c");
    }

    @Test
    void pausesAreSetOrDrawn() {
        assertThat(pause("2")).isEqualTo(new ThinkTime.Constant(ofSeconds(2)));
        assertThat(pause("500ms")).isEqualTo(new ThinkTime.Constant(Duration.ofMillis(500)));
        assertThat(pause("1:30")).isEqualTo(new ThinkTime.Constant(ofSeconds(90)));
        assertThat(pause("{min: 1, max: 3s}")).isEqualTo(new ThinkTime.Uniform(ofSeconds(1), ofSeconds(3)));
        assertThat(pause("{exponential: 5s}")).isEqualTo(new ThinkTime.Exponential(ofSeconds(5)));
        assertThat(pause("{normal: 5s, deviation: 1s}")).isEqualTo(new ThinkTime.Normal(ofSeconds(5), ofSeconds(1)));
        assertThat(((Step.Pace) step("- pace: 5s")).time()).isEqualTo(new ThinkTime.Constant(ofSeconds(5)));
    }

    private static ThinkTime pause(String yaml) {
        return ((Step.Pause) step("- think: " + yaml)).time();
    }

    @Test
    void pausesThatCannotBe() {
        assertThat(refused("- think: {min: 3, max: 1}\n"
                        + "- think: {min: 3}\n"
                        + "- think: {}\n"
                        + "- think: {max: 1, normal: 1}\n"
                        + "- think: -1\n"))
                .isEqualTo("""
                    5 mistakes
                    test.yaml:1:24: [0].think.max: is shorter than "min"
                        1 | - think: {min: 3, max: 1}
                          |                        ^
                    test.yaml:2:10: [1].think: "max" is missing: a duration such as 30s, 1m30s or 2h, or a number of seconds
                        2 | - think: {min: 3}
                          |          ^
                    test.yaml:3:10: [2].think: a pause has "min" and "max", or "exponential", or "normal" and "deviation"
                        3 | - think: {}
                          |          ^
                    test.yaml:4:10: [3].think: a pause has "min" and "max", or "exponential", or "normal" and "deviation"
                        4 | - think: {max: 1, normal: 1}
                          |          ^
                    test.yaml:5:10: [4].think: a duration such as 30s, 1m30s or 2h, or a number of seconds is expected here, got \
                    the value "-1"
                        5 | - think: -1
                          |          ^^\
                    """);
    }

    @Test
    void aPauseMayHavePlaceholders() throws InterruptedException {
        var clock = new SimulatedClock();
        var test = loadTest("flow")
                .run(
                        scenario("s")
                                .exec(steps("[{set: {a: 2.5}}, {think: '{{ a }}'}, {think: '{{ a }}s'}]")
                                        .toArray(Step[]::new)),
                        users(1).iterations(1));

        RunResult result = LoadRun.start(test.plan(), RunOptions.DEFAULTS.withoutReport(), clock)
                .await();

        assertThat(result.errors()).isEmpty();
        assertThat(clock.elapsed()).isEqualTo(ofSeconds(5));
    }

    @Test
    void loopsCount() throws InterruptedException {
        assertThat(seen("""
            - set: {sum: ""}
            - loop: [{set: {sum: "{{ sum }}{{ $loopCount }}"}}]
              count: 3
            """, "sum")).containsExactly("012");
        assertThat(seen("""
            - set: {sum: ""}
            - loop: {set: {sum: "{{ sum }}{{ i }}"}}
              count: 2
              loopValue: i
            """, "sum")).containsExactly("01");
        assertThat(step("[{loop: [{think: 1}], count: -1}]")).isInstanceOf(Loop.Forever.class);
        assertThat(step("[{loop: [{think: 1}], during: 10}]"))
                .isInstanceOfSatisfying(
                        Loop.During.class, loop -> assertThat(loop.time()).isEqualTo(ofSeconds(10)));
    }

    @Test
    void loopsGoOverListsAndNames() throws InterruptedException {
        assertThat(seen("""
            - set: {sum: ""}
            - loop: [{set: {sum: "{{ sum }}{{ $loopElement }}{{ $loopCount }} "}}]
              over: [red, 2, no]
            """, "sum")).containsExactly("red0 21 no2 ");
        assertThat(seen("""
            - set: {sum: "", colours: [red, green]}
            - loop: [{set: {sum: "{{ sum }}{{ colour }} "}}]
              over: colours
              loopElement: colour
            """, "sum")).containsExactly("red green ");
    }

    @Test
    void loopsGoOnAsLongAsAConditionHoldsBehindThem() throws InterruptedException {
        assertThat(seen("""
            - set: {sum: ""}
            - loop: [{set: {sum: "{{ sum }}x"}}]
              whileTrue: sum != 'xxx'
            """, "sum")).containsExactly("xxx");
    }

    @Test
    void loopsThatCannotBe() {
        assertThat(refused("""
            - loop: [{think: 1}]
            - {loop: [{think: 1}], count: 2, over: a}
            - {loop: [], count: 2}
            - {loop: [{think: 1}], count: 0}
            - {loop: [{think: 1}], count: 1-15}
            - {loop: [{think: 1}], over: ["{{ a }}"]}
            - {loop: [{think: 1}], over: []}
            - {loop: [{think: 1}], count: 2, loopElement: a}
            - {get: /, count: 2}
            - {loop: [{think: x}], count: 2}
            - loop:
            """)).isEqualTo("""
                11 mistakes
                test.yaml:1:3: [0]: the loop does not say how often; give "count", "over", "during" or "whileTrue", or "count: \
                -1" for as long as the load lasts
                    1 | - loop: [{think: 1}]
                      |   ^
                test.yaml:2:3: [1]: the loop has "count" and "over"; give one
                    2 | - {loop: [{think: 1}], count: 2, over: a}
                      |   ^
                test.yaml:3:10: [2].loop: one step at least is needed
                    3 | - {loop: [], count: 2}
                      |          ^
                test.yaml:4:31: [3].count: the loop is never done; leave it out, or give -1 for as long as the load lasts
                    4 | - {loop: [{think: 1}], count: 0}
                      |                               ^
                test.yaml:5:31: [4].count: a whole number from -1 to 2147483647 is expected here, got the value "1-15"
                    5 | - {loop: [{think: 1}], count: 1-15}
                      |                               ^^^^
                test.yaml:6:30: [5].over: values of a loop are taken as they stand; put the list into the data of the user, and \
                give its name
                    6 | - {loop: [{think: 1}], over: ["{{ a }}"]}
                      |                              ^
                test.yaml:7:30: [6].over: one value at least is needed
                    7 | - {loop: [{think: 1}], over: []}
                      |                              ^
                test.yaml:8:47: [7].loopElement: belongs to "over", which this loop has not
                    8 | - {loop: [{think: 1}], count: 2, loopElement: a}
                      |                                               ^
                test.yaml:9:19: [8].count: belongs to "loop", which this step is not
                    9 | - {get: /, count: 2}
                      |                   ^
                test.yaml:10:19: [9].loop[0].think: a duration such as 30s, 1m30s or 2h, or a number of seconds is expected \
                here, got the value "x"
                    10 | - {loop: [{think: x}], count: 2}
                       |                   ^
                test.yaml:11:8: [10].loop: a list of which each item is a step (a mapping) is expected here, got nothing
                    11 | - loop:
                       |        ^\
                """);
    }

    @ParameterizedTest
    @CsvSource({"a == 'x', true", "a == 'y', false", "b, false"})
    void stepsMayDependOnAConditionOfTheirs(String condition, boolean isDone) throws InterruptedException {
        assertThat(seen("[{set: {a: x, done: false}}, {set: {done: true}, ifTrue: \"" + condition + "\"}]", "done"))
                .containsExactly(String.valueOf(isDone));
    }

    @Test
    void valuesKeepTheirTypesAndTextsAreFilledIn() throws InterruptedException {
        assertThat(seen("""
            - set: {a: 1, b: "1", d: {e: true}, name: Ada}
            - set: {f: "{{ name }}!", g: "{{ d }}", h: ["{{ name }}"], i: {j: "{{ a }}"}}
            """, "a", "b", "d", "f", "g", "h", "i"))
                .containsExactly("1, 1, {e=true}, Ada!, {e=true}, [Ada], {j=1}");
        assertThat(refused("- set: {a: }")).isEqualTo("""
            test.yaml:1:11: [0].set.a: a value is expected here, got nothing
                1 | - set: {a: }
                  |           ^\
            """);
        assertThat(refused("- set: {a: '#{'}")).startsWith("test.yaml:1:3: [0]: template at 0: ");
    }

    @Test
    void setAndLogAreNoRequests() throws InterruptedException {
        RunResult result = run(steps("[{set: {a: 1}}, {log: 'a is {{ a }}'}, {function: '" + HOOKS + "::note'}]")
                .toArray(Step[]::new));

        assertThat(result.errors()).isEmpty();
        assertThat(result.requests()).isEmpty();
    }

    @Test
    void requestsAreSentAtTheSameTime() {
        assertThat(step("[{parallel: [{get: /a}, {get: /b}]}]"))
                .isInstanceOfSatisfying(ParallelRequests.class, parallel -> {
                    assertThat(parallel.name()).isEqualTo("parallel");
                    assertThat(parallel.atOnce()).isEqualTo(2);
                    assertThat(parallel.requests())
                            .extracting(HttpRequest::name)
                            .containsExactly("GET /a", "GET /b");
                });
        assertThat(step("[{parallel: [{get: /a}, {get: /b}], limit: 1, name: both}]"))
                .isInstanceOfSatisfying(ParallelRequests.class, parallel -> {
                    assertThat(parallel.name()).isEqualTo("both");
                    assertThat(parallel.atOnce()).isEqualTo(1);
                });
        assertThat(step("[{parallel: [{get: /a}, {think: 1}]}]")).isInstanceOf(Step.InParallel.class);
        assertThat(refused("[{parallel: []}, {parallel: [{get: /a}, {think: 1}], limit: 2}]"))
                .isEqualTo("""
                    2 mistakes
                    test.yaml:1:13: [0].parallel: one step at least is needed
                        1 | [{parallel: []}, {parallel: [{get: /a}, {think: 1}], limit: 2}]
                          |             ^
                    test.yaml:1:61: [1].limit: holds for requests alone, and not beside other steps or conditions
                        1 | [{parallel: []}, {parallel: [{get: /a}, {think: 1}], limit: 2}]
                          |                                                             ^\
                    """);
    }

    @Test
    void groups() {
        assertThat(step("[{group: checkout, steps: [{get: /a}, {think: 1}]}]"))
                .isInstanceOfSatisfying(Step.Group.class, group -> {
                    assertThat(group.name()).isEqualTo("checkout");
                    assertThat(group.steps()).hasSize(2);
                });
        assertThat(refused("[{steps: [{get: /a}]}, {group: a}]")).startsWith("""
            2 mistakes
            test.yaml:1:10: [0].steps: need a name: write "group: checkout" beside "steps"
            """);
    }

    @Test
    void functionsAreCalled() throws InterruptedException {
        CALLS.clear();
        RunResult result = run(
                steps("[{set: {x: 1}}, {function: '" + HOOKS + "::note'}, {call: '" + HOOKS + "::note', name: hook}]")
                        .toArray(Step[]::new));

        assertThat(CALLS).containsExactly("s 1", "s 1");
        assertThat(result.requests().stream().map(request -> request.name())).containsExactly("hook");
    }

    @Test
    void whatAFunctionThrowsFailsTheIteration() throws InterruptedException {
        RunResult result = run(steps("[{function: '" + HOOKS + "::fail'}]").toArray(Step[]::new));

        assertThat(result.ledger().failed()).isEqualTo(1);
        assertThat(result.errors().getFirst().message()).contains("no luck");
    }

    @Test
    void functionsThatCannotBe() {
        String hooks = HOOKS;
        assertThat(Bound.of(Flows.SHAPE, "- function: sign").message()).isEqualTo("""
            test.yaml:1:13: [0].function: a class and a static method are expected here, com.example.Hooks::sign, got \
            "sign"; functions of JavaScript are not run
                1 | - function: sign
                  |             ^^^^\
            """);
        assertThat(refused("- function: com.example.None::sign"))
                .startsWith("test.yaml:1:13: [0].function: there is no class com.example.None on the class path\n");
        assertThat(refused("- function: " + hooks + "::notes"))
                .startsWith("test.yaml:1:13: [0].function: " + hooks
                        + " has no public static method notes(User); did you mean \"note\"? it has ");
        assertThat(refused("- function: java.lang.String::valueOf"))
                .startsWith(
                        "test.yaml:1:13: [0].function: java.lang.String has no public static method valueOf(User); it"
                                + " has none that takes a User alone\n");
        assertThat(refused("- function: 'a::'")).contains("a class and a static method are expected here");
    }

    @Test
    void linesOfUsersAreWrittenTenPerSecondAtMost() throws InterruptedException {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        Step log = exec(LogLines.to(lines::add, "user #{userNumber} at #{place}"));
        Step number = exec(user -> user.session().set("userNumber", user.iteration()));
        Step place = exec(user -> user.session().set("place", "home"));
        var test = loadTest("flow")
                .run(
                        scenario("s").exec(number, place, log, dev.perf.Perf.pause(Duration.ofMillis(50))),
                        users(1).iterations(45));

        RunResult result = LoadRun.start(test.plan(), RunOptions.DEFAULTS.withoutReport(), new SimulatedClock())
                .await();

        assertThat(result.errors()).isEmpty();
        assertThat(lines)
                .hasSize(25)
                .startsWith("user 0 at home", "user 1 at home")
                .contains("user 9 at home", "user 20 at home (10 more left out before)", "user 21 at home")
                .contains("user 40 at home (10 more left out before)")
                .endsWith("user 43 at home", "user 44 at home")
                .doesNotContain("user 10 at home", "user 30 at home");
    }

    @Test
    void aLineThatLacksAValueSaysSo() throws InterruptedException {
        List<String> lines = new ArrayList<>();

        RunResult result = run(exec(LogLines.to(lines::add, "Hello #{name}")));

        assertThat(result.errors()).isEmpty();
        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith("Hello #{name} (")
                .contains("\"name\"");
    }

    @Test
    void stepsThatCannotBe() {
        assertThat(refused("""
            - gett: /
            - {get: /, post: /}
            - {}
            - /path
            - connect: /socket
            - sse: /events
            - {think: 5, jitter: 20%}
            - {get: /, name: x}
            - get: {url: }
            """)).isEqualTo("""
                9 mistakes
                test.yaml:1:3: [0].gett: no key of a step; did you mean "get"?
                    1 | - gett: /
                      |   ^^^^
                test.yaml:2:3: [1]: has "get" and "post"; a step does one thing, so write two
                    2 | - {get: /, post: /}
                      |   ^
                test.yaml:3:3: [2]: does not say what is done; give one of get, post, put, patch, delete, head, options, think, \
                pace, loop, parallel, log, function, steps, set
                    3 | - {}
                      |   ^
                test.yaml:4:3: [3]: a step (a mapping) is expected here, got the value "/path"
                    4 | - /path
                      |   ^^^^^
                test.yaml:5:12: [4].connect: files have no steps of WebSockets; write the scenario in Java with \
                dev.perf.websocket.WebSockets, and name the test under "java" at the root of the file
                    5 | - connect: /socket
                      |            ^^^^^^^
                test.yaml:6:8: [5].sse: files have no steps of event streams; write the scenario in Java with dev.perf.sse.Sse, \
                and name the test under "java" at the root of the file
                    6 | - sse: /events
                      |        ^^^^^^^
                test.yaml:7:22: [6].jitter: write the bounds of the pause instead: think: {min: 4s, max: 6s}
                    7 | - {think: 5, jitter: 20%}
                      |                      ^^^
                test.yaml:8:18: [7].name: belongs to "parallel" or "function", which this step is not
                    8 | - {get: /, name: x}
                      |                  ^
                test.yaml:9:8: [8].get: "url" is missing: a text
                    9 | - get: {url: }
                      |        ^\
                """);
    }

    @Test
    void anEmptyFlowIsNoMistakeHere() {
        assertThat(Bound.read(Flows.SHAPE, "[]")).isEmpty();
    }

    @Test
    void stepsAreDescribedOnceHoweverDeepTheyStand() {
        var definitions = new Definitions();

        Map<String, Object> unused = Flows.SHAPE.schema(definitions);

        assertThat(definitions.all()).containsOnlyKeys("step", "request", "capture", "match", "expectation", "pause");
    }
}
