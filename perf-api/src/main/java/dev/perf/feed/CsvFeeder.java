package dev.perf.feed;

import static dev.perf.source.Given.allGiven;
import static dev.perf.source.Given.given;

import dev.perf.source.SourceLocation;
import java.nio.charset.Charset;

/**
 * A feeder over a file of text in columns. What describes the file comes first, then the order of the records:
 * {@code csv("users.csv").separator(';').shuffle()}.
 */
public final class CsvFeeder extends Feeder {

    private final Source.Csv csv;

    CsvFeeder(Source.Csv csv, SourceLocation location) {
        super(csv, location);
        this.csv = csv;
    }

    /**
     * Sets what is between the fields of a line; a comma in {@code csv(...)}, a tab in {@code tsv(...)}.
     *
     * @throws IllegalArgumentException if it ends a line, or is the quote
     */
    public CsvFeeder separator(char separator) {
        return with(new Source.Csv(csv.path(), separator, csv.quote(), csv.charset(), csv.columns(), csv.comment()));
    }

    /**
     * Sets what a field is put between that has separators or line ends in it, and what is doubled inside; {@code "}
     * unless set.
     *
     * @throws IllegalArgumentException if it ends a line, or is the separator
     */
    public CsvFeeder quote(char quote) {
        return with(new Source.Csv(csv.path(), csv.separator(), quote, csv.charset(), csv.columns(), csv.comment()));
    }

    /** Sets how the file's bytes are text; UTF-8 unless set. */
    public CsvFeeder charset(Charset charset) {
        return with(new Source.Csv(
                csv.path(), csv.separator(), csv.quote(), given(charset, "charset"), csv.columns(), csv.comment()));
    }

    /** Names the columns of a file whose first line is a record already. */
    public CsvFeeder columns(String... names) {
        return with(new Source.Csv(
                csv.path(), csv.separator(), csv.quote(), csv.charset(), allGiven(names, "names"), csv.comment()));
    }

    /**
     * Leaves out lines that begin with {@code first}.
     *
     * @throws IllegalArgumentException if it ends a line, or is the separator or the quote
     */
    public CsvFeeder comments(char first) {
        return with(new Source.Csv(csv.path(), csv.separator(), csv.quote(), csv.charset(), csv.columns(), first));
    }

    private CsvFeeder with(Source.Csv other) {
        check("separator", other.separator());
        check("quote", other.quote());
        differ("separator", other.separator(), "quote", other.quote());
        Character comment = other.comment();
        if (comment != null) {
            check("comments", comment);
            differ("comments", comment, "separator", other.separator());
            differ("comments", comment, "quote", other.quote());
        }
        return new CsvFeeder(other, location());
    }

    private static void check(String option, char value) {
        if (value == '\n' || value == '\r') {
            throw new IllegalArgumentException(option + " must not be a line end, for that ends the record");
        }
    }

    private static void differ(String option, char value, String other, char otherValue) {
        if (value == otherValue) {
            throw new IllegalArgumentException(
                    option + " and " + other + " must differ, both are '" + value + "'; set one to another character");
        }
    }
}
