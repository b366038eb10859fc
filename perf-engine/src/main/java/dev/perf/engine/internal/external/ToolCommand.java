package dev.perf.engine.internal.external;

import dev.perf.engine.external.ExternalTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a tool is started so that it leaves results.
 *
 * @param arguments those that were given, and those that name the files to write
 * @param environment variables that it gets besides those there are
 * @param results the files that it may write, what it prints among them
 */
record ToolCommand(List<String> arguments, Map<String, String> environment, List<Path> results) {

    /** The file that takes what a tool prints. */
    static final String PRINTED = "output.txt";

    /**
     * Returns how a tool is to be started.
     *
     * @param given its own arguments
     * @param folder takes the files
     * @throws IllegalArgumentException if the arguments are in the way of that
     */
    static ToolCommand of(ExternalTool tool, List<String> given, Path folder) {
        if (given.isEmpty()) {
            throw new IllegalArgumentException(tool.word() + " needs arguments of its own, such as: " + example(tool));
        }
        return switch (tool) {
            case AB -> ab(given, folder);
            case JMETER -> jmeter(given, folder);
            case K6 -> k6(given, folder);
            case LOCUST -> locust(given, folder);
        };
    }

    static String example(ExternalTool tool) {
        return switch (tool) {
            case AB -> "-n 1000 -c 10 http://localhost:8080/";
            case JMETER -> "-t shop.jmx";
            case K6 -> "run shop.js";
            case LOCUST -> "-f shop.py -u 50 -r 10 -t 1m --host http://localhost:8080";
        };
    }

    /** Returns those of the files that there are. */
    List<Path> written() {
        return results.stream().filter(Files::isRegularFile).toList();
    }

    private static ToolCommand ab(List<String> given, Path folder) {
        refuse("ab", given, "-g");
        refuse("ab", given, "-e");
        Path table = folder.resolve("times.tsv");
        return new ToolCommand(
                plus(List.of("-g", table.toString()), given), Map.of(), List.of(table, folder.resolve(PRINTED)));
    }

    private static ToolCommand k6(List<String> given, Path folder) {
        if (!given.getFirst().equals("run")) {
            throw new IllegalArgumentException("k6 " + given.getFirst()
                    + ": only k6 run leaves results; write it first: " + example(ExternalTool.K6));
        }
        Path table = folder.resolve("results.csv");
        // Its path may have characters that the option takes for its own.
        return new ToolCommand(
                plus(List.of("run", "--out", "csv"), given.subList(1, given.size())),
                Map.of("K6_CSV_FILENAME", table.toString(), "K6_CSV_TIME_FORMAT", "unix_milli"),
                List.of(table));
    }

    private static ToolCommand locust(List<String> given, Path folder) {
        refuse("locust", given, "--csv");
        if (given.contains("--worker")) {
            throw new IllegalArgumentException("locust --worker: workers leave no results; start the master like this");
        }
        var own = new ArrayList<>(
                List.of("--headless", "--csv", folder.resolve("locust").toString(), "--csv-full-history"));
        if (given.stream().noneMatch(argument -> argument.startsWith("--exit-code-on-error"))) {
            // The thresholds say how many failures there may be.
            own.addAll(List.of("--exit-code-on-error", "0"));
        }
        return new ToolCommand(
                plus(own, given),
                Map.of(),
                List.of(
                        folder.resolve("locust_stats.csv"),
                        folder.resolve("locust_stats_history.csv"),
                        folder.resolve("locust_failures.csv"),
                        folder.resolve("locust_exceptions.csv")));
    }

    private static ToolCommand jmeter(List<String> given, Path folder) {
        refuse("jmeter", given, "-l");
        refuse("jmeter", given, "--logfile");
        Path table = folder.resolve("results.jtl");
        var own = new ArrayList<>(List.of(
                "-n",
                "-l",
                table.toString(),
                "-Jjmeter.save.saveservice.output_format=csv",
                "-Jjmeter.save.saveservice.timestamp_format=ms",
                "-Jjmeter.save.saveservice.print_field_names=true"));
        if (given.stream().noneMatch(argument -> argument.equals("-j") || argument.startsWith("--jmeterlogfile"))) {
            own.addAll(List.of("-j", folder.resolve("jmeter.log").toString()));
        }
        List<String> others = given.stream()
                .filter(argument -> !argument.equals("-n") && !argument.equals("--nongui"))
                .toList();
        return new ToolCommand(plus(own, others), Map.of(), List.of(table));
    }

    private static void refuse(String command, List<String> given, String option) {
        boolean isLong = option.startsWith("--");
        for (String argument : given) {
            if (isLong ? argument.equals(option) || argument.startsWith(option + "=") : argument.startsWith(option)) {
                throw new IllegalArgumentException(command + " " + argument
                        + ": Perf names the files that the results go to, in the folder of the report; leave it out");
            }
        }
    }

    private static List<String> plus(List<String> own, List<String> given) {
        var all = new ArrayList<>(own);
        all.addAll(given);
        return List.copyOf(all);
    }
}
