package dev.perf.engine.internal.template;

import dev.perf.engine.internal.template.Function.Kind;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Functions that tell the time of day. */
final class TimeFunctions {

    static final List<Function> ALL = List.of(
            new Function("now", List.of("pattern", "zone"), 0, Kind.USER, TimeFunctions::now),
            Function.of(
                    "epochMillis",
                    List.of(),
                    Kind.USER,
                    (arguments, user) -> Values.user(user).instant().toEpochMilli()),
            Function.of(
                    "epochSeconds",
                    List.of(),
                    Kind.USER,
                    (arguments, user) -> Values.user(user).instant().getEpochSecond()));

    private TimeFunctions() {}

    private static Function.Body now(List<@Nullable Object> constants) {
        if (constants.isEmpty()) {
            return (arguments, user) ->
                    Values.user(user).instant().truncatedTo(ChronoUnit.MILLIS).toString();
        }
        DateTimeFormatter known = constants.getFirst() == null ? null : formatter(constants.getFirst());
        Object zoneName = constants.size() > 1 ? constants.get(1) : null;
        ZoneId knownZone = zoneName == null ? null : zone(zoneName);
        return (arguments, user) -> {
            DateTimeFormatter formatter = known == null ? formatter(arguments[0]) : known;
            ZoneId zone = knownZone != null ? knownZone : arguments.length > 1 ? zone(arguments[1]) : ZoneOffset.UTC;
            try {
                return formatter.format(Values.user(user).instant().atZone(zone));
            } catch (DateTimeException unfit) {
                throw new BadArgumentException(0, "pattern cannot show a time of day: " + unfit.getMessage());
            }
        };
    }

    private static DateTimeFormatter formatter(Object pattern) {
        try {
            return DateTimeFormatter.ofPattern(String.valueOf(pattern), Locale.ROOT);
        } catch (IllegalArgumentException malformed) {
            throw new BadArgumentException(
                    0,
                    "\"" + pattern + "\" is no pattern of java.time.format.DateTimeFormatter: "
                            + malformed.getMessage());
        }
    }

    private static ZoneId zone(Object name) {
        try {
            return ZoneId.of(String.valueOf(name));
        } catch (DateTimeException unknown) {
            throw new BadArgumentException(
                    1,
                    "there is no time zone \"" + name
                            + "\"; give one such as \"Europe/Berlin\", \"UTC\" or \"+02:00\"");
        }
    }
}
