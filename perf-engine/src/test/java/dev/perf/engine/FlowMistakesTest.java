package dev.perf.engine;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.asLongAs;
import static dev.perf.Perf.block;
import static dev.perf.Perf.branch;
import static dev.perf.Perf.doIf;
import static dev.perf.Perf.doWhile;
import static dev.perf.Perf.during;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.exitBlock;
import static dev.perf.Perf.exitBlockIf;
import static dev.perf.Perf.exitBlockOnFail;
import static dev.perf.Perf.exitRun;
import static dev.perf.Perf.exitRunIf;
import static dev.perf.Perf.fixed;
import static dev.perf.Perf.forEach;
import static dev.perf.Perf.forever;
import static dev.perf.Perf.inBackground;
import static dev.perf.Perf.inParallel;
import static dev.perf.Perf.join;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.logNormal;
import static dev.perf.Perf.markov;
import static dev.perf.Perf.mix;
import static dev.perf.Perf.pause;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.percent;
import static dev.perf.Perf.pollUntil;
import static dev.perf.Perf.rendezvous;
import static dev.perf.Perf.repeat;
import static dev.perf.Perf.roundRobin;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.sequence;
import static dev.perf.Perf.share;
import static dev.perf.Perf.state;
import static dev.perf.Perf.switchOn;
import static dev.perf.Perf.tryUpTo;
import static dev.perf.Perf.uniform;
import static dev.perf.Perf.users;
import static dev.perf.Perf.when;
import static dev.perf.http.Http.http;
import static dev.perf.websocket.WebSockets.webSocket;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.scenario.Background;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import dev.perf.websocket.WebSocket;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every mistake in how steps are put together is found before the first request. */
class FlowMistakesTest {

    private static final Step WORK = exec("work", user -> {});

    @Test
    void findsExitsFromNoBlock() {
        assertThat(problems(exitBlock(), sequence(exitBlockIf(session -> true), WORK)))
                .containsExactly(
                        "scenario \"s\": exitBlock is in no block that it could leave; put it into block(...), a loop,"
                                + " a group or a task, or use exitIteration",
                        "scenario \"s\": exitBlockIf is in no block that it could leave; put it into block(...), a"
                                + " loop, a group or a task, or use exitIteration");
    }

    @Test
    void findsExitsFromTheRunWithoutAReason() {
        assertThat(problems(exitRun(" "), exitRunIf(session -> true, "")))
                .containsExactly(
                        "scenario \"s\": exitRun has no reason; say for the result why the run is stopped",
                        "scenario \"s\": exitRunIf has no reason; say for the result why the run is stopped");
    }

    @Test
    void findsTriesThatAreNone() {
        assertThat(problems(tryUpTo(0, WORK)))
                .containsExactly("scenario \"s\", tryUpTo: the number of tries must be positive, got 0");
    }

    @Test
    void findsBlocksWithoutSteps() {
        assertThat(problems(block(), sequence(), tryUpTo(2), exitBlockOnFail()))
                .containsExactly(
                        "scenario \"s\", block: it has no steps; add one",
                        "scenario \"s\", sequence: it has no steps; add one",
                        "scenario \"s\", tryUpTo: it has no steps; add one",
                        "scenario \"s\", exitBlockOnFail: it has no steps; add one");
    }

    @Test
    void findsMistakesInBranches() {
        assertThat(problems(
                        inParallel("none"),
                        inParallel("some", sequence(), WORK, repeat(1, rendezvous("doors", 1))),
                        inParallel("keys", forEach(List.of(1), "item", http("a").get("http://localhost:1/#{item}")))))
                .containsExactly(
                        "scenario \"s\", inParallel \"none\": it has no branches; add a step for each",
                        "scenario \"s\", inParallel \"some\", branch 1, sequence: it has no steps; add one",
                        "scenario \"s\", inParallel \"some\", branch 3, repeat, rendezvous \"doors\": users meet as a"
                                + " whole, and not in a branch of inParallel; do it before the branches, or behind"
                                + " them");
    }

    /** Returns where a step is that was made in this line, as messages say it. */
    private static String at(Step step) {
        return step.location().toString();
    }

    @Test
    void findsMistakesInWhatIsDoneInTheBackground() {
        assertThat(problems(
                        inBackground(" ", sequence()),
                        inBackground("a", repeat(1, rendezvous("doors", 1))),
                        join("a").atMost(ofSeconds(0)),
                        new Background.Started("b", List.of(), WORK.location()),
                        new Background.Join(List.of(), ofSeconds(1), WORK.location())))
                .containsExactlyInAnyOrder(
                        "scenario \"s\", inBackground \" \": it has no name; give it one, by which join(...) knows it",
                        "scenario \"s\", inBackground \" \", sequence: it has no steps; add one",
                        "scenario \"s\", inBackground \"a\", repeat, rendezvous \"doors\": users meet as a whole, and"
                                + " not in inBackground; do it before it, or behind its join",
                        "scenario \"s\", join: atMost must be positive, got 0s",
                        "scenario \"s\", inBackground \"b\": it has no steps; add one",
                        "scenario \"s\", join: it has no names; say what is waited for");
    }

    @Test
    void findsJoinsOfNothing() {
        assertThat(problems(WORK, join("upload")))
                .containsExactly("scenario \"s\", join: nothing starts \"upload\" in the background; start it with"
                        + " inBackground(\"upload\", ...)");
        Step upload = inBackground("upload", WORK);
        Step download = inBackground("download", WORK);
        assertThat(problems(upload, download, join("uplaod", "parse")))
                .containsExactly(
                        "scenario \"s\", join: nothing starts \"uplaod\" in the background; did you mean \"upload\"?"
                                + " the names there are [download, upload]",
                        "scenario \"s\", join: nothing starts \"parse\" in the background; the names there are"
                                + " [download, upload]");
        assertThat(problems(join("upload"), upload))
                .containsExactly("scenario \"s\", join: nothing before it starts \"upload\": that is done only later,"
                        + " at " + at(upload) + "; move the join behind that");
        assertThat(problems(doIf(session -> true, upload).orElse(join("upload"))))
                .containsExactly("scenario \"s\", orElse, join: nothing before it starts \"upload\": that is done only"
                        + " in another branch, at " + at(upload)
                        + "; move the join there, or behind the branches");
    }

    @Test
    void findsJoinsOfWhatOthersJoin() {
        Step upload = inBackground("upload", WORK);
        String elsewhere = "nothing before it starts \"upload\": that is done only at " + at(upload)
                + ", in something else that joins it at its own end, as an iteration, onStart, a branch of inParallel"
                + " and inBackground do; join it there";
        assertThat(problems(upload, inParallel("both", join("upload"), WORK)))
                .containsExactly("scenario \"s\", inParallel \"both\", branch 1, join: " + elsewhere);
        assertThat(problems(repeat(2, inParallel("both", upload, WORK), join("upload"))))
                .containsExactly("scenario \"s\", repeat, join: " + elsewhere);
        assertThat(problems(upload, inBackground("other", join("upload"))))
                .containsExactly("scenario \"s\", inBackground \"other\", join: " + elsewhere);
        assertThat(problems(loadTest("t")
                        .run(scenario("s").onStart(upload).exec(join("upload")), users(1).during(ofSeconds(1)))))
                .containsExactly("scenario \"s\", join: " + elsewhere);
    }

    @Test
    void letsJoinsBeWhereSomethingMayHaveBeenStarted() {
        Step upload = inBackground("upload", WORK);
        assertThat(problems(
                        repeat(2, join("upload"), upload),
                        join("upload"),
                        join("upload"),
                        doIf(session -> true, upload),
                        upload,
                        join("upload"),
                        uniform(upload, WORK),
                        join("upload"),
                        markov(state("one", upload).to("two", 0.5), state("two", upload)),
                        join("upload"),
                        tryUpTo(2, upload),
                        upload,
                        join("upload"),
                        block(exitBlockIf(session -> true), upload),
                        upload,
                        repeat(-1, WORK)))
                .as("the last mistake is there to have one")
                .containsExactly("scenario \"s\", repeat: times must not be negative, got -1");
    }

    @Test
    void findsWhatIsStartedTwice() {
        Step upload = inBackground("upload", WORK);
        String twice = "it was started before, at " + at(upload) + ", and is not joined on the way here; do"
                + " join(\"upload\") before, or give one of both another name";
        assertThat(problems(upload, upload, join("upload"), upload))
                .containsExactly("scenario \"s\", inBackground \"upload\": " + twice);
        assertThat(problems(upload, doIf(session -> true, upload)))
                .containsExactly("scenario \"s\", doIf, inBackground \"upload\": " + twice);
        assertThat(problems(uniform(upload, upload), tryUpTo(2, upload, upload)))
                .containsExactly("scenario \"s\", tryUpTo, inBackground \"upload\": " + twice);
    }

    @Test
    void findsWhatALoopStartsAgain() {
        Step upload = inBackground("upload", WORK);
        String again = "inBackground \"upload\": the next pass of the loop starts it again, and it is not joined on the"
                + " way there; do join(\"upload\") in the loop";
        assertThat(problems(repeat(2, upload))).containsExactly("scenario \"s\", repeat, " + again);
        assertThat(problems(forEach(List.of(1, 2), "item", upload, WORK), join("upload")))
                .containsExactly("scenario \"s\", forEach, " + again);
        assertThat(problems(
                        repeat(2, doIf(session -> true, upload)),
                        repeat(1, upload),
                        repeat(2, doIf(session -> true, join("upload")), upload),
                        forEach("items", "item", upload),
                        asLongAs(session -> true, upload),
                        repeat(-1, upload)))
                .as("what is not certain shows in the run")
                .containsExactly("scenario \"s\", repeat: times must not be negative, got -1");
    }

    @Test
    void findsStreamsOfWhatIsDoneInTheBackground() {
        WebSocket quotes = webSocket("quotes");
        Step connect = quotes.connect("ws://localhost:1/");
        Step send = quotes.send("x");
        assertThat(problems(
                        webSocket("own").connect("ws://localhost:1/"),
                        inBackground("a", connect, send, webSocket("own").send("x")),
                        send))
                .containsExactlyInAnyOrder(
                        "scenario \"s\", inBackground \"a\", request \"send own\": inBackground has streams of its own,"
                                + " and no step of this one connects socket \"own\"; connect it here",
                        "scenario \"s\", request \"send quotes\": only inBackground connects socket \"quotes\", which"
                                + " is closed at its end; connect it outside");
    }

    @Test
    void findsStreamsOfOtherBranches() {
        WebSocket quotes = webSocket("quotes");
        Step connect = quotes.connect("ws://localhost:1/");
        Step send = quotes.send("x");
        assertThat(problems(
                        webSocket("own").connect("ws://localhost:1/"),
                        inParallel(
                                "all",
                                sequence(connect, send),
                                send,
                                webSocket("own").send("x")),
                        send,
                        inParallel("others", webSocket("qotes").send("x"))))
                .containsExactly(
                        "scenario \"s\", inParallel \"all\", branch 2, request \"send quotes\": a branch of inParallel"
                            + " has streams of its own, and no step of this one connects socket \"quotes\"; connect it"
                            + " here",
                        "scenario \"s\", request \"send quotes\": only a branch of inParallel connects socket"
                                + " \"quotes\", which is closed at its end; connect it outside",
                        "scenario \"s\", inParallel \"all\", branch 3, request \"send own\": a branch of inParallel has"
                                + " streams of its own, and no step of this one connects socket \"own\"; connect it"
                                + " here",
                        "scenario \"s\", inParallel \"others\", branch 1, request \"send qotes\": no step of the"
                                + " scenario connects socket \"qotes\"; add one before; or did you mean socket"
                                + " \"quotes\"?");
    }

    @Test
    void findsMistakesInLoops() {
        assertThat(problems(
                        repeat(-1, WORK),
                        during(ofSeconds(-1), WORK),
                        forEach(List.of(), "item", WORK),
                        forEach(Collections.singletonList(null), "item", WORK),
                        forEach(List.of(1), " ", WORK),
                        repeat(1, "", WORK),
                        asLongAs(session -> true),
                        doWhile(session -> true),
                        forever(),
                        pollUntil(session -> true, WORK).every(ofSeconds(0)).atMost(ofSeconds(-1))))
                .containsExactly(
                        "scenario \"s\", repeat: times must not be negative, got -1",
                        "scenario \"s\", during: time must not be negative, got -1s",
                        "scenario \"s\", forEach: there are no items to go over; add one",
                        "scenario \"s\", forEach: items must not be null; leave them out",
                        "scenario \"s\", forEach: the item has no name; give it a session key",
                        "scenario \"s\", repeat: the index has no name; give it a session key",
                        "scenario \"s\", asLongAs: it has no steps; add one",
                        "scenario \"s\", doWhile: it has no steps; add one",
                        "scenario \"s\", forever: it has no steps; add one",
                        "scenario \"s\", pollUntil: every must be positive, got 0s",
                        "scenario \"s\", pollUntil: atMost must be positive, got -1s");
    }

    @Test
    void findsItemsThatNothingPutsIntoTheSession() {
        Step request = http("get").get("http://localhost:1/#{item}/#{i}");
        assertThat(problems(forEach("itme", "item", request).indexedBy("i")))
                .containsExactly(
                        "scenario \"s\", forEach: nothing in the scenario puts \"itme\" into the session; did you mean"
                                + " \"item\"? the scenario's keys are [i, item]");
    }

    @Test
    void findsMistakesInChoices() {
        assertThat(problems(
                        uniform(),
                        roundRobin(),
                        percent(),
                        percent(branch(0, WORK), branch(100.5, WORK)),
                        percent(branch(60, WORK), branch(40.25, WORK)).orElse(),
                        percent(branch(Double.NaN))))
                .containsExactly(
                        "scenario \"s\", uniform: there is nothing to choose from; add a step",
                        "scenario \"s\", roundRobin: there is nothing to choose from; add a step",
                        "scenario \"s\", percent: there are no branches to choose from; add one",
                        "scenario \"s\", branch 1: percent must be above 0 and at most 100, got 0",
                        "scenario \"s\", branch 2: percent must be above 0 and at most 100, got 100.5",
                        "scenario \"s\", percent: the branches must not come to more than 100, got 100.5; lower some,"
                                + " or use choice(task(...)) with weights",
                        "scenario \"s\", percent: the branches must not come to more than 100, got 100.25; lower some,"
                                + " or use choice(task(...)) with weights",
                        "scenario \"s\", orElse: it has no steps; add one",
                        "scenario \"s\", branch 1: percent must be above 0 and at most 100, got NaN",
                        "scenario \"s\", branch 1: it has no steps; add one");
    }

    @Test
    void findsMistakesInSwitches() {
        assertThat(problems(
                        switchOn("#{role"),
                        switchOn("#{role}", when("a", WORK), when("a", WORK), when("b"))
                                .orElse()))
                .containsExactly(
                        "scenario \"s\", switchOn: it has no cases; add one with when(...)",
                        "scenario \"s\", switchOn: template at 0: \"#{\" is never closed; add the missing \"}\"\n"
                                + "      #{role\n      ^",
                        "scenario \"s\", switchOn, when \"a\": there is a case for this value before; put the steps of"
                                + " both into one",
                        "scenario \"s\", switchOn, when \"b\": it has no steps; add one",
                        "scenario \"s\", orElse: it has no steps; add one");
    }

    @Test
    void findsASwitchThatLooksAtTheNameOfAKeyInPlaceOfItsValue() {
        assertThat(problems(switchOn("role", when("admin", WORK))))
                .containsExactly("scenario \"s\", switchOn: \"role\" has no value of the session in it, so it would"
                        + " always be the same case; write \"#{role}\" for the value of a key");
    }

    @Test
    void findsPlacesOfTemplatesWhereKeysBelong() {
        assertThat(problems(WORK, forEach("#{items}", "#{item}", WORK)))
                .containsExactly(
                        "scenario \"s\", forEach: a session key is no template: write \"items\", not \"#{items}\"",
                        "scenario \"s\", forEach: a session key is no template: write \"item\", not \"#{item}\"");
    }

    @Test
    void findsMistakesInChains() {
        assertThat(problems(
                        markov(),
                        markov(state("a", WORK).to("a", 0), state("a", WORK)),
                        markov(state("browse", WORK).to("crat", 0.5).to("x", 0.6), state("cart")),
                        markov(
                                state("a", WORK).to("b", 0.5),
                                state("b", WORK).to("c", 1),
                                state("c", WORK).to("b", 1))))
                .containsExactly(
                        "scenario \"s\", markov: it has no states; add one with state(...)",
                        "scenario \"s\", markov, state \"a\": there is a state of that name before; give each its own",
                        "scenario \"s\", markov, state \"a\": probability to go on to \"a\" must be above 0 and at"
                                + " most 1, got 0",
                        "scenario \"s\", markov, state \"browse\": probabilities must not come to more than 1, got 1.1;"
                                + " what is missing to 1 ends the chain",
                        "scenario \"s\", markov, state \"browse\": there is no state \"crat\" to go on to; did you mean"
                                + " \"cart\"?",
                        "scenario \"s\", markov, state \"browse\": there is no state \"x\" to go on to; there are"
                                + " [browse, cart]",
                        "scenario \"s\", markov, state \"cart\": it has no steps; add one",
                        "scenario \"s\", markov, state \"cart\": no way leads to it from the first state; let one go on"
                                + " to it, or remove it",
                        "scenario \"s\", markov, state \"b\": a user that is there goes on for ever; let the"
                                + " probabilities of a state come to less than 1, so that the chain can end",
                        "scenario \"s\", markov, state \"c\": a user that is there goes on for ever; let the"
                                + " probabilities of a state come to less than 1, so that the chain can end");
    }

    @Test
    void findsMistakesInThinkTimes() {
        assertThat(problems(
                        pause(logNormal(ofSeconds(0), 0.5)),
                        pause(logNormal(ofSeconds(1), -0.5)),
                        pause(logNormal(ofSeconds(1), 11)),
                        pause(logNormal(ofSeconds(-1), ofSeconds(1))),
                        pause(logNormal(ofSeconds(1), ofSeconds(-1)))))
                .containsExactly(
                        "scenario \"s\", pause: median must be positive, got 0s",
                        "scenario \"s\", pause: sigma must be from 0 to 10, got -0.5",
                        "scenario \"s\", pause: sigma must be from 0 to 10, got 11",
                        "scenario \"s\", pause: mean must be positive, got -1s",
                        "scenario \"s\", pause: pause of -1s must not be negative");
        LoadTest test = loadTest("t").run(scenario("s").exec(WORK), users(1).during(ofSeconds(1)));
        assertThat(problems(test.thinkTimeFactor(-0.5)))
                .containsExactly("thinkTimeFactor: must be from 0 to 1,000, got -0.5");
        assertThat(problems(test.thinkTimeFactor(Double.NaN)))
                .containsExactly("thinkTimeFactor: must be from 0 to 1,000, got NaN");
    }

    @Test
    void findsMistakesInMixes() {
        Scenario a = scenario("a").exec(WORK);
        Scenario b = scenario("b").exec(WORK);
        assertThat(problems(loadTest("t").run(mix(share(0, a), fixed(-1, b)), users(2).during(ofSeconds(-1)))))
                .containsExactlyInAnyOrder(
                        "load of scenarios [\"a\", \"b\"]: stage 1: duration must be positive, got -1s; remove the"
                                + " stage or lengthen it",
                        "mix, scenario \"a\": weight must be from 1 to 10,000, got 0",
                        "mix, scenario \"b\": number of users must be positive, got -1");
        assertThat(problems(loadTest("t").run(mix(share(1, a), fixed(3, b)), users(2).during(ofSeconds(1)))))
                .containsExactly("mix: its fixed numbers come to 3 users, and the load never has more than 2; lower"
                        + " them, or raise the load");
        assertThat(problems(loadTest("t").run(mix(fixed(1, a), fixed(3, b)), users(9).iterations(1))))
                .containsExactly("mix: its fixed numbers come to 4 users, and the load has up to 9; add a share(weight,"
                        + " scenario) for the others");
        assertThat(problems(loadTest("t")
                        .run(
                                mix(share(1, a), fixed(3, b)),
                                arrivals(perSecond(1)).during(ofSeconds(1)))))
                .containsExactly(
                        "mix, scenario \"b\": arrivals come and go, so none of them are a fixed number of users;"
                                + " give it a share, or put users(n) on the mix");
        assertThat(problems(loadTest("t").run(mix(share(1, a), share(2, a)), users(9).iterations(1))))
                .containsExactly(
                        "scenario \"a\": another scenario of the test has the same name; give it one of its own with"
                                + " named(\"...\")");
    }

    private static List<String> problems(Step... steps) {
        return problems(loadTest("t").run(scenario("s").exec(steps), users(1).during(ofSeconds(1))));
    }

    private static List<String> problems(LoadTest test) {
        return Mistakes.in(test);
    }
}
