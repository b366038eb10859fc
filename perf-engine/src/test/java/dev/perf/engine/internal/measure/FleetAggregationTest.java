package dev.perf.engine.internal.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.engine.internal.health.Pace;
import dev.perf.engine.internal.measure.SampledFleet.Coordinator;
import dev.perf.engine.internal.measure.SampledFleet.Worker;
import dev.perf.engine.internal.wire.BadBytesException;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.result.AgentResult;
import dev.perf.result.ErrorResult;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.Interval;
import dev.perf.result.Ledger;
import dev.perf.result.MetricResult;
import dev.perf.result.RequestResult;
import dev.perf.result.Snapshot;
import dev.perf.result.ThresholdResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What several processes measured comes to what one would have measured. */
class FleetAggregationTest {

    private static final List<WrittenThreshold> WRITTEN = SampledFleet.EXPRESSIONS.stream()
            .map(expression -> new WrittenThreshold(expression, null))
            .toList();

    private final SampledFleet fleet = new SampledFleet(7);

    /** Puts all intervals through, in lockstep. */
    private Coordinator run(int agents) {
        var coordinator = new Coordinator(agents);
        List<Worker> workers = fleet.workers(agents);
        for (int second = 1; second <= SampledFleet.SECONDS; second++) {
            deliver(coordinator, workers, second);
        }
        endAll(coordinator, workers);
        return coordinator;
    }

    private static void deliver(Coordinator coordinator, List<Worker> workers, int second) {
        coordinator.clock.set(Duration.ofSeconds(second));
        for (int i = 0; i < workers.size(); i++) {
            coordinator.take(i, workers.get(i).interval(second * SampledFleet.SECOND));
        }
        coordinator.conclude();
    }

    private static void endAll(Coordinator coordinator, List<Worker> workers) {
        for (int i = 0; i < workers.size(); i++) {
            coordinator.end(i, workers.get(i).writer.takeEnd());
        }
        coordinator.conclude();
    }

    private static void assertLedgersAddUp(List<Snapshot> snapshots) {
        for (Snapshot snapshot : snapshots) {
            Ledger ledger = snapshot.ledger();
            assertThat(ledger.scheduled()).isEqualTo(ledger.started() + ledger.dropped());
            assertThat(ledger.started())
                    .isGreaterThanOrEqualTo(ledger.completed() + ledger.failed() + ledger.interrupted());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void comesToWhatOneProcessWouldHaveMeasured(int agents) {
        Worker single = fleet.workers(1).getFirst();
        var snapshots = new ArrayList<Snapshot>();
        for (int second = 1; second <= SampledFleet.SECONDS; second++) {
            snapshots.add(single.snapshot(second * SampledFleet.SECOND));
        }
        Coordinator coordinator = run(agents);
        assertThat(coordinator.merged.isOver()).isTrue();
        Totals expected = single.aggregator.totals();
        Totals merged = coordinator.merged.totals();

        assertThat(coordinator.snapshots)
                .usingRecursiveComparison()
                .ignoringFields("agents")
                .isEqualTo(snapshots);
        assertThat(merged)
                .usingRecursiveComparison()
                .ignoringFields("agents", "generator", "errors", "warnings")
                .isEqualTo(expected);
        assertThat(merged.errors())
                .usingRecursiveComparison()
                .ignoringFields("samples")
                .isEqualTo(expected.errors());
        assertThat(merged.thresholds()).extracting(ThresholdResult::passed).contains(true, false);
        assertThat(merged.requests()).hasSize(5).allSatisfy(request -> {
            assertThat(request.detail().slowest()).hasSize(10);
            assertThat(request.detail().course()).hasSize(10);
        });
        assertThat(merged.errors()).extracting(ErrorResult::message).contains("* of item *");
        assertThat(merged.errors().getFirst().samples()).hasSize(5);
        assertThat(merged.agents().stream().mapToLong(AgentResult::requests).sum())
                .isEqualTo(merged.requests().stream()
                        .mapToLong(RequestResult::count)
                        .sum());
        assertThat(merged.agents().stream()
                        .mapToLong(agent -> agent.ledger().scheduled())
                        .sum())
                .isEqualTo(merged.ledger().scheduled());
        assertLedgersAddUp(coordinator.snapshots);
    }

    @Test
    void theJournalOfTheCoordinatorComesToTheSame() {
        Coordinator coordinator = run(3);
        Totals totals = coordinator.merged.totals();
        byte[] end = coordinator.writer.takeEnd();

        var replay = new Replay(List.of(), WRITTEN, SampledFleet.SLOS);
        coordinator.journal.forEach(interval -> replay.interval(new ByteInput(interval)));
        replay.end(new ByteInput(end));
        assertThat(replay.totals()).usingRecursiveComparison().isEqualTo(totals);
        assertThat(totals.agents()).extracting(AgentResult::name).containsExactly("a", "b", "c");
        assertThat(totals.agents()).allSatisfy(agent -> {
            assertThat(agent.intervals()).hasSize(SampledFleet.SECONDS);
            assertThat(agent.generator().state()).isNotEqualTo(GeneratorHealth.State.NOT_MEASURED);
        });
    }

    @Test
    void aCheckpointOfTheCoordinatorIsAsGoodAsItsIntervals() {
        var coordinator = new Coordinator(2);
        List<Worker> workers = fleet.workers(2);
        List<byte[]> parts = List.of();
        for (int second = 1; second <= SampledFleet.SECONDS; second++) {
            deliver(coordinator, workers, second);
            if (second == 6) {
                parts = coordinator.writer.state(coordinator.merged.aggregator()).stream()
                        .map(Supplier::get)
                        .toList();
            }
        }
        endAll(coordinator, workers);
        Totals totals = coordinator.merged.totals();
        var replay = new Replay(List.of(), WRITTEN, SampledFleet.SLOS);
        parts.forEach(part -> replay.state(new ByteInput(part)));
        coordinator.journal.subList(6, SampledFleet.SECONDS).forEach(one -> replay.interval(new ByteInput(one)));
        replay.end(new ByteInput(coordinator.writer.takeEnd()));

        assertThat(replay.totals()).usingRecursiveComparison().isEqualTo(totals);
    }

    @Test
    void anIntervalWaitsForAllAndNoLongerThanItsGrace() {
        var coordinator = new Coordinator(2);
        List<Worker> workers = fleet.workers(2);
        coordinator.clock.set(Duration.ofSeconds(1));
        coordinator.take(0, workers.get(0).interval(SampledFleet.SECOND));
        assertThat(coordinator.merged.isReady()).isFalse();
        assertThat(coordinator.merged.concludeNext()).isNull();
        assertThat(coordinator.merged.deadline()).isEqualTo(3 * SampledFleet.SECOND);
        coordinator.clock.set(Duration.ofMillis(2_999));
        assertThat(coordinator.merged.isReady()).isFalse();
        coordinator.clock.set(Duration.ofSeconds(3));
        assertThat(coordinator.merged.isReady()).isTrue();
        coordinator.conclude();
        assertThat(coordinator.snapshots).hasSize(1);
        assertThat(coordinator.merged.deadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whatComesLateIsCountedInTheNextIntervalAndToldOf() {
        Totals onTime = run(2).merged.totals();
        var coordinator = new Coordinator(2);
        List<Worker> workers = fleet.workers(2);
        var held = new ArrayList<byte[]>();
        for (int second = 1; second <= SampledFleet.SECONDS; second++) {
            coordinator.clock.set(Duration.ofSeconds(second));
            coordinator.take(0, workers.get(0).interval(second * SampledFleet.SECOND));
            held.add(workers.get(1).interval(second * SampledFleet.SECOND));
            if (second < 4 || second > 8) {
                held.forEach(interval -> coordinator.take(1, interval));
                held.clear();
            }
            coordinator.conclude();
            assertThat(coordinator.merged.takeNews())
                    .isEqualTo(second == 9 ? List.of("agent \"b\" is 5s behind") : List.of());
        }
        endAll(coordinator, workers);
        Totals late = coordinator.merged.totals();

        assertThat(late.ledger()).isEqualTo(onTime.ledger());
        assertThat(late.requests())
                .usingRecursiveComparison()
                .ignoringFields("detail.course", "detail.slowest")
                .isEqualTo(onTime.requests());
        assertThat(late.metrics()).isEqualTo(onTime.metrics());
        assertThat(late.intervals().stream().mapToLong(Interval::requests).sum())
                .isEqualTo(onTime.intervals().stream()
                        .mapToLong(Interval::requests)
                        .sum());
        assertThat(late.intervals()).hasSize(SampledFleet.SECONDS - 2);
        assertThat(late.errors())
                .extracting(ErrorResult::count)
                .isEqualTo(onTime.errors().stream().map(ErrorResult::count).toList());
        assertThat(late.warnings())
                .containsExactly("Agent \"b\" was up to 5s behind: 3 intervals of it came too late and counted in later"
                        + " ones; every sample is in the totals.");
        assertThat(late.agents().get(1).warnings()).isEqualTo(late.warnings());
        assertThat(late.agents().get(0).warnings()).isEmpty();
        assertLedgersAddUp(coordinator.snapshots);
    }

    @Test
    void ofALostAgentWhatItToldStaysAndWhatWasUnderWayIsInterrupted() {
        var coordinator = new Coordinator(2);
        List<Worker> workers = fleet.workers(2);
        for (int second = 1; second <= 6; second++) {
            if (second == 6) {
                for (int i = 0; i < 4; i++) {
                    workers.get(1).measurement.ledger(Phase.LOAD).started();
                }
            }
            deliver(coordinator, workers, second);
        }
        Ledger heard = coordinator.snapshots.getLast().ledger();
        coordinator.clock.set(Duration.ofMillis(6_900));
        coordinator.merged.lost(1, "its process was killed");
        coordinator.merged.lost(1, "again");
        coordinator.merged.addMissing(1, "shop", 30, Phase.LOAD);
        coordinator.merged.takenOver(1, Duration.ofMillis(7_500), List.of("a"), Duration.ofMillis(1_500));
        coordinator.take(0, workers.get(0).interval(7 * SampledFleet.SECOND));
        coordinator.conclude();

        assertThat(coordinator.snapshots).hasSize(7);
        Snapshot after = coordinator.snapshots.getLast();
        assertThat(after.interval().dropped()).isGreaterThanOrEqualTo(30);
        assertThat(after.ledger().interrupted()).isGreaterThanOrEqualTo(heard.interrupted() + 4);
        assertThat(after.ledger().started())
                .isEqualTo(after.ledger().completed()
                        + after.ledger().failed()
                        + after.ledger().interrupted());
        assertThat(after.agents())
                .extracting(Snapshot.Agent::state)
                .containsExactly(Snapshot.Agent.State.RUNNING, Snapshot.Agent.State.LOST);
        coordinator.end(0, workers.get(0).writer.takeEnd());
        coordinator.conclude();
        Totals totals = coordinator.merged.totals();
        assertLedgersAddUp(coordinator.snapshots);
        AgentResult lost = totals.agents().get(1);
        assertThat(lost.loss())
                .isEqualTo(new AgentResult.Loss(
                        "its process was killed",
                        Duration.ofSeconds(6),
                        Duration.ofMillis(6_900),
                        Duration.ofMillis(7_500),
                        List.of("a"),
                        4,
                        30,
                        Duration.ofMillis(1_500)));
        assertThat(totals.agents().get(0).ledger().scheduled() + lost.ledger().scheduled())
                .isEqualTo(totals.ledger().scheduled());
        assertThat(count(totals, "dropped_iterations"))
                .isEqualTo(totals.ledger().dropped());
        assertThat(totals.warnings()).isEmpty();

        var replay = new Replay(List.of(), WRITTEN, SampledFleet.SLOS);
        coordinator.journal.forEach(interval -> replay.interval(new ByteInput(interval)));
        replay.end(new ByteInput(coordinator.writer.takeEnd()));
        assertThat(replay.totals()).usingRecursiveComparison().isEqualTo(totals);
    }

    private static double count(Totals totals, String metric) {
        return totals.metrics().stream()
                .filter(one -> one.name().equals(metric) && one.tags().isEmpty())
                .mapToDouble(one -> ((MetricResult.Counter) one).count())
                .sum();
    }

    @Test
    void aRunOfWhichEveryAgentIsLostStillAddsUp() {
        var coordinator = new Coordinator(2);
        List<Worker> workers = fleet.workers(2);
        deliver(coordinator, workers, 1);
        deliver(coordinator, workers, 2);
        workers.get(0).measurement.ledger(Phase.LOAD).started();
        deliver(coordinator, workers, 3);
        coordinator.clock.set(Duration.ofSeconds(5));
        coordinator.merged.lost(0, "the net is gone");
        coordinator.merged.lost(1, "the net is gone");
        assertThat(coordinator.merged.isOver()).isFalse();
        coordinator.conclude();
        assertThat(coordinator.merged.isOver()).isTrue();

        Ledger ledger = coordinator.merged.totals().ledger();
        assertThat(ledger.started()).isEqualTo(ledger.completed() + ledger.failed() + ledger.interrupted());
        assertThat(coordinator.snapshots.getLast().elapsed()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void thresholdsOnOneAgentAreJudgedOnItsSamples() {
        List<String> asked = List.of(
                "response_time{agent:b}: p(95) < 900ms",
                "http_reqs{agent:b,name:r1}: count > 1",
                "iterations{agent:a}: count > 1 over 2s",
                "dropped_iterations{agent:c}: count < 1",
                "response_time: p(95) < 900ms");
        List<String> alone = List.of(
                "response_time: p(95) < 900ms",
                "http_reqs{name:r1}: count > 1",
                "iterations: count > 1 over 2s",
                "dropped_iterations: count < 1");
        var coordinator = new Coordinator(3, asked, new SampledFleet.Conducted());
        List<Worker> workers = fleet.workers(3, alone);
        for (int second = 1; second <= SampledFleet.SECONDS; second++) {
            deliver(coordinator, workers, second);
        }
        endAll(coordinator, workers);
        List<ThresholdResult> judged = coordinator.merged.totals().thresholds();
        int[] whose = {1, 1, 0, 2};
        for (int i = 0; i < whose.length; i++) {
            ThresholdResult own =
                    workers.get(whose[i]).aggregator.totals().thresholds().get(i);
            assertThat(judged.get(i).actual()).as(asked.get(i)).isEqualTo(own.actual());
            assertThat(judged.get(i).samples()).isEqualTo(own.samples());
        }
        assertThat(judged.getLast().samples()).isGreaterThan(judged.getFirst().samples());
        var replay = new Replay(
                List.of(),
                asked.stream().map(one -> new WrittenThreshold(one, null)).toList(),
                SampledFleet.SLOS);
        coordinator.journal.forEach(interval -> replay.interval(new ByteInput(interval)));
        assertThat(replay.totals().thresholds()).isEqualTo(judged);
    }

    @Test
    void withoutAConductorStagesAreWhatAgentsSay() {
        var coordinator = new Coordinator(2, SampledFleet.EXPRESSIONS, null);
        List<Worker> workers = fleet.workers(2);
        for (int second = 1; second <= SampledFleet.SECONDS; second++) {
            deliver(coordinator, workers, second);
        }
        endAll(coordinator, workers);
        assertThat(coordinator.merged.totals().thresholds())
                .isEqualTo(run(2).merged.totals().thresholds());
    }

    @Test
    void bytesThatAreDamagedHarmOnlyTheirAgent() {
        List<byte[]> good = new ArrayList<>();
        Worker writer = fleet.workers(2).get(1);
        for (int second = 1; second <= 4; second++) {
            good.add(writer.interval(second * SampledFleet.SECOND));
        }
        List<byte[]> others = new ArrayList<>();
        Worker other = fleet.workers(2).get(0);
        for (int second = 1; second <= 4; second++) {
            others.add(other.interval(second * SampledFleet.SECOND));
        }
        var random = new SplittableRandom(11);
        int refused = 0;
        for (int round = 0; round < 1_500; round++) {
            var coordinator = new Coordinator(2);
            int damaged = random.nextInt(4);
            for (int second = 0; second < 4; second++) {
                coordinator.clock.set(Duration.ofSeconds(second + 1));
                coordinator.take(0, others.get(second));
                try {
                    coordinator.take(1, second == damaged ? damaged(good.get(second), random) : good.get(second));
                } catch (RuntimeException unreadable) {
                    refused++;
                    coordinator.merged.lost(1, "what it told cannot be read");
                    coordinator.conclude();
                    break;
                }
                coordinator.conclude();
            }
            coordinator.merged.lost(0, "enough");
            coordinator.merged.lost(1, "enough");
            coordinator.conclude();
            Totals totals = coordinator.merged.totals();
            assertThat(totals.agents()).hasSize(2);
            assertLedgersAddUp(coordinator.snapshots);
        }
        assertThat(refused).isBetween(200, 1_499);
    }

    private static byte[] damaged(byte[] entry, SplittableRandom random) {
        byte[] damaged = random.nextInt(4) == 0 ? Arrays.copyOf(entry, random.nextInt(entry.length)) : entry.clone();
        int changes = random.nextInt(1, 6);
        for (int i = 0; i < changes && damaged.length > 0; i++) {
            damaged[random.nextInt(random.nextBoolean() ? damaged.length : Math.min(60, damaged.length))] =
                    (byte) random.nextInt(256);
        }
        return damaged;
    }

    @Test
    void whatCannotBeIsRefused() {
        var coordinator = new Coordinator(2);
        Worker worker = fleet.workers(1).getFirst();
        worker.measurement.series().series(Series.Kind.COUNTER, "response_length", Tags.NONE, Phase.LOAD);
        coordinator.measurement.series().series(Series.Kind.RATE, "response_length", Tags.NONE, Phase.LOAD);
        byte[] interval = worker.interval(SampledFleet.SECOND);
        assertThatThrownBy(() -> coordinator.take(0, interval))
                .isInstanceOf(BadBytesException.class)
                .hasMessage("metric response_length is a COUNTER, and elsewhere it is another");
        byte[] longAfter = fleet.workers(1).getFirst().interval(100 * SampledFleet.SECOND);
        assertThatThrownBy(() -> coordinator.take(1, longAfter))
                .isInstanceOf(BadBytesException.class)
                .hasMessage("an interval ends at 100000000000 ns, and the one before at 0 ns");
    }

    @Test
    void warningsOfAllAreSaidOnceAndOthersWithTheirAgent() {
        var coordinator = new Coordinator(3);
        List<Worker> workers = fleet.workers(3);
        workers.forEach(worker -> worker.measurement.othersWarn(List.of("The disk is slow.")));
        workers.get(1).measurement.othersWarn(List.of("The disk is slow.", "The net is slow."));
        deliver(coordinator, workers, 1);
        endAll(coordinator, workers);
        assertThat(coordinator.merged.totals().warnings())
                .containsExactly("The disk is slow.", "Agent \"b\": The net is slow.");
    }

    @Test
    void anAgentThatComesLateIsNotWaitedForBefore() {
        var coordinator = new Coordinator(1);
        Worker first = fleet.workers(2).get(0);
        Worker second = fleet.workers(2).get(1);
        coordinator.clock.set(Duration.ofSeconds(1));
        coordinator.take(0, first.interval(SampledFleet.SECOND));
        coordinator.take(0, first.interval(2 * SampledFleet.SECOND));
        AgentFacts facts = Coordinator.facts("b");
        coordinator.merged.join(
                1,
                new AgentFacts(
                        facts.name(), facts.machine(), 0.5, Duration.ofMillis(3_500), AgentResult.Clock.UNKNOWN));
        coordinator.take(0, first.interval(3 * SampledFleet.SECOND));
        coordinator.conclude();
        assertThat(coordinator.snapshots).hasSize(3);
        coordinator.take(0, first.interval(4 * SampledFleet.SECOND));
        coordinator.conclude();
        assertThat(coordinator.snapshots).hasSize(3);
        coordinator.take(1, second.interval(4 * SampledFleet.SECOND));
        coordinator.conclude();
        assertThat(coordinator.snapshots).hasSize(4);
        assertThat(coordinator.merged.takeNews()).isEmpty();
    }

    @Test
    void anAgentThatSeesOtherTimesThanTheRestIsToldOf() {
        var courses = new AgentCourses();
        for (int i = 0; i < 3; i++) {
            courses.put(i, AgentStatus.of(Coordinator.facts("" + (char) ('a' + i))));
            var times = new TimeCell();
            for (int request = 0; request < 100; request++) {
                times.record(i == 1 ? 900_000_000 : 200_000_000);
            }
            courses.add(new AgentInterval(i, 0, 1, false, 1, Ledger.EMPTY, 100, 0, times, pace(), List.of(), Map.of()));
        }
        assertThat(courses.warnings())
                .containsExactly(
                        "Agent \"b\" is an outlier: its p50 is 900ms, that of the others 200ms. Look at its machine"
                                + " and its way to the target.");
    }

    @Test
    void theWorstGeneratorIsThatOfTheRunAndIsNamed() {
        Coordinator coordinator = run(2);
        var courses = new AgentCourses();
        courses.put(0, AgentStatus.of(Coordinator.facts("a")));
        courses.put(1, AgentStatus.of(Coordinator.facts("b")));
        for (int i = 0; i < 2; i++) {
            courses.add(new AgentInterval(
                    i, 0, 1, false, 1, Ledger.EMPTY, 0, 0, new TimeCell(), pace(), List.of(), Map.of()));
        }
        var good = new GeneratorHealth(GeneratorHealth.State.GOOD, "The generator was not the limit: idle.", List.of());
        var bad = new GeneratorHealth(
                GeneratorHealth.State.INVALID,
                "The generator was the limit, so the numbers say nothing about the target: it was busy.",
                List.of(new GeneratorHealth.Signal("CPU", "99 %", "85 %", GeneratorHealth.State.INVALID)));
        GeneratorHealth worst = courses.worst(List.of(good, bad));
        assertThat(worst.state()).isEqualTo(GeneratorHealth.State.INVALID);
        assertThat(worst.summary())
                .isEqualTo("Agent \"b\" was the limit, so the numbers say nothing about the target: it was busy.");
        assertThat(worst.signals())
                .containsExactly(new GeneratorHealth.Signal(
                        "CPU", "99 % on agent \"b\"", "85 %", GeneratorHealth.State.INVALID));
        assertThat(coordinator.merged.totals().generator().summary()).contains("gent");
    }

    private static Pace pace() {
        return new Pace(1, 1, 1, 0);
    }
}
