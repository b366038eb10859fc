package dev.perf.engine.internal.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A group of a regular expression, to be found in texts. Immutable.
 *
 * @param group number of the group; 0 for the whole match
 */
public record RegexGroup(Pattern pattern, int group) {

    /**
     * Compiles a pattern.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    public static Pattern compile(String pattern) {
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException malformed) {
            throw new IllegalArgumentException(
                    "regular expression \"" + pattern + "\" at " + malformed.getIndex() + ": "
                            + malformed.getDescription(),
                    malformed);
        }
    }

    /**
     * Compiles a pattern, of which a group is wanted.
     *
     * @param group its number or name; null for the first one, or for the whole match where there is none
     * @throws IllegalArgumentException if the pattern is malformed, or has no such group
     */
    public static RegexGroup compile(String pattern, @Nullable String group) {
        Pattern compiled = compile(pattern);
        int groups = compiled.matcher("").groupCount();
        if (group == null) {
            return new RegexGroup(compiled, Math.min(1, groups));
        }
        Integer named = compiled.namedGroups().get(group);
        if (named != null) {
            return new RegexGroup(compiled, named);
        }
        if (!group.matches("-?[0-9]{1,9}")) {
            throw new IllegalArgumentException("regular expression \"" + pattern + "\" has no group \"" + group + "\"; "
                    + (compiled.namedGroups().isEmpty()
                            ? "name one with (?<" + group + ">...)"
                            : "its named groups are "
                                    + new TreeSet<>(compiled.namedGroups().keySet())));
        }
        int number = Integer.parseInt(group);
        if (number < 0 || number > groups) {
            throw new IllegalArgumentException("regular expression \"" + pattern + "\" has no group " + number
                    + "; take one from 0, the whole match," + " to " + groups);
        }
        return new RegexGroup(compiled, number);
    }

    /** Returns the group in the first match, or null where nothing matches, or the group has no part in it. */
    public @Nullable String first(String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(group) : null;
    }

    /** Returns the group in all matches in which it has a part. */
    public List<String> all(String text) {
        var found = new ArrayList<String>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            String part = matcher.group(group);
            if (part != null) {
                found.add(part);
            }
        }
        return found;
    }
}
