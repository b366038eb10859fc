package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElementTest {

    @Test
    void escapesTextAndAttributes() {
        assertThat(el("p", "<b>&'\"</b>").title("\"><script>'&"))
                .hasToString("<p title=\"&quot;&gt;&lt;script&gt;&#39;&amp;\">&lt;b&gt;&amp;&#39;&quot;&lt;/b&gt;</p>");
    }

    @Test
    void replacesCharactersThatNoDocumentMayHold() {
        assertThat(el("p", "a\u0000b\u0007c\uD800d\uFFFFe\tf\n"))
                .hasToString("<p>a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\tf\n</p>");
    }

    @Test
    void replacesCharactersThatReorderTheTextAroundThem() {
        assertThat(el("p", "evil\u202Egpj.exe\u2066")).hasToString("<p>evil\uFFFDgpj.exe\uFFFD</p>");
    }

    @Test
    void keepsOtherScriptsAndIsolatesThem() {
        assertThat(Element.foreign("شراء 😀")).hasToString("<bdi>شراء 😀</bdi>");
    }

    @Test
    void closesEmptyElements() {
        assertThat(el("div", el("br"), el("path").attr("d", "M0 0"))).hasToString("<div><br/><path d=\"M0 0\"/></div>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"style", "onclick", "onload", "xlink:href", "a b", "x=\"", ""})
    void refusesAttributesThatRunOrStyle(String attribute) {
        assertThatThrownBy(() -> el("p").attr(attribute, "1")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"a, href", "img, src", "form, action", "object, data"})
    void refusesLinksOutOfThePage(String element, String attribute) {
        for (String target :
                new String[] {"https://example.org", "//example.org", "javascript:alert(1)", "data:x", ""}) {
            assertThatThrownBy(() -> el(element).attr(attribute, target))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a report must not refer to " + target);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"#term-margin", "report.css", "summary.json", "first-failure.txt", "data:,"})
    void allowsLinksWithinTheReport(String target) {
        assertThat(el("a").attr("href", target)).hasToString("<a href=\"" + target + "\"></a>");
    }

    @Test
    void assetsHaveTheHashThatBrowsersCompute() {
        assertThat(new Asset("script", "alert('hi')").hash())
                .isEqualTo("'sha256-XTqNqFSUlZHAW7f/OGNYSOEzxKhjdAAGMXoid2VEbJk='");
    }

    @Test
    void assetsCannotEndTheirElement() {
        assertThatThrownBy(() -> new Asset("script", "'</script>'"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a script must not contain \"</\"");
    }

    @Test
    void scriptIsSmall() {
        assertThat(Asset.SCRIPT.content().length()).isLessThan(64 * 1024);
        assertThat(Asset.STYLE.content().length()).isLessThan(24_000);
    }
}
