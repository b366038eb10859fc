package dev.perf.engine.internal.external;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What ApacheBench prints.
 *
 * @param values the lines of its account by name, in small letters
 * @param version of the program; empty where it does not say
 */
record AbOutput(Map<String, String> values, String version) {

    /** What is known where only the table is there. */
    static final AbOutput NONE = new AbOutput(Map.of(), "");

    private static final Pattern LINE = Pattern.compile("([A-Z][A-Za-z0-9 /-]+):\\s+(\\S.*)");
    private static final Pattern VERSION = Pattern.compile("This is ApacheBench, Version (\\S+).*");
    private static final Pattern NUMBER = Pattern.compile("(\\d{1,18}).*");

    static AbOutput read(Path file) throws IOException {
        var values = new HashMap<String, String>();
        String version = "";
        try (BufferedReader in = Input.text(file)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                Matcher value = LINE.matcher(line);
                if (value.matches()) {
                    values.putIfAbsent(
                            value.group(1).toLowerCase(Locale.ROOT),
                            value.group(2).strip());
                }
                Matcher named = VERSION.matcher(line);
                version = named.matches() ? named.group(1) : version;
            }
        }
        if (!values.containsKey("complete requests")) {
            throw new MalformedFileException(
                    file,
                    "this is no output of ApacheBench that ran to its end: it has no line \"Complete requests:\"");
        }
        return new AbOutput(values, version);
    }

    String name() {
        return values.getOrDefault("document path", "request");
    }

    /** Responses that are no 2xx are no failures to ApacheBench, and the same request may be both. */
    long failed() {
        return Math.max(number("failed requests"), number("non-2xx responses"));
    }

    String failure() {
        return number("failed requests") + " failed requests and " + number("non-2xx responses")
                + " non-2xx responses, says ApacheBench";
    }

    long bytesPerRequest() {
        long complete = number("complete requests");
        return complete == 0 ? 0 : number("total transferred") / complete;
    }

    /** Returns a line of the account; empty where it is missing. */
    String value(String name) {
        return values.getOrDefault(name, "");
    }

    private long number(String name) {
        Matcher number = NUMBER.matcher(value(name));
        return number.matches() ? Long.parseLong(number.group(1)) : 0;
    }
}
