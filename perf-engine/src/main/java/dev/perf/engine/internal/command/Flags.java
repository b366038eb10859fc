package dev.perf.engine.internal.command;

import dev.perf.engine.internal.baseline.BaselineFile;
import dev.perf.fleet.Fleet;
import dev.perf.fleet.FleetException;
import dev.perf.load.Preset;
import dev.perf.load.Rate;
import dev.perf.plan.TestFile.Setting;
import dev.perf.text.DurationText;
import dev.perf.text.Nearest;
import dev.perf.threshold.Threshold;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The flags of a test's command line, read. */
final class Flags {

    static final String HELP = """
        Runs the load test "%s".

          --users N          scale the closed profiles so that N users run at their peak
          --rate R           scale the open profiles to a peak of R: 50, 50/s, 300/min or 1000/h
          --duration D       stretch or squeeze all profiles to last D: 30s, 5m, 1h30m
          --shape S          put the shape S on all profiles: %s
          --config FILE      configure the test with FILE: its load, thresholds, HTTP settings, variables, outputs,
                             fleet and reports; all other flags change what comes of that
          --env E            use the environment E of the file
          --profile P        use the profile P of the file, or a preset, which needs no file: smoke, development,
                             staging, production, stress, soak or spike
          --set KEY=VALUE    set a value over that of the file: --set http.requestTimeout=5s; may be given several times
          --print-config     print the settings that the file comes to and where each is from, and send nothing
          --scenario NAME    run this scenario alone, with the load it has in the test; may be given several times, or
                             several names with commas between them
          --base-url URL     send requests that begin with / to URL
          --threshold EXPR   demand this as well, as a threshold of the test; may be given several times
          --baseline FILE    compare limits such as "baseline + 10%%" with an earlier run: FILE is its summary.json, or
                             the folder of its report; the report says what changed since then
          --history DIR      add the run to the history in DIR: a line in history.jsonl, and trend.html made again
          --report DIR       write the report below DIR; target/perf unless set
          --no-report        write no report
          --json FILE        write the summary as JSON to FILE as well; - writes it to standard output
          --html FILE        write the page of the report to FILE as well
          --csv PREFIX       write the tables of the report to PREFIX_stats.csv, PREFIX_stats_history.csv and
                             PREFIX_failures.csv as well, as Locust names them
          --out NAME[=TO]    send the numbers of each interval somewhere while the run goes on: %s;
                             may be given several times
          --live[=PORT]      serve a page that shows the run while it goes on, and tell its address; at a free port
                             of this machine, unless PORT is given; HOST:PORT for others to see it
          --tag KEY=VALUE    put a tag on the run; may be given several times
          --seed N           make random choices repeatable
          --fleet SPEC       put the load on from several machines: local:3 for three processes of this one,
                             host1:7800,host2:7800 for agents that listen, dns:NAME:PORT:3, or join:HOST:PORT:3 for
                             those that join; more behind a ?, such as local:3?loss=tolerate:20%%&sharing=round-robin
          --quiet            show no progress and no summary, only mistakes
          --dry-run          check the test, print its plan and load curve, and send nothing
          --debug[=S]        let one user of each scenario, or of S alone, do its steps once, without load, and print
                             each request, response, check and saved value
          --trace-failure    keep all that the first failing iteration did, in first-failure.txt of the report
          --help             print this

        Exit codes: 0 passed, 1 a threshold did not hold, 2 mistakes in the test or its flags,
        3 the generator was the limit, 4 stopped before the end, 5 a fault of Perf.
        """;

    private static final List<String> WITH_VALUE = List.of(
            "--users",
            "--rate",
            "--duration",
            "--shape",
            "--config",
            "--env",
            "--profile",
            "--set",
            "--scenario",
            "--base-url",
            "--threshold",
            "--baseline",
            "--history",
            "--report",
            "--json",
            "--html",
            "--csv",
            "--out",
            "--tag",
            "--seed",
            "--fleet");
    private static final List<String> WITHOUT_VALUE = List.of(
            "--print-config", "--no-report", "--live", "--quiet", "--dry-run", "--debug", "--trace-failure", "--help");

    /** For agents alone: what a file has said of a Java test, which the coordinator read. */
    private static final String SETTINGS = "--settings";

    /** What is given to the agents of a fleet as well: what they do, and what the plan is told by. */
    static final Set<String> CHANGING_THE_PLAN = Set.of(
            SETTINGS,
            "--users",
            "--rate",
            "--duration",
            "--shape",
            "--scenario",
            "--base-url",
            "--threshold",
            "--tag",
            "--seed");

    /** All flags that there are for people. */
    static final List<String> ALL =
            Stream.concat(WITH_VALUE.stream(), WITHOUT_VALUE.stream()).toList();

    /** Those that agents are given. */
    static final List<String> FOR_AGENTS = List.copyOf(CHANGING_THE_PLAN);

    @Nullable
    Integer users;

    @Nullable
    Rate rate;

    @Nullable
    Duration duration;

    @Nullable
    Preset shape;

    @Nullable
    String config;

    @Nullable
    String environment;

    @Nullable
    String profile;

    /** In the order in which they were given. */
    final List<Setting> settings = new ArrayList<>();

    /** What a file has said of a Java test, for an agent that has made the test again. */
    @Nullable
    String settingsOfFile;

    /** As they were given; empty for all scenarios. */
    final List<String> scenarios = new ArrayList<>();

    @Nullable
    String baseUrl;

    /** As they were given. */
    final List<String> thresholds = new ArrayList<>();

    @Nullable
    Path baseline;

    @Nullable
    Path history;

    /** Folder of reports, where the flags name one. */
    @Nullable
    Path report;

    boolean noReport;

    @Nullable
    String json;

    @Nullable
    Path html;

    @Nullable
    Path csv;

    /** As they were given. */
    final List<String> outputs = new ArrayList<>();

    /** Where the live page is to be, empty for a free port; null for none. */
    @Nullable
    String live;

    final Map<String, String> tags = new LinkedHashMap<>();

    @Nullable
    Long seed;

    @Nullable
    Fleet fleet;

    /** Those that change the plan, as they were given, for those who make the plan elsewhere. */
    final List<String> changes = new ArrayList<>();

    boolean printConfig;
    boolean quiet;
    boolean dryRun;

    /** The scenarios to debug, empty for all; null not to debug. */
    @Nullable
    List<String> debug;

    boolean traceFailure;
    boolean help;

    private Flags() {}

    /**
     * Reads a command line.
     *
     * @throws UsageException if it is malformed
     */
    static Flags parse(List<String> arguments) {
        return parse(arguments, ALL);
    }

    /**
     * Reads a command line that may have some of the flags only.
     *
     * @throws UsageException if it is malformed
     */
    static Flags parse(List<String> arguments, List<String> known) {
        Flags flags = new Flags();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.indexOf('=');
            String flag = equals < 0 ? argument : argument.substring(0, equals);
            if (!known.contains(flag)) {
                throw unknown(argument, i > 0 ? arguments.get(i - 1) : "", flag, known);
            } else if (WITHOUT_VALUE.contains(argument)) {
                flags.set(argument);
            } else if (flag.equals("--debug")) {
                flags.debugOnly(argument.substring(equals + 1));
            } else if (flag.equals("--live")) {
                flags.liveAt(argument.substring(equals + 1));
            } else if (WITHOUT_VALUE.contains(flag)) {
                throw new UsageException(argument + ": " + flag + " takes no value; write it alone");
            } else if (equals >= 0) {
                flags.set(flag, argument.substring(equals + 1));
            } else if (i + 1 < arguments.size()) {
                flags.set(flag, arguments.get(++i));
            } else {
                throw new UsageException(flag + " needs a value");
            }
        }
        flags.refuseContradictions();
        return flags;
    }

    private void refuseContradictions() {
        if (noReport && traceFailure) {
            throw new UsageException(
                    "--trace-failure and --no-report exclude each other, for the trace is written into the report;"
                            + " remove one");
        }
        if (noReport && html != null) {
            throw withoutReport("--html");
        }
        if (noReport && csv != null) {
            throw withoutReport("--csv");
        }
        if (fleet != null && debug != null) {
            throw new UsageException("--fleet and --debug exclude each other, for one user does its steps here, without"
                    + " load; remove one");
        }
    }

    private static UsageException withoutReport(String flag) {
        return new UsageException(
                flag + " and --no-report exclude each other, for it copies a part of the report; remove one");
    }

    /** Tells whether a flag has a value, which may stand behind it as an argument of its own. */
    static boolean takesValue(String flag) {
        return WITH_VALUE.contains(flag) || flag.equals(SETTINGS);
    }

    private static UsageException unknown(String argument, String before, String flag, List<String> known) {
        if (before.equals("--debug")) {
            return new UsageException(
                    "\"" + argument + "\" is no flag; write --debug=" + argument + " for one scenario");
        }
        if (before.equals("--live")) {
            return new UsageException("\"" + argument + "\" is no flag; write --live=" + argument + " for a port");
        }
        if (!flag.startsWith("-")) {
            return new UsageException("\"" + argument + "\" is no flag; --help lists them");
        }
        String nearest = Nearest.to(flag, known);
        return new UsageException("unknown flag " + flag + (nearest == null ? ";" : "; did you mean " + nearest + "?")
                + " --help lists the flags");
    }

    /** May be given several times, for several scenarios. */
    private void debugOnly(String scenario) {
        if (scenario.isEmpty()) {
            throw new UsageException("--debug= names no scenario; write --debug alone for all of them");
        }
        var more = new ArrayList<>(debug == null ? List.of() : debug);
        more.add(scenario);
        debug = more;
    }

    private void liveAt(String place) {
        if (place.isEmpty()) {
            throw new UsageException("--live= names no port; write --live alone for a free one");
        }
        live = place;
    }

    private void set(String flag) {
        switch (flag) {
            case "--print-config" -> printConfig = true;
            case "--live" -> live = live == null ? "" : live;
            case "--quiet" -> quiet = true;
            case "--no-report" -> {
                noReport = true;
                report = null;
            }
            case "--dry-run" -> dryRun = true;
            case "--trace-failure" -> traceFailure = true;
            case "--debug" -> debug = debug == null ? List.of() : debug;
            default -> help = true;
        }
    }

    private void set(String flag, String value) {
        try {
            switch (flag) {
                case "--users" -> users = positive(Integer.parseInt(value));
                case "--rate" -> rate = Rate.parse(value);
                case "--duration" -> duration = positive(DurationText.parse(value));
                case "--shape" -> shape = Preset.valueOf(value.toUpperCase(Locale.ROOT));
                case "--config" -> config = named(value);
                case "--env" -> environment = named(value);
                case "--profile" -> profile = named(value);
                case "--set" -> setting(value);
                case SETTINGS -> settingsOfFile = value;
                case "--scenario" -> scenarios.add(value);
                case "--base-url" -> baseUrl = value;
                case "--threshold" -> thresholds.add(Threshold.parse(value).expression());
                case "--baseline" -> baseline = existing(Path.of(value));
                case "--history" -> history = folder(Path.of(value));
                case "--report" -> {
                    report = Path.of(value);
                    noReport = false;
                }
                case "--json" -> json = value;
                case "--html" -> html = Path.of(named(value));
                case "--csv" -> csv = Path.of(named(value));
                case "--out" -> outputs.add(value);
                case "--tag" -> tag(value);
                case "--fleet" -> fleet = Fleet.parse(value);
                default -> seed = Long.valueOf(value);
            }
        } catch (IllegalArgumentException | ArithmeticException refused) {
            throw new UsageException(flag + " " + value + ": " + expected(flag, refused));
        } catch (FleetException refused) {
            throw new UsageException(flag + ": " + refused.getMessage());
        }
        if (CHANGING_THE_PLAN.contains(flag)) {
            changes.addAll(List.of(flag, value));
        }
    }

    private static String expected(String flag, RuntimeException refused) {
        return switch (flag) {
            case "--users" -> "must be a whole number, at least 1";
            case "--rate" -> "must be a positive number, alone or with /s, /min or /h";
            case "--duration" -> "must be a positive time such as 30s, 5m or 1h30m";
            case "--shape" -> "must be one of " + shapes();
            case "--tag" -> "must have the form KEY=VALUE";
            case "--set" -> "must have the form KEY=VALUE, such as http.requestTimeout=5s";
            case "--seed" -> "must be a whole number";
            default ->
                refused instanceof InvalidPathException
                        ? "is no path of this system"
                        : String.valueOf(refused.getMessage());
        };
    }

    static String shapes() {
        return Arrays.stream(Preset.values())
                .map(preset -> preset.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private static Path existing(Path summary) {
        if (BaselineFile.find(summary) == null) {
            throw new IllegalArgumentException(BaselineFile.missing(summary));
        }
        return summary;
    }

    private static Path folder(Path history) {
        if (Files.exists(history) && !Files.isDirectory(history)) {
            throw new IllegalArgumentException("is a file; name the folder that history.jsonl is in, or is to be in");
        }
        return history;
    }

    private static String named(String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("needs a value");
        }
        return value;
    }

    private void setting(String value) {
        int equals = value.indexOf('=');
        if (equals <= 0) {
            throw new IllegalArgumentException(value);
        }
        settings.add(new Setting(value.substring(0, equals).strip(), value.substring(equals + 1)));
    }

    private void tag(String value) {
        int equals = value.indexOf('=');
        if (equals <= 0) {
            throw new IllegalArgumentException(value);
        }
        tags.put(value.substring(0, equals), value.substring(equals + 1));
    }

    private static int positive(int number) {
        if (number <= 0) {
            throw new IllegalArgumentException(String.valueOf(number));
        }
        return number;
    }

    private static Duration positive(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(String.valueOf(time));
        }
        return time;
    }
}
