package dev.perf.cli.har;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a recording into the source of a load test. Sends nothing. */
public final class HarImport {

    /** More than a load test of one scenario would be read with, and what one method of a class can hold. */
    private static final int MOST_REQUESTS = 1_000;

    /** Shorter gaps are the browser's own. */
    private static final long SHORTEST_PAUSE_MILLIS = 500;

    private static final long LONGEST_PAUSE_MILLIS = 3_600_000;

    /**
     * What is wanted.
     *
     * @param packageName package of the class; null for none
     * @param className name of the class
     * @param hosts hosts whose requests are wanted, {@code name} or {@code name:port}, the first one being the base
     *     URL; empty for the host of the first request
     * @param includeStatic whether styles, scripts, pictures and fonts are wanted
     */
    public record Wanted(@Nullable String packageName, String className, List<String> hosts, boolean includeStatic) {

        /** Copies the hosts. */
        public Wanted {
            hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
        }
    }

    /**
     * What came of it.
     *
     * @param source the Java source
     * @param requests how many requests it has
     * @param saved how many values it saves from responses and sends again
     * @param notes what was left out, and what is to be looked at
     */
    public record Imported(String source, int requests, int saved, List<String> notes) {}

    private final Wanted wanted;
    private final Map<String, Integer> foreign = new LinkedHashMap<>();
    private int statics;
    private int preflights;
    private int unanswered;
    private String baseOrigin = "";

    private HarImport(Wanted wanted) {
        this.wanted = wanted;
    }

    /**
     * Imports a recording.
     *
     * @param har text of a HAR file
     * @throws HarException if it is none, or nothing of it is wanted
     */
    public static Imported of(String har, Wanted wanted) throws HarException {
        return new HarImport(wanted).imported(HarReader.read(har));
    }

    private Imported imported(HarReader.Recording recording) throws HarException {
        List<Recorded> kept = kept(recording.requests());
        List<Step> steps = Step.of(kept);
        if (steps.isEmpty()) {
            throw new HarException(nothing(recording));
        }
        if (steps.size() > MOST_REQUESTS) {
            throw new HarException("has " + steps.size() + " requests to import, and at most " + MOST_REQUESTS
                    + " make a test that can be read; record less, or choose with --host");
        }
        Correlation correlation = Correlation.of(steps);
        String source = source(steps, correlation);
        return new Imported(source, steps.size(), correlation.count(), notes(recording));
    }

    private List<Recorded> kept(List<Recorded> requests) {
        var hosts = new ArrayList<>(wanted.hosts());
        if (hosts.isEmpty()) {
            requests.stream()
                    .filter(request -> isAnswered(request) && !Noise.isPreflight(request) && !Noise.isStatic(request))
                    .findFirst()
                    .ifPresent(first -> hosts.add(first.authority()));
        }
        var kept = new ArrayList<Recorded>();
        for (Recorded request : requests) {
            if (!isAnswered(request)) {
                unanswered++;
            } else if (!hosts.contains(request.authority())) {
                foreign.merge(request.authority(), 1, Integer::sum);
            } else if (Noise.isPreflight(request)) {
                preflights++;
            } else if (!wanted.includeStatic() && Noise.isStatic(request)) {
                statics++;
            } else {
                kept.add(request);
            }
        }
        baseOrigin = kept.stream()
                .filter(request -> request.authority().equals(hosts.getFirst()))
                .findFirst()
                .or(() -> kept.stream().findFirst())
                .map(Recorded::origin)
                .orElse("");
        return kept;
    }

    private static boolean isAnswered(Recorded request) {
        return request.status() >= 200 && request.status() <= 599;
    }

    private String nothing(HarReader.Recording recording) {
        if (recording.requests().isEmpty()) {
            return "has no requests over http or https; record some";
        }
        if (!foreign.isEmpty() && !wanted.hosts().isEmpty()) {
            return "has no requests to " + String.join(", ", wanted.hosts()) + "; its hosts are "
                    + String.join(", ", shown(foreign.keySet()));
        }
        return "has nothing but styles, scripts, pictures and requests without a response; --include-static imports the"
                + " first three";
    }

    private static List<String> shown(Set<String> hosts) {
        return hosts.stream().limit(10).map(JavaText::comment).toList();
    }

    private List<String> notes(HarReader.Recording recording) {
        var notes = new ArrayList<String>();
        if (statics > 0) {
            notes.add(counted(statics, "request")
                    + " for styles, scripts, pictures or fonts; --include-static imports them");
        }
        foreign.entrySet().stream()
                .limit(10)
                .forEach(host -> notes.add(counted(host.getValue(), "request") + " to "
                        + JavaText.comment(host.getKey()) + "; --host imports those of a host"));
        if (foreign.size() > 10) {
            notes.add("requests to " + (foreign.size() - 10) + " more hosts");
        }
        if (preflights > 0) {
            notes.add(counted(preflights, "OPTIONS request") + ", which browsers send by themselves");
        }
        if (unanswered > 0) {
            notes.add(counted(unanswered, "request") + " without a response");
        }
        if (!recording.unreadable().isEmpty()) {
            notes.add(counted(recording.unreadable().size(), "request") + " to what is no http or https URL, "
                    + HarReader.quoted(recording.unreadable().getFirst()) + " among them");
        }
        return notes;
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private String source(List<Step> steps, Correlation correlation) {
        List<String> methods = methods(steps);
        var lines = new ArrayList<String>();
        if (wanted.packageName() != null) {
            lines.addAll(List.of("package " + wanted.packageName() + ";", ""));
        }
        lines.addAll(List.of(
                "import static dev.perf.Perf.*;",
                "import static dev.perf.http.Http.*;",
                "import static java.time.Duration.*;",
                "",
                "import dev.perf.LoadTest;",
                "import dev.perf.http.HttpRequest;",
                "import dev.perf.scenario.Scenario;"));
        int imports = lines.size();
        lines.addAll(List.of(
                "",
                "/** Recorded by a browser and imported by {@code perf import}. */",
                "public final class " + wanted.className() + " {",
                "",
                "    private " + wanted.className() + "() {}",
                ""));
        lines.addAll(scenario(steps, methods));
        for (int i = 0; i < steps.size(); i++) {
            lines.add("");
            lines.addAll(RequestSource.lines(steps.get(i), i, methods.get(i), correlation, baseOrigin));
        }
        lines.addAll(List.of(
                "",
                "    /** Returns the test: one user for a minute; {@code --users} and {@code --duration} change that."
                        + " */",
                "    public static LoadTest test() {",
                "        return loadTest(" + JavaText.literal(wanted.className()) + ")",
                "                .http(http -> http.baseUrl(" + JavaText.literal(baseOrigin) + "))",
                "                .run(RECORDING, users(1).during(ofMinutes(1)));",
                "    }",
                "",
                "    /** Runs the test; {@code --help} lists the flags. */",
                "    public static void main(String... arguments) {",
                "        test().main(arguments);",
                "    }",
                "}"));
        if (lines.stream().anyMatch(line -> line.contains(".getBytes(StandardCharsets.UTF_8)"))) {
            lines.add(imports, "import java.nio.charset.StandardCharsets;");
        }
        return String.join("\n", lines) + "\n";
    }

    private static List<String> methods(List<Step> steps) {
        var names = new ArrayList<String>();
        var taken = new HashSet<String>();
        for (Step step : steps) {
            String base = RequestSource.methodName(step.sent());
            String name = base;
            for (int n = 2; !taken.add(name); n++) {
                name = base + "_" + n;
            }
            names.add(name);
        }
        return names;
    }

    /** Requests of a page make a group, and gaps between them pauses. */
    private List<String> scenario(List<Step> steps, List<String> methods) {
        var lines = new ArrayList<String>();
        lines.add("    static final Scenario RECORDING = scenario(" + JavaText.literal(wanted.className()) + ")");
        long ended = 0;
        int i = 0;
        while (i < steps.size()) {
            int end = i;
            while (end < steps.size()
                    && Objects.equals(
                            steps.get(i).sent().page(), steps.get(end).sent().page())) {
                end++;
            }
            String page = steps.get(i).sent().page();
            var elements = new ArrayList<String>();
            for (int j = i; j < end; j++) {
                String pause = pause(ended, steps.get(j));
                if (pause != null && j == i) {
                    lines.add("            ." + pause);
                } else if (pause != null) {
                    elements.add(pause);
                }
                elements.add(methods.get(j) + "()");
                ended = Math.max(ended, steps.get(j).answered().endMillis());
            }
            lines.add("            ." + (page == null ? "exec(" : "group("));
            if (page != null) {
                lines.add("                    " + JavaText.literal(title(page)) + ",");
            }
            for (int j = 0; j < elements.size(); j++) {
                lines.add("                    " + elements.get(j) + (j == elements.size() - 1 ? ")" : ","));
            }
            i = end;
        }
        lines.set(lines.size() - 1, lines.getLast() + ";");
        return lines;
    }

    private static String title(String page) {
        String plain = page.replaceAll("\\s+", " ").strip();
        return plain.length() <= 60 ? plain : plain.substring(0, 60);
    }

    private static @Nullable String pause(long ended, Step next) {
        long gap = next.sent().startMillis() - ended;
        if (ended == 0 || gap < SHORTEST_PAUSE_MILLIS) {
            return null;
        }
        return "pause(ofMillis(" + Math.round(Math.min(gap, LONGEST_PAUSE_MILLIS) / 100.0) * 100 + "))";
    }
}
