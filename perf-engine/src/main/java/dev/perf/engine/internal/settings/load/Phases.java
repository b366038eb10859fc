package dev.perf.engine.internal.settings.load;

import static dev.perf.engine.internal.shape.Key.key;

import dev.perf.Perf;
import dev.perf.engine.internal.document.Place;
import dev.perf.engine.internal.settings.value.Locations;
import dev.perf.engine.internal.settings.value.Units;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.engine.internal.shape.Key;
import dev.perf.engine.internal.shape.Mapping;
import dev.perf.engine.internal.shape.Shape;
import dev.perf.engine.internal.shape.Shapes;
import dev.perf.load.OpenLoad;
import dev.perf.load.Rate;
import dev.perf.source.SourceLocation;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An open load as Artillery writes it: phases, one after the other. */
public final class Phases {

    /** A stretch of the load. */
    public sealed interface Phase {

        Duration duration();

        @Nullable
        String name();

        /** How many iterations may be under way; null where the phase says nothing of it. */
        @Nullable
        Integer most();

        Place place();
    }

    /** From one rate to another; the same where it holds. */
    public record Arrivals(
            Duration duration,
            Rate from,
            Rate to,
            @Nullable String name,
            @Nullable Integer most,
            Place place) implements Phase {}

    /** So many arrivals, evenly spread. */
    public record Count(
            Duration duration,
            long count,
            @Nullable String name,
            @Nullable Integer most,
            Place place) implements Phase {}

    /** No arrivals. */
    public record Pause(Duration duration, @Nullable String name, Place place) implements Phase {
        @Override
        public @Nullable Integer most() {
            return null;
        }
    }

    private static final Key<Duration> DURATION =
            key("duration", Units.SECONDS, "How long the phase takes.").like(60, "5m");
    private static final Key<Rate> ARRIVAL_RATE =
            key("arrivalRate", Shapes.rate(), "How many iterations begin per second, at the start of the phase.");
    private static final Key<Rate> RAMP_TO =
            key("rampTo", Shapes.rate(), "The rate at the end of the phase, reached in a straight line.");
    private static final Key<Long> ARRIVAL_COUNT = key(
            "arrivalCount",
            Shapes.integer(0, Long.MAX_VALUE),
            "How many iterations begin in the phase, spread evenly, in place of a rate.");
    private static final Key<Integer> MAX_VUSERS = key(
            "maxVusers",
            Shapes.count(1),
            "How many iterations may be under way at a time; what is due beyond that is dropped, and counted. One"
                    + " limit holds for all phases.");
    private static final Key<Duration> PAUSE = key("pause", Units.SECONDS, "No iterations begin for that long.");
    private static final Key<String> NAME =
            key("name", Shapes.word(), "Name of the phase: the tag \"stage\" of what begins in it.");

    public static final Shape<List<Phase>> SHAPE = Shapes.listOf(Shapes.named(
            "phase",
            () -> Mapping.of(
                    "a phase",
                    List.of(DURATION, ARRIVAL_RATE, RAMP_TO, ARRIVAL_COUNT, MAX_VUSERS, PAUSE, NAME),
                    Phases::phase)));

    private Phases() {}

    private static @Nullable Phase phase(Fields fields) {
        Place place = fields.place();
        String name = fields.get(NAME);
        if (fields.has(PAUSE)) {
            for (Key<?> other : List.of(DURATION, ARRIVAL_RATE, RAMP_TO, ARRIVAL_COUNT)) {
                if (fields.has(other)) {
                    fields.mistake(other, "cannot stand beside \"pause\", which is a phase of its own");
                    return null;
                }
            }
            Duration pause = fields.get(PAUSE);
            return pause == null ? null : new Pause(pause, name, place);
        }
        Duration duration = fields.needed(DURATION);
        Integer most = fields.get(MAX_VUSERS);
        if (fields.has(ARRIVAL_COUNT)) {
            if (fields.has(ARRIVAL_RATE) || fields.has(RAMP_TO)) {
                fields.mistake(
                        fields.has(ARRIVAL_RATE) ? ARRIVAL_RATE : RAMP_TO,
                        "cannot stand beside \"arrivalCount\": a phase has a rate or a count");
                return null;
            }
            Long count = fields.get(ARRIVAL_COUNT);
            return duration == null || count == null ? null : new Count(duration, count, name, most, place);
        }
        if (!fields.has(ARRIVAL_RATE) && !fields.has(RAMP_TO)) {
            fields.mistake("\"arrivalRate\" is missing: " + Shapes.rate().expected()
                    + "; or give \"arrivalCount\" or \"pause\"");
            return null;
        }
        Rate from = fields.get(ARRIVAL_RATE, new Rate(0));
        Rate to = fields.get(RAMP_TO, from);
        return duration == null ? null : new Arrivals(duration, from, to, name, most, place);
    }

    /** Returns the load that phases come to; null where there are none. */
    public static @Nullable OpenLoad load(List<Phase> phases, Fields fields, Key<?> key) {
        if (phases.isEmpty()) {
            // Those that cannot be read have their mistakes.
            if (fields.get(key) != null || !fields.has(key)) {
                fields.mistake(key, "one phase at least is needed");
            }
            return null;
        }
        return SourceLocation.during(Locations.of(phases.getFirst().place()), () -> made(phases, fields, key));
    }

    private static OpenLoad made(List<Phase> phases, Fields fields, Key<?> key) {
        OpenLoad load = null;
        for (Phase phase : phases) {
            OpenLoad longer = load == null ? begun(phase) : continued(load, phase);
            load = phase.name() == null ? longer : longer.named(phase.name());
        }
        OpenLoad whole = Objects.requireNonNull(load);
        Integer limit = limit(phases, fields, key);
        return limit == null ? whole : whole.maxUsers(limit);
    }

    /** Returns the one limit of all phases in which iterations begin; null where they have none, or differ. */
    private static @Nullable Integer limit(List<Phase> phases, Fields fields, Key<?> key) {
        List<Phase> busy =
                phases.stream().filter(phase -> !(phase instanceof Pause)).toList();
        List<Integer> limits =
                busy.stream().map(Phase::most).filter(Objects::nonNull).toList();
        if (limits.isEmpty()) {
            return null;
        }
        if (limits.size() < busy.size()) {
            fields.mistake(
                    key,
                    "\"maxVusers\" is " + limits.getFirst() + " in one phase and not given in another; one limit holds"
                            + " for all of them, so give it in each");
            return null;
        }
        if (limits.stream().distinct().count() > 1) {
            fields.mistake(
                    key,
                    "\"maxVusers\" is "
                            + String.join(
                                    " and ",
                                    limits.stream()
                                            .distinct()
                                            .map(String::valueOf)
                                            .toList())
                            + " in different phases; one limit holds for all of them");
            return null;
        }
        return limits.getFirst();
    }

    private static OpenLoad begun(Phase phase) {
        return switch (phase) {
            case Arrivals(Duration duration, Rate from, Rate to, var name, var most, var place) ->
                from.equals(to)
                        ? Perf.arrivals(from).during(duration)
                        : Perf.arrivals(from).rampTo(to).over(duration);
            case Count count -> Perf.arrivals().spread(count.count()).over(count.duration());
            case Pause pause -> Perf.arrivals().nothingFor(pause.duration());
        };
    }

    private static OpenLoad continued(OpenLoad load, Phase phase) {
        return switch (phase) {
            case Arrivals(Duration duration, Rate from, Rate to, var name, var most, var place) -> {
                OpenLoad there =
                        load.endRate().equals(from) ? load : load.rampTo(from).over(Duration.ZERO);
                yield from.equals(to) ? there.hold(duration) : there.rampTo(to).over(duration);
            }
            case Count count -> load.spread(count.count()).over(count.duration());
            case Pause pause -> load.nothingFor(pause.duration());
        };
    }
}
