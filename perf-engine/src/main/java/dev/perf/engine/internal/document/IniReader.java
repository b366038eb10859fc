package dev.perf.engine.internal.document;

import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Entry;
import dev.perf.engine.internal.document.Value.Items;
import dev.perf.engine.internal.document.Value.Nothing;
import dev.perf.engine.internal.document.Value.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads files of settings as Locust's {@code locust.conf}, whose form is that of Python's ConfigArgParse: a key and a value in a
 * line, as {@code key = value}, {@code key: value}, {@code key value} or {@code --key value}; a key alone is true; {@code [a,
 * b]} is a list. What begins with {@code #} or {@code ;} is a comment, in front of which a space stands where it is behind a
 * value. Lines of hyphens and names of sections, {@code [master]}, are passed over: a key counts whichever section it stands in,
 * and twice only with the same value.
 */
public final class IniReader {

    /** After so many mistakes the file is none of its kind. */
    private static final int MOST_MISTAKES = 50;

    private static final String OPTION = "--";

    private final Document document;
    private final Mistakes mistakes;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private int found;

    private IniReader(Document document, Mistakes mistakes) {
        this.document = document;
        this.mistakes = mistakes;
    }

    /** Reads a document as a mapping of texts, of lists of texts, and of nothing where a value is empty. */
    public static Value read(Document document, Mistakes mistakes) {
        return new IniReader(document, mistakes).read();
    }

    private Value read() {
        if (document.text().length() > YamlReader.MOST_CHARACTERS) {
            mistake(
                    document.start(),
                    "",
                    "the file has " + document.text().length() + " characters; at most " + YamlReader.MOST_CHARACTERS
                            + " are allowed");
            return new Entries(document.start(), List.of());
        }
        int number = 0;
        for (String line : document.text().lines().toList()) {
            number++;
            read(new Line(number, line));
            if (found > MOST_MISTAKES) {
                break;
            }
        }
        return new Entries(document.start(), List.copyOf(entries.values()));
    }

    private void mistake(Place place, String path, String text) {
        found++;
        mistakes.add(place, path, text);
    }

    /** A line, from 1, with what is needed to tell places in it. */
    private final class Line {

        private final int number;
        private final String text;
        private final int end;

        private Line(int number, String text) {
            this.number = number;
            this.text = text;
            this.end = text.stripTrailing().length();
        }

        private Place place(int from, int to) {
            return new Place(document, number, from + 1, Math.max(1, to - from));
        }

        private int withoutSpace(int from) {
            int at = from;
            while (at < end && isSpace(at)) {
                at++;
            }
            return at;
        }

        /** Byte order marks are no part of a key. */
        private boolean isSpace(int at) {
            char c = text.charAt(at);
            return Character.isWhitespace(c) || c == '\ufeff';
        }

        private boolean has(int at, String characters) {
            return at < end && characters.indexOf(text.charAt(at)) >= 0;
        }
    }

    private void read(Line line) {
        int start = line.withoutSpace(0);
        if (start >= line.end || line.has(start, "#;[") || line.text.startsWith("---", start)) {
            return;
        }
        int first = line.text.startsWith(OPTION, start) ? start + OPTION.length() : start;
        int last = first;
        while (last < line.end && !line.isSpace(last) && !line.has(last, ":=;#")) {
            last++;
        }
        if (last == first || line.has(last, ";#")) {
            mistake(
                    line.place(start, line.end),
                    "",
                    "a key and its value are expected here, such as users = 100; comments begin with # or ;");
            return;
        }
        var key = new Text(line.place(first, last), line.text.substring(first, last), false, null);
        int next = line.withoutSpace(last);
        boolean hasSign = line.has(next, ":=");
        int from = hasSign ? line.withoutSpace(next + 1) : next;
        boolean isEmpty = from >= line.end || line.has(from, "#;");
        if (isEmpty && !hasSign) {
            put(key, new Text(key.place(), "true", false, null));
        } else if (isEmpty) {
            put(key, new Nothing(line.place(next, next + 1)));
        } else {
            put(key, value(line, from));
        }
    }

    private void put(Text key, Value value) {
        Entry earlier = entries.putIfAbsent(key.text(), new Entry(key, value));
        if (earlier != null && !said(earlier.value()).equals(said(value))) {
            mistake(
                    key.place(),
                    key.text(),
                    "the key stands here a second time with another value, first in line "
                            + earlier.key().place().line() + "; sections do not keep them apart, so keep one");
        }
    }

    private static String said(Value value) {
        return switch (value) {
            case Text text -> text.text();
            case Items items ->
                items.items().stream().map(IniReader::said).toList().toString();
            default -> "";
        };
    }

    private static Value value(Line line, int from) {
        if (line.has(from, "'\"")) {
            int closing = closing(line, from);
            if (closing > 0) {
                return new Text(line.place(from, closing + 1), line.text.substring(from + 1, closing), true, null);
            }
        }
        int to = from;
        while (to < line.end && !(line.has(to, "#;") && line.isSpace(to - 1))) {
            to++;
        }
        String text = line.text.substring(from, to).stripTrailing();
        return text.startsWith("[") && text.endsWith("]")
                ? list(line, from, from + text.length())
                : new Text(line.place(from, from + text.length()), text, false, null);
    }

    /** Returns where a quoted text ends, behind which nothing but a comment stands; -1 where it does not. */
    private static int closing(Line line, int from) {
        char quote = line.text.charAt(from);
        for (int at = from + 1; at < line.end; at++) {
            if (line.text.charAt(at) == quote) {
                int behind = line.withoutSpace(at + 1);
                if (behind >= line.end || behind > at + 1 && line.has(behind, "#;")) {
                    return at;
                }
            }
        }
        return -1;
    }

    private static Value list(Line line, int from, int to) {
        var items = new ArrayList<Value>();
        int start = from + 1;
        for (int at = start; at < to; at++) {
            if (at == to - 1 || line.text.charAt(at) == ',') {
                int first = start;
                while (first < at && line.isSpace(first)) {
                    first++;
                }
                String item = line.text.substring(first, at).stripTrailing();
                if (!item.isEmpty()) {
                    items.add(item(line, first, item));
                }
                start = at + 1;
            }
        }
        return new Items(line.place(from, to), List.copyOf(items));
    }

    private static Text item(Line line, int first, String item) {
        boolean isQuoted = item.length() > 1
                && (item.charAt(0) == '"' || item.charAt(0) == '\'')
                && item.charAt(item.length() - 1) == item.charAt(0);
        return new Text(
                line.place(first, first + item.length()),
                isQuoted ? item.substring(1, item.length() - 1) : item,
                isQuoted,
                null);
    }
}
