package dev.perf.engine.internal.feed;

import static dev.perf.Perf.csv;
import static dev.perf.Perf.generated;
import static dev.perf.Perf.jdbc;
import static dev.perf.Perf.json;
import static dev.perf.Perf.jsonLines;
import static dev.perf.Perf.records;
import static dev.perf.Perf.sitemap;
import static dev.perf.engine.internal.feed.Drawing.mistakes;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.feed.Feeder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of data that cannot be used. */
class FeederMistakesTest {

    @TempDir
    private Path folder;

    private String file(String name, String content) throws IOException {
        return bytes(name, content.getBytes(UTF_8));
    }

    private String bytes(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content).toString();
    }

    private void assertMistake(Feeder feeder, String name, String expected) {
        assertThat(mistakes(feeder))
                .containsExactly(
                        "feeder file \"" + folder.resolve(name) + "\" " + expected.replace("FOLDER", folder + ""));
    }

    private void assertCsvMistake(String content, String expected) throws IOException {
        assertMistake(csv(file("x.csv", content)), "x.csv", expected);
    }

    @Test
    void namesFilesLikeTheOneThatIsMissing() throws IOException {
        String here = Path.of("").toAbsolutePath() + "";
        String missing = "not found: no such file in " + here + ", and no such class path resource";
        file("users.csv", "a\n1\n");
        file("prices.csv", "a\n1\n");

        assertMistake(csv(folder + "/user.csv"), "user.csv", missing + "; did you mean \"FOLDER/users.csv\"?");
        assertMistake(
                csv(folder + "/customers.csv"), "customers.csv", missing + "; the folder has prices.csv, users.csv");
        assertMistake(csv(folder + "/data.json"), "data.json", missing);
        assertMistake(csv(folder + "/no/data.csv"), "no/data.csv", missing + "; there is no folder FOLDER/no");
        assertThat(mistakes(csv(folder + "")))
                .containsExactly("feeder file \"" + folder + "\" is a folder; name a file in it");
    }

    @Test
    void guessesTheSeparatorThatWasMeant() throws IOException {
        assertCsvMistake("a;b;c\n1;2;3\n", "line 1 has the one column \"a;b;c\"; did you mean separator(';')?");
        assertCsvMistake("a\tb\n1\t2\n", "line 1 has the one column \"a\tb\"; did you mean separator('\\t')?");
    }

    @Test
    void namesColumnsThatCannotBeToldApart() throws IOException {
        assertCsvMistake(
                "a,b,a\n1,2,3\n",
                "line 1 has two columns \"a\"; rename one, or name all columns with columns(...) if that line is a"
                        + " record");
        assertCsvMistake(
                "a,,c\n1,2,3\n",
                "line 1 has no name for column 2; name it, or name all columns with columns(...) if that line is a"
                        + " record");
        assertMistake(
                csv(file("x.csv", "1,2\n")).columns("a", "a"),
                "x.csv",
                "columns(...) has two columns \"a\"; rename one");
        assertMistake(
                csv(file("x.csv", "1,2\n")).columns(),
                "x.csv",
                "has columns() without names; name all columns, or leave it out if the first line does");
    }

    @Test
    void namesLinesWithTooFewOrTooManyFields() throws IOException {
        assertCsvMistake("a,b\n1,2\n3\n", "line 3 has 1 field; the 2 columns [a, b] ask for one each");
        assertCsvMistake("a\n1\n2,3\n", "line 3 has 2 fields; the 1 column [a] ask for one each");
        assertMistake(
                csv(file("x.csv", "1,2\n")).columns("a"),
                "x.csv",
                "line 1 has 2 fields; the 1 column [a] ask for one each");
    }

    @Test
    void saysWhereNoRecordsAre() throws IOException {
        assertCsvMistake("", "is empty; its first line has to name the columns");
        assertCsvMistake("a,b\n", "has no records below its line of column names");
        assertMistake(csv(file("x.csv", "")).columns("a"), "x.csv", "has no records; give it at least one");
        assertMistake(json(file("x.json", "[]")), "x.json", "has no records in its array");
        assertMistake(
                json(file("x.json", "{\"a\": []}")).at("$.a"), "x.json", "has no records in its array at \"$.a\"");
        assertMistake(jsonLines(file("x.jsonl", "\n")), "x.jsonl", "has no records; give it at least one");
        assertMistake(sitemap(file("x.xml", "<urlset/>")), "x.xml", "has no records; give it at least one");
        assertThat(mistakes(records(List.of()))).containsExactly("feeder has no records; give it at least one");
    }

    @Test
    void namesTheBytesThatAreNoText() throws IOException {
        assertMistake(
                csv(bytes("x.csv", "name\nann\nzoë\n".getBytes(ISO_8859_1))),
                "x.csv",
                "line 3 has the bytes EB, which are no UTF-8; set charset(...) to what the file was written in, such as"
                        + " ISO_8859_1 or UTF_16");
        assertMistake(
                csv(file("x.csv", "name\nzoë\n")).charset(US_ASCII),
                "x.csv",
                "line 2 has the bytes C3, which are no US-ASCII; set charset(...) to what the file was written in, such"
                        + " as ISO_8859_1 or UTF_16");
        assertMistake(
                csv(bytes("x.csv", "name\nann\n".getBytes(UTF_16))),
                "x.csv",
                "line 1 has the bytes FE, which are no UTF-8; set charset(...) to what the file was written in, such as"
                        + " ISO_8859_1 or UTF_16");
        assertMistake(
                csv(bytes("x.csv", new byte[] {(byte) 0xD8, 0, 0, 'a'})).charset(UTF_16),
                "x.csv",
                "has bytes that are no UTF-16; set charset(...) to what the file was written in, such as ISO_8859_1 or"
                        + " UTF_16");
        assertMistake(
                jsonLines(bytes("x.jsonl", "{\"a\":1}\n{\"a\":\"ë\"}".getBytes(ISO_8859_1))),
                "x.jsonl",
                "line 2 has the bytes EB, which are no UTF-8; set charset(...) to what the file was written in, such as"
                        + " ISO_8859_1 or UTF_16");
    }

    @Test
    void namesCompressedFilesThatAreDamaged() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write("name\nann\nbob\n".getBytes(UTF_8));
        }
        byte[] whole = bytes.toByteArray();

        assertMistake(
                csv(bytes("x.csv.gz", Arrays.copyOf(whole, whole.length - 6))),
                "x.csv.gz",
                "cannot be read: what is compressed in it is damaged: it ends too early");
        assertMistake(
                csv(bytes("x.csv.gz", new byte[] {0x1f, (byte) 0x8b, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})),
                "x.csv.gz",
                "cannot be read: what is compressed in it is damaged: Unsupported compression method");
    }

    @Test
    void namesWhatIsNotJson() throws IOException {
        assertMistake(
                json(file("x.json", "[{\"a\": 1},\n {\"a\" 2}]")),
                "x.json",
                "is no JSON: line 2, column 7: Unexpected character ('2' (code 50)): was expecting a colon to separate"
                        + " property name and value");
        assertMistake(json(file("x.json", "")), "x.json", "is empty; a JSON array of objects is needed");
        assertMistake(
                json(file("x.json", "{\"n\": 1, \"users\": []}")),
                "x.json",
                "is an object where an array of objects is needed; did you mean at(\"$.users\")?");
        assertMistake(json(file("x.json", "\"a\"")), "x.json", "is a text where an array of objects is needed");
        assertMistake(
                json(file("x.json", "{\"users\": 1}")).at("$.users"),
                "x.json",
                "has at \"$.users\" a number where an array of objects is needed");
        assertMistake(
                json(file("x.json", "{\"users\": [], \"total\": 1}")).at("$.user"),
                "x.json",
                "has no \"$.user\"; did you mean \"$.users\"? the names at \"$\" are [users, total]");
        assertMistake(
                json(file("x.json", "{\"users\": []}")).at("$.users.all"),
                "x.json",
                "has no \"$.users.all\"; \"$.users\" has no names");
        assertMistake(
                json(file("x.json", "[]")).at("users[*]"),
                "x.json",
                "cannot be read at \"users[*]\"; give names from the root, such as $.users or $.data.users");
        assertMistake(
                json(file("x.json", "[{\"a\": 1},\n 2]")), "x.json", "line 2 has a number where an object is needed");
        assertMistake(
                jsonLines(file("x.jsonl", "{\"a\": 1}\n{\"a\": \n")),
                "x.jsonl",
                "line 2 is no JSON: Unexpected end-of-input within/between Object entries");
        assertMistake(
                jsonLines(file("x.jsonl", "[1]")), "x.jsonl", "line 1 is no JSON object; each line has to be one");
    }

    @Test
    void namesQueriesThatFail() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:mistakes");

        assertThat(mistakes(jdbc(database, "select *\n  from users")))
                .singleElement()
                .asString() // between these two, H2 repeats the query and tells its version
                .startsWith("feeder jdbc(\"select * from users\") cannot be read: Table \"USERS\" not found")
                .endsWith(" (SQL state 42S04)");
        assertThat(mistakes(jdbc(database, "select 1 as a, 2 as a")))
                .containsExactly(
                        "feeder jdbc(\"select 1 as a, 2 as a\") the result has two columns \"A\"; rename one with"
                                + " AS in the query");
        assertThat(mistakes(jdbc(database, "select 1 as a where 1 = 2")))
                .containsExactly("feeder jdbc(\"select 1 as a where 1 = 2\") has no records: the query has no rows");
    }

    @Test
    void namesWhatIsNoSitemap() throws IOException {
        assertMistake(
                sitemap(file("x.xml", "<html/>")),
                "x.xml",
                "is no sitemap: it begins with <html>, not with <urlset> or <sitemapindex>");
        assertMistake(
                sitemap(file("x.xml", "<urlset>\n<url><priority>1</priority></url></urlset>")),
                "x.xml",
                "line 2 has a <url> without <loc>");
        assertMistake(
                sitemap(file("x.xml", "<urlset><url><loc>http://x/{a}</loc></url></urlset>")),
                "x.xml",
                "line 1 has the malformed URL http://x/{a}");
        assertMistake(
                sitemap(file("x.xml", "<urlset>\n<url></urlset>")),
                "x.xml",
                "is no XML: line 2: The end-tag for element type \"url\" must end with a '>' delimiter.");
        file("secret", "swordfish");
        assertMistake(
                sitemap(file(
                        "x.xml",
                        "<!DOCTYPE urlset [<!ENTITY s SYSTEM"
                                + " \"secret\">]><urlset><url><loc>http://x/&s;</loc></url></urlset>")),
                "x.xml",
                "is no XML: line 1: The entity \"s\" was referenced, but not declared.");
        assertMistake(
                sitemap(file(
                        "x.xml", "<sitemapindex><sitemap><loc>http://x/products.xml</loc></sitemap></sitemapindex>")),
                "x.xml",
                "lists http://x/products.xml, and the file \"products.xml\" beside it is not found: no such file in "
                        + Path.of("").toAbsolutePath() + ", and no such class path resource; the folder has x.xml");
        assertMistake(
                sitemap(file("x.xml", "<sitemapindex><sitemap><loc>http://x/x.xml</loc></sitemap></sitemapindex>")),
                "x.xml",
                "lists http://x/x.xml, and the file \"x.xml\" beside it is an index itself, which an index must not"
                        + " list");
    }

    @Test
    void namesRecordsThatDifferFromTheOthers() {
        assertThat(mistakes(records(List.of(Map.of("a", 1), Map.of("b", 1)))))
                .containsExactly("feeder record 2 has the names [b]; all must have those of the first, [a]");
    }

    @Test
    void namesChangesThatCannotBeMade() throws IOException {
        String path = file("x.csv", "name,age\nann,30\nbob,x\n");

        assertMistake(
                csv(path).map("nme", name -> name),
                "x.csv",
                "map(...) asks for the column \"nme\"; did you mean \"name\"? the columns are [name, age]");
        assertMistake(
                csv(path).map("age", Integer::valueOf),
                "x.csv",
                "record 2: map(\"age\", ...) threw java.lang.NumberFormatException: For input string: \"x\"");
        assertMistake(
                csv(path).transform(record -> {
                    throw new IllegalStateException("shut");
                }),
                "x.csv",
                "record 1: transform(...) threw java.lang.IllegalStateException: shut");
    }

    @Test
    void namesEndsThatCannotCome() {
        Feeder one = records(List.of(Map.of("a", 1)));

        assertThat(mistakes(one.circular().thenStopRun()))
                .containsExactly(
                        "feeder is circular(), which begins again after the last record, so thenStopRun() would"
                                + " never come about; leave one of them out");
        assertThat(mistakes(one.thenStopScenario().random()))
                .containsExactly(
                        "feeder is random(), which never runs out of records, so thenStopScenario() would never"
                                + " come about; leave one of them out");
        assertThat(mistakes(one.unique().thenRecycle()))
                .containsExactly(
                        "feeder is unique(), which hands each record out once, and thenRecycle() hands them out"
                                + " again; leave one of them out");
        assertThat(mistakes(generated((number, random) -> Map.of("n", number)).thenStopUser()))
                .containsExactly("feeder generated(...) has no end, so thenStopUser() would never come about; leave it"
                        + " out");
        assertThat(mistakes(one.thenRecycle())).isEmpty();
        assertThat(mistakes(one.unique().thenStopRun())).isEmpty();
        assertThat(mistakes(one.perUser().thenRecycle())).isEmpty();
    }

    @Test
    void namesWhatAGeneratorCannotDo() {
        Feeder numbers = generated((number, random) -> Map.of("n", number));

        assertThat(mistakes(numbers.circular()))
                .containsExactly("feeder generated(...) makes each record once and has no end; leave out circular()");
        assertThat(mistakes(numbers.map("n", Integer::valueOf)))
                .containsExactly(
                        "feeder generated(...) makes its records as you wish; leave out map(...) and transform(...)");
        assertThat(mistakes(generated((number, random) -> {
                    throw new IllegalStateException("shut");
                })))
                .containsExactly("feeder generated(...) cannot make record 0: it threw java.lang.IllegalStateException:"
                        + " shut");
    }
}
