package dev.perf.engine.internal.feed;

import static dev.perf.Perf.csv;
import static dev.perf.Perf.generated;
import static dev.perf.Perf.jdbc;
import static dev.perf.Perf.json;
import static dev.perf.Perf.jsonLines;
import static dev.perf.Perf.records;
import static dev.perf.Perf.sitemap;
import static dev.perf.Perf.tsv;
import static dev.perf.engine.internal.feed.Drawing.draw;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each kind of source puts into the session. */
class FeederSourcesTest {

    @TempDir
    private Path folder;

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private String bytes(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content).toString();
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void readsCsvWithTheFirstLineAsNames() throws Exception {
        String path = file("users.csv", "\uFEFFname, age\nann,30\n\"O'Neill, \"\"Bob\"\"\",\n\n\"two\nlines\",7\n");

        assertThat(draw(csv(path), 9))
                .containsExactly(
                        Map.of("name", "ann", "age", "30"),
                        Map.of("name", "O'Neill, \"Bob\"", "age", ""),
                        Map.of("name", "two\nlines", "age", "7"));
    }

    @Test
    void readsCsvInAnyFormat() throws Exception {
        String path = bytes("users.txt", "# made by hand\njürgen;'a;''b'\n#mary;x\nzoë;y".getBytes(ISO_8859_1));

        assertThat(draw(
                        csv(path)
                                .separator(';')
                                .quote('\'')
                                .charset(ISO_8859_1)
                                .columns("name", "note")
                                .comments('#'),
                        9))
                .containsExactly(Map.of("name", "jürgen", "note", "a;'b"), Map.of("name", "zoë", "note", "y"));
    }

    @Test
    void readsTextInWideCharacters() throws Exception {
        String path = bytes("wide.csv", "\uFEFFname\nann\n".getBytes(UTF_16LE));

        assertThat(draw(csv(path).charset(UTF_16LE), 9)).containsExactly(Map.of("name", "ann"));
    }

    @Test
    void readsFieldsBetweenTabs() throws Exception {
        assertThat(draw(tsv(file("users.tsv", "name\tage\nann, the first\t30\n")), 9))
                .containsExactly(Map.of("name", "ann, the first", "age", "30"));
    }

    @Test
    void unpacksWhatIsCompressedWhateverItsName() throws Exception {
        assertThat(draw(csv(bytes("users.csv", gzip("name\nann\n"))), 9)).containsExactly(Map.of("name", "ann"));
        assertThat(draw(jsonLines(bytes("users", gzip("{\"name\":\"ann\"}"))), 9))
                .containsExactly(Map.of("name", "ann"));
    }

    @Test
    void optionsOfCsvThatExcludeEachOtherAreRefused() {
        assertThatThrownBy(() -> csv("users.csv").separator('"'))
                .hasMessage("separator and quote must differ, both are '\"'; set one to another character");
        assertThatThrownBy(() -> csv("users.csv").comments(','))
                .hasMessage("comments and separator must differ, both are ','; set one to another character");
        assertThatThrownBy(() -> csv("users.csv").quote('\n'))
                .hasMessage("quote must not be a line end, for that ends the record");
        assertThatThrownBy(() -> jdbc(new JdbcDataSource(), "select 1").fetchSize(0))
                .hasMessage("fetchSize must be positive, got 0");
    }

    @Test
    void readsJsonWithTheTypesOfItsValues() throws Exception {
        String path = file("users.json", """
            [{"name": "ann", "age": 30, "score": 1.5, "admin": true, "tags": ["a", "b"], "home": {"city": "Bonn"}},
             {"name": "bob", "age": null, "nick": "b"}]\
            """);

        assertThat(draw(json(path), 9))
                .containsExactly(
                        Map.of(
                                "name",
                                "ann",
                                "age",
                                30,
                                "score",
                                1.5,
                                "admin",
                                true,
                                "tags",
                                List.of("a", "b"),
                                "home",
                                Map.of("city", "Bonn")),
                        Map.of("name", "bob", "nick", "b"));
    }

    @Test
    void readsAnArrayInsideAJsonDocument() throws Exception {
        String path =
                file("shop.json", "{\"total\": 2, \"other\": [1], \"data\": {\"users\": [{\"n\": 1}, {\"n\": 2}]}}");

        assertThat(draw(json(path).at("$.data.users"), 9)).containsExactly(Map.of("n", 1), Map.of("n", 2));
    }

    @Test
    void readsAJsonObjectFromEachLine() throws Exception {
        assertThat(draw(jsonLines(file("users.jsonl", "{\"n\": 1, \"x\": 1}\n\n{\"n\": 2}\n")), 9))
                .containsExactly(Map.of("n", 1, "x", 1), Map.of("n", 2));
    }

    @Test
    void readsTheRowsOfAQuery() throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:feeder");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table users(id int, name varchar(9), nick varchar(9), letter clob)");
            statement.execute("insert into users values (1, 'ann', 'a', 'Dear Ann'), (2, 'bob', null, null)");

            assertThat(draw(
                            jdbc(database, "select id, name as \"name\", nick, letter from users")
                                    .fetchSize(1),
                            9))
                    .containsExactly(
                            Map.of("ID", 1, "name", "ann", "NICK", "a", "LETTER", "Dear Ann"),
                            Map.of("ID", 2, "name", "bob"));
        }
    }

    @Test
    void readsThePagesOfASitemap() throws Exception {
        String path = file("sitemap.xml", """
            <?xml version="1.0" encoding="UTF-8"?>
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://x/image">
              <url><loc>https://shop.example/</loc><priority>0.8</priority></url>
              <url><loc>
                https://shop.example/search?q=a&amp;page=2</loc><lastmod>2026-01-01</lastmod>
                <image:image><image:loc>https://shop.example/x.png</image:loc></image:image></url>
            </urlset>\
            """);

        assertThat(draw(sitemap(path), 9))
                .containsExactly(
                        Map.of("loc", "https://shop.example/", "path", "/", "priority", "0.8"),
                        Map.of(
                                "loc", "https://shop.example/search?q=a&page=2",
                                "path", "/search?q=a&page=2",
                                "lastmod", "2026-01-01"));
    }

    @Test
    void readsTheFilesBesideASitemapIndex() throws Exception {
        bytes("a.xml.gz", gzip("<urlset><url><loc>https://shop.example/a</loc></url></urlset>"));
        file("b.xml", "<urlset><url><loc>https://shop.example/b</loc></url></urlset>");
        String path = file(
                "index.xml",
                "<sitemapindex><sitemap><loc>https://shop.example/maps/a.xml.gz</loc></sitemap>"
                        + "<sitemap><loc>https://shop.example/b.xml</loc></sitemap></sitemapindex>");

        assertThat(draw(sitemap(path), 9)).extracting("path").containsExactly("/a", "/b");
    }

    @Test
    void makesRecordsThatFollowFromTheSeedAndTheirNumber() throws Exception {
        var feeder = generated((number, random) -> Map.of("n", number, "x", random.nextLong()));

        List<Map<String, Object>> drawn = draw(feeder, 20);

        assertThat(drawn).hasSize(20).isEqualTo(draw(feeder, 20));
        assertThat(drawn).extracting("n").containsExactlyElementsOf(numbers(20));
        assertThat(drawn).extracting("x").doesNotHaveDuplicates();
    }

    private static List<Object> numbers(int count) {
        return IntStream.range(0, count).<Object>mapToObj(Long::valueOf).toList();
    }

    @Test
    void changesValuesAndRecordsWhenTheyAreRead() throws Exception {
        String path = file("users.csv", "name,age\nann,30\nbob,7\n");

        assertThat(draw(
                        csv(path)
                                .map("age", Integer::valueOf)
                                .transform(user ->
                                        Map.of("user", user.get("name"), "adult", (Integer) user.get("age") >= 18))
                                .circular(),
                        3))
                .containsExactly(
                        Map.of("user", "ann", "adult", true),
                        Map.of("user", "bob", "adult", false),
                        Map.of("user", "ann", "adult", true));
    }

    @Test
    void handsOutTheSameOrderForTheSameSeed() throws Exception {
        var feeder = records(IntStream.range(0, 50)
                .mapToObj(n -> Map.<String, Object>of("n", n))
                .toList());

        assertThat(draw(feeder.shuffle(), 99)).hasSize(50).isEqualTo(draw(feeder.shuffle(), 99));
        assertThat(draw(feeder.shuffle(), 99))
                .extracting("n")
                .doesNotHaveDuplicates()
                .isNotEqualTo(draw(feeder, 99));
        assertThat(draw(feeder.random(), 99)).hasSize(99).isEqualTo(draw(feeder.random(), 99));
        assertThat(draw(feeder.circular(), 51).get(50)).isEqualTo(Map.of("n", 0));
    }
}
