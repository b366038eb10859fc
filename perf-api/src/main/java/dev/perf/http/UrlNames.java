package dev.perf.http;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How requests without a name are named after their URL, so that those that differ only by an id are one: {@code GET
 * /api/products/{id}} is the name of {@code get("/api/products/#{id}")} and of {@code get("/api/products/" + 17)}.
 *
 * <p>Query and fragment are left out, {@code #{key}} becomes {@code {key}}, and of the segments of a path
 *
 * <ul>
 *   <li>UUIDs become {@code {uuid}},
 *   <li>whole numbers become {@code {id}},
 *   <li>hexadecimal texts of 12 characters and more that hold a digit become {@code {id}},
 *   <li>other texts of 20 characters and more that hold three digits, and all of more than 64, become {@code {id}};
 * </ul>
 *
 * <p>each also before an extension, as in {@code /images/{id}.jpg}. Rules of the test's own come first. Immutable.
 */
public final class UrlNames {

    static final UrlNames AUTOMATIC = new UrlNames(true, List.of());
    static final UrlNames AS_WRITTEN = new UrlNames(false, List.of());

    private static final Pattern UUID =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");
    private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z][A-Za-z0-9]{0,4}$");

    private static final int LEAST_HEX = 12;
    private static final int LEAST_LONG = 20;
    private static final int LEAST_DIGITS = 3;
    private static final int MOST_WORD = 64;

    private final boolean automatic;
    private final List<String> rules;

    private UrlNames(boolean automatic, List<String> rules) {
        this.automatic = automatic;
        this.rules = List.copyOf(rules);
    }

    UrlNames plus(List<String> more) {
        var all = new ArrayList<>(rules);
        all.addAll(more);
        return new UrlNames(true, all);
    }

    /** Returns the rules of the test's own, the first that fits a URL counts. */
    public List<String> rules() {
        return rules;
    }

    /** Returns {@code request}, with a name if it had none. */
    public HttpRequest name(HttpRequest request) {
        return request.isNamed() || this == AUTOMATIC
                ? request
                : request.named(request.method() + " " + of(request.url()));
    }

    /**
     * Returns the name of a URL.
     *
     * @param url absolute or from {@code /} on; may hold templates
     */
    public String of(String url) {
        if (!automatic) {
            return url;
        }
        String path = withoutQuery(url);
        for (String rule : rules) {
            if (fits(rule, path)) {
                return rule;
            }
        }
        int start = authorityEnd(path);
        var name = new StringBuilder(path.length()).append(path, 0, start);
        int from = start;
        while (from < path.length()) {
            int end = segmentEnd(path, from);
            name.append(collapsed(path.substring(from, end)));
            if (end < path.length()) {
                name.append('/');
            }
            from = end + 1;
        }
        return name.toString();
    }

    /** Returns the mistake of a rule; null where it has none. */
    public static @Nullable String mistakeIn(String rule) {
        if (!rule.startsWith("/") && !rule.startsWith("http://") && !rule.startsWith("https://")) {
            return "must begin with /, http:// or https://";
        }
        if (rule.indexOf('?') >= 0 || rule.indexOf('#') >= 0) {
            return "is about the path alone; leave out ? and # and what follows";
        }
        int rest = rule.indexOf("**");
        return rest >= 0 && (rest != rule.length() - 2 || rule.charAt(rest - 1) != '/')
                ? "may have ** only as its last segment"
                : null;
    }

    /** A URL that begins with {@code /} fits rules that do; one that is absolute fits these by its path as well. */
    private static boolean fits(String rule, String url) {
        String subject = rule.startsWith("/") ? url.substring(authorityEnd(url)) : url;
        int ofRule = 0;
        int ofUrl = 0;
        while (true) {
            int ruleEnd = segmentEnd(rule, ofRule);
            String wanted = rule.substring(ofRule, ruleEnd);
            if (wanted.equals("**")) {
                return ofUrl <= subject.length();
            }
            if (ofUrl > subject.length()) {
                return false;
            }
            int urlEnd = segmentEnd(subject, ofUrl);
            String given = subject.substring(ofUrl, urlEnd);
            boolean any = wanted.equals("*") || wanted.startsWith("{") && wanted.endsWith("}");
            if (any ? given.isEmpty() : !wanted.equals(given)) {
                return false;
            }
            if (ruleEnd == rule.length()) {
                return urlEnd == subject.length();
            }
            ofRule = ruleEnd + 1;
            ofUrl = urlEnd + 1;
        }
    }

    private static String withoutQuery(String url) {
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (isTemplate(url, i)) {
                i = templateEnd(url, i) - 1;
            } else if (c == '?' || c == '#') {
                return url.substring(0, i);
            }
        }
        return url;
    }

    /** Index of the slash after the server's name; 0 where the URL has none. */
    private static int authorityEnd(String url) {
        int scheme = url.startsWith("/") ? -1 : url.indexOf("://");
        return scheme < 0 ? 0 : segmentEnd(url, scheme + 3);
    }

    /** Index of the next slash that is not part of a template, or the end. */
    private static int segmentEnd(String url, int from) {
        int i = from;
        while (i < url.length() && url.charAt(i) != '/') {
            i = isTemplate(url, i) ? templateEnd(url, i) : i + 1;
        }
        return i;
    }

    private static boolean isTemplate(String url, int at) {
        return url.charAt(at) == '#' && at + 1 < url.length() && url.charAt(at + 1) == '{';
    }

    private static int templateEnd(String url, int at) {
        int close = url.indexOf('}', at);
        return close < 0 ? url.length() : close + 1;
    }

    private static String collapsed(String segment) {
        if (segment.contains("#{")) {
            return segment.replace("#{", "{");
        }
        int parameters = segment.indexOf(';');
        String plain = parameters < 0 ? segment : segment.substring(0, parameters);
        if (isShortWord(plain)) {
            return plain;
        }
        var extension = EXTENSION.matcher(plain);
        int end = extension.find() ? extension.start() : plain.length();
        String placeholder = placeholder(plain.substring(0, end));
        if (placeholder != null) {
            return placeholder + plain.substring(end);
        }
        placeholder = placeholder(plain);
        return placeholder == null ? plain : placeholder;
    }

    private static boolean isShortWord(String segment) {
        return segment.length() <= MOST_WORD && segment.chars().noneMatch(c -> c >= '0' && c <= '9');
    }

    private static @Nullable String placeholder(String text) {
        if (text.isEmpty()) {
            return null;
        }
        if (UUID.matcher(text).matches()) {
            return "{uuid}";
        }
        int digits = (int) text.chars().filter(c -> c >= '0' && c <= '9').count();
        boolean isNumber = digits == text.length();
        boolean isHex = digits > 0 && text.length() >= LEAST_HEX && text.chars().allMatch(UrlNames::isHex);
        boolean isLong = digits >= LEAST_DIGITS && text.length() >= LEAST_LONG || text.length() > MOST_WORD;
        return isNumber || isHex || isLong ? "{id}" : null;
    }

    private static boolean isHex(int c) {
        return Character.digit(c, 16) >= 0;
    }
}
