package dev.perf.report.internal.output;

import dev.perf.text.Nearest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What stands behind {@code --out NAME=}: an address, and options behind {@code ?} as in a URL.
 *
 * @param beforeOptions the address itself
 * @param options the options that there are, by name
 * @param mistakes what is wrong with the options
 */
public record Address(String beforeOptions, Map<String, String> options, List<String> mistakes) {

    /**
     * Reads an address.
     *
     * @param known the names of the options that it may have
     */
    public static Address read(String text, List<String> known) {
        int question = text.indexOf('?');
        var options = new LinkedHashMap<String, String>();
        var mistakes = new ArrayList<String>();
        String query = question < 0 ? "" : text.substring(question + 1);
        for (String option : query.split("&", -1)) {
            if (!option.isEmpty()) {
                read(option, known, options, mistakes);
            }
        }
        return new Address(question < 0 ? text : text.substring(0, question), options, mistakes);
    }

    private static void read(String option, List<String> known, Map<String, String> options, List<String> mistakes) {
        int equals = option.indexOf('=');
        String name = equals < 0 ? option : option.substring(0, equals);
        if (!known.contains(name)) {
            mistakes.add("option \"" + name + "\" is not known; " + Nearest.question(name, known) + "Options are "
                    + String.join(", ", known));
        } else if (equals < 0) {
            mistakes.add("option \"" + name + "\" has no value; write " + name + "=...");
        } else {
            String value = option.substring(equals + 1);
            try {
                options.put(name, URLDecoder.decode(value, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException malformed) {
                mistakes.add("option \"" + name + "\" has a % that begins no escape; write %25 for it");
            }
        }
    }

    /** Returns the value of an option, or {@code otherwise}. */
    public String option(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }
}
