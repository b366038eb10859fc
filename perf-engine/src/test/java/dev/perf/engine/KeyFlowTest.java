package dev.perf.engine;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.choice;
import static dev.perf.Perf.csv;
import static dev.perf.Perf.doIf;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.feed;
import static dev.perf.Perf.forEach;
import static dev.perf.Perf.inBackground;
import static dev.perf.Perf.inParallel;
import static dev.perf.Perf.join;
import static dev.perf.Perf.key;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.repeat;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.sequence;
import static dev.perf.Perf.task;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.jsonPath;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.perf.feed.Feeder;
import dev.perf.http.HttpRequest;
import dev.perf.load.LoadProfile;
import dev.perf.plan.InvalidPlanException;
import dev.perf.scenario.Key;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import dev.perf.spi.RunOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is used must have been produced before, in the order in which a user does its steps. */
class KeyFlowTest {

    private static final LoadProfile CLOSED = users(0).rampTo(1).over(ofSeconds(1));
    private static final LoadProfile OPEN = arrivals(perSecond(1)).during(ofSeconds(1));

    private static final HttpRequest SAVE =
            http("save").get("http://localhost:1/save").save("id", jsonPath("$.id"));
    private static final int SAVED_AT = lineBefore();
    private static final Key<Integer> ID = key("id", Integer.class);
    private static final HttpRequest USE = http("use").get("http://localhost:1/#{id}");

    private static int lineBefore() {
        return StackWalker.getInstance()
                        .walk(frames -> frames.skip(1).findFirst().orElseThrow())
                        .getLineNumber()
                - 1;
    }

    private static String later(String more) {
        return "nothing before it puts \"id\" into the session: that is done only later, at KeyFlowTest.java:"
                + SAVED_AT + more + "; move it up, or give a default with #{id ?: '...'}";
    }

    private static String elsewhere(String more) {
        return "nothing before it puts \"id\" into the session: that is done only in another branch, at"
                + " KeyFlowTest.java:" + SAVED_AT + more
                + "; do it before the branches, or give a default with #{id ?: '...'}";
    }

    private static final String ONCE = ", and users of this load do one iteration";

    /** Returns the mistakes of a plan that has one more, which is left out. */
    private static List<String> problems(LoadProfile load, Scenario scenario) {
        InvalidPlanException mistakes = catchThrowableOfType(
                InvalidPlanException.class,
                () -> loadTest("t")
                        .run(scenario.onStop(repeat(-1, http("last").get("http://localhost:1/"))), load)
                        .run(RunOptions.DEFAULTS.withoutReport()));
        return mistakes.problems().stream()
                .filter(problem -> !problem.message().equals("times must not be negative, got -1"))
                .map(problem -> problem.where() + ": " + problem.message())
                .toList();
    }

    private static List<String> problems(LoadProfile load, Step... steps) {
        return problems(load, scenario("s").exec(steps));
    }

    @Test
    void findsWhatIsSavedOnlyLater() {
        assertThat(problems(OPEN, SAVE, USE)).isEmpty();
        assertThat(problems(OPEN, USE, SAVE)).containsExactly("scenario \"s\", request \"use\": " + later(ONCE));
        assertThat(problems(CLOSED, scenario("s").onStart(USE).exec(SAVE)))
                .containsExactly("scenario \"s\", onStart, request \"use\": " + later(""));
    }

    @Test
    void knowsThatUsersWhoIterateKeepTheirSession() {
        assertThat(problems(CLOSED, USE, SAVE)).isEmpty();
        assertThat(problems(CLOSED, choice(task(1, USE), task(1, SAVE)))).isEmpty();
        assertThat(problems(users(2).iterations(2), USE, SAVE)).isEmpty();
        assertThat(problems(users(2).sharedIterations(9), USE, SAVE)).isEmpty();
        assertThat(problems(users(2).iterations(1), USE, SAVE)).hasSize(1);
    }

    @Test
    void knowsThatOneOfSeveralBranchesIsTaken() {
        assertThat(problems(OPEN, choice(task(1, SAVE), task(1, USE))))
                .containsExactly("scenario \"s\", task 2, request \"use\": " + elsewhere(ONCE));
        assertThat(problems(OPEN, choice(task(1, SAVE), task(1, http("other").get("http://localhost:1"))), USE))
                .isEmpty();
        assertThat(problems(OPEN, doIf(session -> true, SAVE).orElse(USE)))
                .containsExactly("scenario \"s\", orElse, request \"use\": " + elsewhere(ONCE));
        assertThat(problems(OPEN, doIf(session -> true, SAVE), USE)).isEmpty();
    }

    @Test
    void knowsThatBranchesAtTheSameTimeSeeOnlyWhatWasThereBefore() {
        assertThat(problems(OPEN, SAVE, inParallel("all", USE, USE))).isEmpty();
        assertThat(problems(OPEN, inParallel("all", SAVE, USE)))
                .containsExactly("scenario \"s\", inParallel \"all\", branch 2, request \"use\": " + elsewhere(ONCE));
        assertThat(problems(OPEN, inParallel("all", sequence(SAVE, USE)), USE)).isEmpty();
        assertThat(problems(CLOSED, inParallel("all", SAVE, USE))).isEmpty();
    }

    @Test
    void knowsThatWhatIsDoneInTheBackgroundShowsFromTheJoinOn() {
        Step save = inBackground("saving", SAVE);
        String tooEarly = "nothing before it puts \"id\" into the session: that is done only in the background, at"
                + " KeyFlowTest.java:" + SAVED_AT
                + ", and shows from join(\"saving\") on; join it before, or give a default with #{id ?: '...'}";
        assertThat(problems(OPEN, save, join("saving"), USE)).isEmpty();
        assertThat(problems(OPEN, inBackground("saving", SAVE, USE))).isEmpty();
        assertThat(problems(OPEN, save, USE, join("saving")))
                .containsExactly("scenario \"s\", request \"use\": " + tooEarly);
        assertThat(problems(CLOSED, save, USE, join("saving")))
                .as("in the first iteration")
                .containsExactly("scenario \"s\", request \"use\": " + tooEarly);
        assertThat(problems(OPEN, save, inBackground("other", USE)))
                .containsExactly("scenario \"s\", inBackground \"other\", request \"use\": " + tooEarly);
        assertThat(problems(OPEN, inBackground("saving", USE, SAVE)))
                .containsExactly("scenario \"s\", inBackground \"saving\", request \"use\": " + later(ONCE));
        assertThat(problems(OPEN, USE, save))
                .containsExactly("scenario \"s\", request \"use\": nothing before it puts \"id\" into the session:"
                        + " that is done only later, in the background, at KeyFlowTest.java:" + SAVED_AT
                        + ", and shows from join(\"saving\") on; move that up, and join it before, or give a default"
                        + " with #{id ?: '...'}");
    }

    @Test
    void knowsWhereWhatIsDoneInTheBackgroundIsJoined() {
        Step save = inBackground("saving", SAVE);
        assertThat(problems(CLOSED, USE, save))
                .as("joined by the iteration before")
                .isEmpty();
        assertThat(problems(CLOSED, scenario("s").onStart(save).exec(USE))).isEmpty();
        assertThat(problems(OPEN, inParallel("all", save), USE)).isEmpty();
        assertThat(problems(OPEN, inBackground("outer", save), join("outer"), USE))
                .isEmpty();
        assertThat(problems(OPEN, repeat(2, join("saving"), doIf(session -> true, USE), save)))
                .as("in the second pass")
                .isEmpty();
        assertThat(problems(OPEN, SAVE, save, USE)).isEmpty();
        assertThat(problems(OPEN, inBackground("java", exec("any", user -> {})), join("java"), USE))
                .isEmpty();
        assertThat(problems(OPEN, inBackground("java", exec("any", user -> {})), USE))
                .hasSize(1);
    }

    @Test
    void knowsThatLoopsComeByAgain() {
        assertThat(problems(OPEN, repeat(2, USE, SAVE))).isEmpty();
        assertThat(problems(OPEN, repeat(2, repeat(2, USE), SAVE))).isEmpty();
        assertThat(problems(OPEN, repeat(2, choice(task(1, USE), task(1, SAVE)))))
                .isEmpty();
        assertThat(problems(OPEN, repeat(2, USE), SAVE))
                .containsExactly("scenario \"s\", repeat, request \"use\": " + later(ONCE));
        assertThat(problems(OPEN, forEach(List.of(1, 2), "id", USE))).isEmpty();
    }

    @Test
    void knowsWhatFeedersGive() {
        Feeder ids = Feeder.records(List.of(Map.of("id", 1)));
        assertThat(problems(OPEN, scenario("s").feed(ids).onStart(USE).exec(USE)))
                .isEmpty();
        assertThat(problems(OPEN, feed(ids), USE)).isEmpty();
        assertThat(problems(OPEN, USE, feed(ids)))
                .singleElement()
                .asString()
                .contains("that is done only later, at KeyFlowTest.java:");
        assertThat(problems(OPEN, feed(csv("nowhere.csv")), USE))
                .as("columns of a file that is missing")
                .singleElement()
                .asString()
                .contains("\"nowhere.csv\" not found");
    }

    @Test
    void letsLambdaStepsPutAnythingThereFromThenOn() {
        Step lambda = exec("put", user -> user.session().set("id", 1));
        assertThat(problems(OPEN, lambda, USE)).isEmpty();
        assertThat(problems(OPEN, USE, lambda))
                .containsExactly("scenario \"s\", request \"use\": nothing before it puts \"id\" into the session, and"
                        + " steps in plain Java come only later; move them up, or give a default with #{id ?: '...'}");
        assertThat(problems(CLOSED, USE, lambda)).isEmpty();
        assertThat(problems(CLOSED, scenario("s").onStart(USE).exec(lambda))).hasSize(1);
    }

    @Test
    void letsReceiversOfBodiesPutAnythingThere() {
        HttpRequest receiver =
                http("lines").get("http://localhost:1/").streamTo((body, session) -> session.set("id", body.read()));
        assertThat(problems(OPEN, receiver, USE)).isEmpty();
        assertThat(problems(OPEN, USE, receiver)).hasSize(1);
    }

    @Test
    void believesLambdaStepsThatSayWhatTheyProduceAndUse() {
        Step.Exec lambda = exec("put", user -> user.session().set("id", 1));
        assertThat(problems(OPEN, lambda.produces("id"), USE)).isEmpty();
        assertThat(problems(OPEN, lambda.produces(ID), USE)).isEmpty();
        assertThat(problems(OPEN, lambda.produces("other").produces("id", "more"), USE))
                .isEmpty();
        assertThat(problems(OPEN, lambda.produces("idd", "name"), USE))
                .containsExactly(
                        "scenario \"s\", request \"use\": nothing in the scenario puts \"id\" into the session; did"
                                + " you mean \"idd\"? the scenario's keys are [idd, name]");
        assertThat(problems(OPEN, lambda.producesNothing(), USE)).hasSize(1);
        assertThat(problems(OPEN, lambda.producesNothing().uses("id"), SAVE))
                .containsExactly("scenario \"s\", step \"put\": " + later(ONCE));
        assertThat(problems(OPEN, SAVE, lambda.producesNothing().uses(ID))).isEmpty();
    }

    @Test
    void findsKeysOfOneNameAndTwoTypes() {
        Key<String> text = key("id", String.class);
        assertThat(text.location().file()).isEqualTo("KeyFlowTest.java");
        HttpRequest save = http("typed").get("http://localhost:1/").save(ID, jsonPath("$.id"));
        Step.Exec lambda = exec("put", user -> user.session().set(text, "1"))
                .produces(text)
                .uses(text);
        assertThat(problems(OPEN, save, lambda, lambda))
                .containsExactly("scenario \"s\", step \"put\": key \"id\" (" + text.location()
                        + ") is of class java.lang.String, and at " + ID.location()
                        + " of class java.lang.Integer; give both the same type, or one another name");
        assertThat(problems(OPEN, save, exec("get", user -> {}).uses("id").uses(key("id", Integer.class))))
                .isEmpty();
    }
}
