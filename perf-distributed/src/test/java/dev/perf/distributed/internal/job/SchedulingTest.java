package dev.perf.distributed.internal.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.distributed.internal.job.JobFleet.AgentView;
import dev.perf.distributed.internal.job.Scheduling.Busy;
import dev.perf.distributed.internal.job.Scheduling.Start;
import dev.perf.distributed.internal.job.Scheduling.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SchedulingTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(30);

    private final List<AgentView> agents = new ArrayList<>();
    private final List<Busy> busy = new ArrayList<>();
    private final TreeSet<Waiting> waiting = new TreeSet<>();
    private Scheduling scheduling = new Scheduling(Placing.leastLoaded(), Integer.MAX_VALUE);

    private void agent(String name, int maxRuns, Map<String, String> labels) {
        agents.add(new AgentView(name, name, labels, 0, -1, 0, maxRuns));
    }

    private void agents(String... names) {
        for (String name : names) {
            agent(name, 1, Map.of());
        }
    }

    private void busy(int minutes, String... names) {
        busy.add(new Busy(List.of(names), NOW.plus(Duration.ofMinutes(minutes))));
    }

    private Waiting waits(String id, int count, int minutes) {
        var one = new Waiting(
                id,
                NOW,
                waiting.size(),
                Map.of(),
                count,
                count,
                Set.of(),
                Duration.ofMinutes(minutes),
                Duration.ofMinutes(minutes),
                NOW);
        waiting.add(one);
        return one;
    }

    private void waits(String id, Instant rank) {
        waiting.add(new Waiting(
                id, rank, waiting.size(), Map.of(), 1, 1, Set.of(), Duration.ofMinutes(1), Duration.ofMinutes(1), NOW));
    }

    private List<Start> decide() {
        return scheduling.decide(waiting, busy, agents, NOW);
    }

    private List<String> started() {
        return decide().stream().map(Start::id).toList();
    }

    @Test
    void takesTheMoreUrgentOneFirst() {
        agents("a");
        waits("normal", Scheduling.rank(NOW, 0, STEP));
        waits("high", Scheduling.rank(NOW, 1, STEP));

        assertThat(started()).containsExactly("high");
    }

    @Test
    void takesTheOneThatWasThereFirstAmongEquals() {
        agents("a");
        waits("second", NOW);
        waits("first", NOW.minusSeconds(1));

        assertThat(started()).containsExactly("first");
    }

    @Test
    void aLevelIsWorthItsTimeOfWaitingAndNoMore() {
        agents("a");
        waits("high, just now", Scheduling.rank(NOW, 1, STEP));
        waits(
                "normal, waited longer than a level",
                Scheduling.rank(NOW.minus(STEP).minusSeconds(1), 0, STEP));
        waits("normal, waited less", Scheduling.rank(NOW.minus(STEP).plusSeconds(1), 0, STEP));

        assertThat(waiting.stream().map(Waiting::id))
                .containsExactly("normal, waited longer than a level", "high, just now", "normal, waited less");
        assertThat(started()).containsExactly("normal, waited longer than a level");
    }

    @Test
    void beginsNothingBeforeItsTime() {
        agents("a");
        waiting.add(new Waiting(
                "later",
                NOW,
                0,
                Map.of(),
                1,
                1,
                Set.of(),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                NOW.plusMillis(1)));
        waiting.add(new Waiting(
                "now", NOW, 1, Map.of(), 1, 1, Set.of(), Duration.ofMinutes(1), Duration.ofMinutes(1), NOW));

        assertThat(started()).containsExactly("now");
    }

    @Test
    void beginsOnAgentsWithAllLabelsOnly() {
        agent("linux", 1, Map.of("os", "linux"));
        agent("both", 1, Map.of("os", "linux", "zone", "b"));
        waiting.add(new Waiting(
                "job",
                NOW,
                0,
                Map.of("os", "linux", "zone", "b"),
                1,
                1,
                Set.of(),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                NOW));

        assertThat(decide()).containsExactly(new Start("job", List.of("both")));
    }

    @Test
    void beginsWhenAllAgentsAreFreeAtOnce() {
        agents("a", "b");
        busy(5, "a");
        waits("two", 2, 1);

        assertThat(decide()).isEmpty();

        busy.clear();

        assertThat(decide()).containsExactly(new Start("two", List.of("a", "b")));
    }

    @Test
    void takesMoreAgentsWhereThereAreMore() {
        agents("a", "b", "c");
        busy(5, "b");
        waiting.add(new Waiting(
                "job", NOW, 0, Map.of(), 1, 5, Set.of(), Duration.ofMinutes(1), Duration.ofMinutes(1), NOW));

        assertThat(decide()).containsExactly(new Start("job", List.of("a", "c")));
    }

    @Test
    void fillsTheTimeUntilTheHeadBeginsWithWhatEndsBefore() {
        agents("a", "b");
        busy(10, "a");
        waits("head", 2, 60);
        waits("too long", 1, 11);
        waits("fits", 1, 10);

        assertThat(decide()).containsExactly(new Start("fits", List.of("b")));
    }

    @Test
    void whatBeginsJustNowMayEndAsEarlyAsItsPlanSays() {
        agents("a", "b");
        waiting.add(new Waiting(
                "first", NOW, 0, Map.of(), 1, 1, Set.of(), Duration.ofMinutes(10), Duration.ofMinutes(13), NOW));
        waits("head", 2, 60);
        waits("too long", 1, 12);
        waits("fits", 1, 10);

        assertThat(decide()).containsExactly(new Start("first", List.of("a")), new Start("fits", List.of("b")));
    }

    @Test
    void doesNotHoldUpTheHeadOnAgentsThatItWillGet() {
        agents("a", "b", "c");
        busy(10, "a");
        busy(20, "b");
        waits("head", 2, 60);
        waits("long", 1, 600);

        // The head gets c, which is free, and a, which is free next: nothing long may begin.
        assertThat(decide()).isEmpty();
    }

    @Test
    void beginsLongOnesOnAgentsThatTheHeadDoesNotNeed() {
        agent("a", 1, Map.of("os", "linux"));
        agent("b", 1, Map.of("os", "windows"));
        busy(10, "a");
        waiting.add(new Waiting(
                "head",
                NOW,
                0,
                Map.of("os", "linux"),
                1,
                1,
                Set.of(),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                NOW));
        waits("long", 1, 600);

        assertThat(decide()).containsExactly(new Start("long", List.of("b")));
    }

    @Test
    void leavesTheHeadItsPlaceOnAnAgentWithSeveral() {
        agent("a", 3, Map.of());
        agent("b", 1, Map.of());
        busy(10, "b");
        waits("head", 2, 60);
        waits("long 1", 1, 600);
        waits("long 2", 1, 600);
        waits("long 3", 1, 600);

        assertThat(started()).containsExactly("long 1", "long 2");
    }

    @Test
    void whatIsLateMayEndAnyMoment() {
        agents("a", "b");
        busy(-1, "a");
        waits("head", 2, 60);
        waits("short", 1, 1);

        assertThat(decide()).isEmpty();
    }

    @Test
    void aJobWhoseAgentsAreNotThereHoldsUpNobody() {
        agents("a", "b");
        waits("three", 3, 1);
        waits("one", 1, 600);

        assertThat(started()).containsExactly("one");
    }

    @Test
    void runsNoMoreAtOnceThanAllowed() {
        agents("a", "b", "c");
        scheduling = new Scheduling(Placing.leastLoaded(), 2);
        busy(10, "a");
        waits("one", 1, 1);
        waits("two", 1, 1);

        assertThat(started()).containsExactly("one");
    }

    @Test
    void leavesTheHeadItsTurnAmongThoseAllowedAtOnce() {
        agents("a", "b", "c", "d");
        scheduling = new Scheduling(Placing.leastLoaded(), 2);
        busy(10, "a", "b");
        waits("head", 3, 60);
        waits("long", 1, 600);
        waits("short", 1, 5);

        // "long" would run on d, which the head does not need, but be one of two when it could begin.
        assertThat(started()).containsExactly("short");
    }

    @Test
    void countsRunsThatOthersHaveBegun() {
        agents.add(new AgentView("a", "a", Map.of(), 0, -1, 2, 2));
        waits("job", 1, 1);

        assertThat(decide()).isEmpty();
    }

    @Test
    void avoidsAgentsThatFailedIt() {
        agents("a", "b");
        waiting.add(new Waiting(
                "job", NOW, 0, Map.of(), 1, 1, Set.of("a"), Duration.ofMinutes(1), Duration.ofMinutes(1), NOW));

        assertThat(decide()).containsExactly(new Start("job", List.of("b")));
    }

    @Test
    void waitsForAnAgentThatDidNotFailItWhileThatIsBusy() {
        agents("a", "b");
        busy(10, "b");
        waiting.add(new Waiting(
                "job", NOW, 0, Map.of(), 1, 1, Set.of("a"), Duration.ofMinutes(1), Duration.ofMinutes(1), NOW));

        assertThat(decide()).isEmpty();
    }

    @Test
    void takesAnAgentThatFailedItWhereThereAreNotEnoughOthers() {
        agents("a", "b");
        waiting.add(new Waiting(
                "job", NOW, 0, Map.of(), 2, 2, Set.of("a"), Duration.ofMinutes(1), Duration.ofMinutes(1), NOW));

        assertThat(decide()).containsExactly(new Start("job", List.of("a", "b")));
    }

    @Test
    void placesOnTheLeastLoadedForItsLimit() {
        agent("a", 2, Map.of());
        agent("b", 5, Map.of());
        busy(10, "a");
        busy(10, "b");
        waits("job", 1, 1);

        assertThat(decide()).containsExactly(new Start("job", List.of("b")));
    }

    @Test
    void placesInTurn() {
        scheduling = new Scheduling(Placing.roundRobin(), Integer.MAX_VALUE);
        agent("c", 9, Map.of());
        agent("a", 9, Map.of());
        agent("b", 9, Map.of());
        for (int i = 0; i < 5; i++) {
            waits("job " + i, 1, 1);
        }

        assertThat(decide().stream().map(start -> start.agents().getFirst())).containsExactly("a", "b", "c", "a", "b");
    }

    @Test
    void placesByChanceAsTheSeedSays() {
        agent("a", 99, Map.of());
        agent("b", 99, Map.of());
        agent("c", 99, Map.of());
        for (int i = 0; i < 60; i++) {
            waits("job " + i, 1, 1);
        }
        scheduling = new Scheduling(Placing.random(7), Integer.MAX_VALUE);
        List<Start> first = decide();
        scheduling = new Scheduling(Placing.random(7), Integer.MAX_VALUE);

        assertThat(decide()).isEqualTo(first);
        assertThat(first.stream().map(start -> start.agents().getFirst())).contains("a", "b", "c");
        scheduling = new Scheduling(Placing.random(8), Integer.MAX_VALUE);
        assertThat(decide()).isNotEqualTo(first);
    }
}
