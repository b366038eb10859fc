package dev.perf.engine.internal.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.engine.WithoutPackages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values in HTML and XML. */
class MarkupTest {

    private static final Markup PAGE = Markup.parse("""
        <html><body><a class="next" href="/p2">Next <b>page</b></a><a href="/p1">Back</a><a>Nowhere</a>
        <form id="login"><input type="hidden" name="csrf" value="x1"><input name="user">
        <input type="checkbox" name="keep" checked><input type="checkbox" name="spam" value="y">
        <input type="radio" name="size" value="s"><input type="radio" name="size" value="m" checked>
        <select name="unit"><option>kg<option value="lb" selected>pound</select>
        <select name="first"><option>one<option>two</select>
        <select name="many" multiple><option selected>1<option selected>2<option>3</select>
        <textarea name="note">a
        b</textarea><input name="off" value="1" disabled><input type="submit" name="go" value="Go"></form>
        <form><input name="other" value="2"></form>\
        """, "text/html; charset=utf-8", "http://host/shop/");

    private static List<String> css(String selector, @Nullable String attribute) {
        return CssQuery.compile("css", selector).values(PAGE, attribute);
    }

    private static List<Object> xpath(String expression) {
        return XPathQuery.compile(expression).values(PAGE);
    }

    @Test
    void findsTextsAndAttributesByCss() {
        assertThat(css("a.next", null)).containsExactly("Next page");
        assertThat(css("a", "href")).containsExactly("/p2", "/p1");
        assertThat(css("a", "abs:href")).containsExactly("http://host/p2", "http://host/p1");
        assertThat(css("input[name=csrf]", "value")).containsExactly("x1");
        assertThat(css("table", null)).isEmpty();
    }

    @Test
    void findsTextsAttributesAndWhatIsComputedByXPath() {
        assertThat(xpath("//a[@class='next']")).containsExactly("Next page");
        assertThat(xpath("//a/@href")).containsExactly("/p2", "/p1");
        assertThat(xpath("//a[2]/text()")).containsExactly("Back");
        assertThat(xpath("count(//a)")).containsExactly(3L);
        assertThat(xpath("count(//a) div 2")).containsExactly(1.5);
        assertThat(xpath("boolean(//table)")).containsExactly(false);
        assertThat(xpath("string(//a)")).containsExactly("Next page");
        assertThat(xpath("//a[contains(., 'a:b')]")).isEmpty();
        assertThat(xpath("/descendant::b")).containsExactly("page");
        assertThat(xpath("//table")).isEmpty();
    }

    @Test
    void takesTheFieldsOfAFormThatABrowserWouldSend() {
        CssQuery forms = CssQuery.compile("form", "form");

        assertThat(forms.forms(PAGE)).hasSize(2).element(1).isEqualTo(Map.of("other", "2"));
        assertThat(forms.forms(PAGE).getFirst().entrySet())
                .containsExactly(
                        Map.entry("csrf", "x1"),
                        Map.entry("user", ""),
                        Map.entry("keep", "on"),
                        Map.entry("size", "m"),
                        Map.entry("unit", "lb"),
                        Map.entry("first", "one"),
                        Map.entry("many", List.of("1", "2")),
                        Map.entry("note", "a\nb"));
        assertThat(CssQuery.compile("form", "a").forms(PAGE)).isEmpty();
    }

    @Test
    void readsXmlByItsContentTypeOrItsBeginning() {
        String text = "<?xml version=\"1.0\"?><List><Item xmlns:k=\"u\""
                + " k:id=\"1\"><k:Name>a</k:Name></Item><link>b</link></List>";
        for (Markup document : List.of(
                Markup.parse(text, null, ""),
                Markup.parse(text, "text/plain", ""),
                Markup.parse(text.substring(21), "application/atom+XML", ""))) {
            assertThat(XPathQuery.compile("/List/Item/Name").values(document)).containsExactly("a");
            assertThat(XPathQuery.compile("//link").values(document)).containsExactly("b");
            assertThat(CssQuery.compile("css", "List > link").values(document, null))
                    .containsExactly("b");
        }
        assertThat(XPathQuery.compile("/List").values(Markup.parse(text, "text/html", "")))
                .isEmpty();
    }

    @Test
    void neverReadsAnExternalEntity(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "TOP SECRET");
        Markup document = Markup.parse(
                "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"" + secret.toUri()
                        + "\"><!ENTITY % y SYSTEM \"" + secret.toUri() + "\">%y;]><a>&x;</a>",
                "application/xml",
                "");

        assertThat(XPathQuery.compile("string(/a)").values(document)).containsExactly("&x;");
        assertThat(XPathQuery.compile("string(/)").values(document).toString()).doesNotContain("SECRET");
        assertThat(CssQuery.compile("css", "a").values(document, null)).containsExactly("&x;");
    }

    /** Ten entities, each ten of the one before: ten billion letters if they were resolved. */
    @Test
    void neverResolvesEntitiesThatExplode() {
        var bomb = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol0 \"lol\">");
        IntStream.rangeClosed(1, 10)
                .forEach(i -> bomb.append("<!ENTITY lol" + i + " \"" + ("&lol" + (i - 1) + ";").repeat(10) + "\">"));
        Markup document = Markup.parse(bomb + "]><lolz>&lol10;</lolz>", "text/xml", "");

        assertThat(XPathQuery.compile("string(/lolz)").values(document)).containsExactly("&lol10;");
        assertThat(CssQuery.compile("css", "lolz").values(document, null)).containsExactly("&lol10;");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a[ | CSS selector \"a[\" at 2: a bracket or quote is never closed",
                "a[href= | CSS selector \"a[href=\" at 2: a bracket or quote is never closed",
                "a:nope(1) | CSS selector \"a:nope(1)\" at 6: unexpected \"(1)\"",
                "div > | CSS selector \"div >\" at 5: it ends too early",
                "a, ,b | CSS selector \"a, ,b\" at 3: unexpected \",b\"",
                "`` | CSS selector \"\" is empty; name an element",
            })
    void refusesMalformedSelectors(String selector, String message) {
        assertThatThrownBy(() -> CssQuery.compile("css", selector))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "//a[ | XPath \"//a[\" is malformed: A location path was expected, but the end of the XPath expression"
                        + " was found instead.",
                "nope(1) | XPath \"nope(1)\" is malformed: Could not find function: nope",
                "//x:a | XPath \"//x:a\" at 2: namespaces are not known; write \"a\" without \"x:\"",
                "//a/@xlink:href | XPath \"//a/@xlink:href\" at 5: namespaces are not known; write \"href\" without"
                        + " \"xlink:\"",
            })
    void refusesMalformedXPaths(String expression, String message) {
        assertThatThrownBy(() -> XPathQuery.compile(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void theVersionThatIsAskedForIsTheOneThatIsTested() throws IOException {
        assertThat(OptionalJar.JSOUP.version()).isEqualTo(testedVersion("org.jsoup/jsoup"));
    }

    static String testedVersion(String artifact) throws IOException {
        var properties = new Properties();
        try (InputStream file =
                MarkupTest.class.getResourceAsStream("/META-INF/maven/" + artifact + "/pom.properties")) {
            properties.load(file);
        }
        return properties.getProperty("version");
    }

    @Test
    void withoutTheLibraryItSaysWhatToAdd() throws Exception {
        var without = new WithoutPackages(List.of(JsonPointer.class.getPackageName() + "."), "org.jsoup.");
        String missing =
                " needs org.jsoup:jsoup:1.24.1 or later on the class path; add it to the dependencies of the test";

        assertThat(without.failureOf(CssQuery.class, "compile", "css", "a")).isEqualTo("css(...)" + missing);
        assertThat(without.failureOf(CssQuery.class, "compile", "form", "a")).isEqualTo("form(...)" + missing);
        assertThat(without.failureOf(XPathQuery.class, "compile", "//a")).isEqualTo("xpath(...)" + missing);
    }
}
