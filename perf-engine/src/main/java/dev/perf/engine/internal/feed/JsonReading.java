package dev.perf.engine.internal.feed;

import dev.perf.feed.Source;
import dev.perf.text.Nearest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** Reads the objects of an array in a JSON document, without holding the document. */
final class JsonReading implements RecordReader {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final Pattern PATH = Pattern.compile("\\$(\\.[^.\\[\\]]+)*");

    private final Columns columns = new Columns();
    private final JsonParser parser;

    private JsonReading(Source.Json source, DataFile file) throws IOException, BadDataException {
        this.parser = MAPPER.createParser(file.open());
        try {
            toArray(source.at());
        } catch (JacksonException malformed) {
            parser.close();
            throw malformed(malformed);
        } catch (BadDataException | RuntimeException unusable) {
            parser.close();
            throw unusable;
        }
    }

    static RecordReader open(Source.Json source) throws IOException, BadDataException {
        if (!PATH.matcher(source.at()).matches()) {
            throw new BadDataException("cannot be read at \"" + source.at()
                    + "\"; give names from the root, such as $.users or $.data.users");
        }
        return new JsonReading(source, DataFile.of(source.path()));
    }

    private void toArray(String path) throws BadDataException {
        parser.nextToken();
        String at = "$";
        for (String name :
                path.equals("$") ? List.<String>of() : List.of(path.substring(2).split("\\."))) {
            toProperty(at, name);
            at += "." + name;
        }
        if (parser.currentToken() == null) {
            throw new BadDataException("is empty; a JSON array of objects is needed");
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            String what = kind(parser.currentToken());
            List<String> arrays = parser.currentToken() == JsonToken.START_OBJECT ? arrays() : List.of();
            throw new BadDataException((at.equals("$") ? "is " : "has at \"" + at + "\" ") + what
                    + " where an array of objects is needed"
                    + (arrays.isEmpty() ? "" : "; did you mean at(\"" + at + "." + arrays.getFirst() + "\")?"));
        }
    }

    private void toProperty(String at, String wanted) throws BadDataException {
        var names = new ArrayList<String>();
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals(wanted)) {
                    return;
                }
                names.add(name);
                parser.skipChildren();
            }
        }
        String nearest = Nearest.to(wanted, names);
        throw new BadDataException("has no \"" + at + "." + wanted + "\"; "
                + (nearest == null ? "" : "did you mean \"" + at + "." + nearest + "\"? ")
                + (names.isEmpty() ? "\"" + at + "\" has no names" : "the names at \"" + at + "\" are " + names));
    }

    /** Returns the names of the arrays in the object that the parser is at the start of. */
    private List<String> arrays() {
        var names = new ArrayList<String>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            boolean array = parser.nextToken() == JsonToken.START_ARRAY;
            parser.skipChildren();
            if (array) {
                names.add(name);
            }
        }
        return names;
    }

    @Override
    public Columns columns() {
        return columns;
    }

    @Override
    public @Nullable Object @Nullable [] next() throws IOException, BadDataException {
        try {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.END_ARRAY) {
                return null;
            }
            if (token != JsonToken.START_OBJECT) {
                throw new BadDataException("line " + line() + " has " + kind(token) + " where an object is needed");
            }
            long line = line();
            return columns.row(parser.readValueAs(Map.class), "the object of line " + line);
        } catch (JacksonException malformed) {
            throw malformed(malformed);
        }
    }

    private long line() {
        return parser.currentTokenLocation().getLineNr();
    }

    static String kind(@Nullable JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            case null, default -> "nothing";
        };
    }

    private static BadDataException malformed(JacksonException failure) throws IOException {
        if (failure.getCause() instanceof IOException unreadable) {
            throw unreadable;
        }
        return new BadDataException("is no JSON: line " + failure.getLocation().getLineNr() + ", column "
                + failure.getLocation().getColumnNr() + ": " + failure.getOriginalMessage());
    }

    @Override
    public void close() throws IOException {
        try {
            parser.close();
        } catch (JacksonException failure) {
            throw new IOException(failure);
        }
    }
}
