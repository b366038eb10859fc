package dev.perf.engine.internal.http;

import com.jayway.jsonpath.JsonPath;
import dev.perf.check.Source;
import dev.perf.engine.internal.extract.Boundaries;
import dev.perf.engine.internal.extract.CssQuery;
import dev.perf.engine.internal.extract.JsonPaths;
import dev.perf.engine.internal.extract.JsonPointer;
import dev.perf.engine.internal.extract.RegexGroup;
import dev.perf.engine.internal.extract.XPathQuery;
import java.security.Security;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the values of a source in responses. Immutable. */
interface Finder {

    /** Returns the first value, or null where there is none, or it is a null of JSON. */
    @Nullable
    Object first(ResponseView response);

    /** Returns all values, nulls of JSON among them. */
    List<? extends @Nullable Object> all(ResponseView response);

    /**
     * Compiles {@code source}.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    static Finder compile(Source source) {
        return switch (source) {
            case Source.Status ignored -> one(ResponseView::status);
            case Source.Header header ->
                several(view -> view.header(header.name()), view -> view.headers(header.name()));
            case Source.Cookie cookie -> one(view -> view.cookie(cookie.name()));
            case Source.Url ignored -> one(ResponseView::url);
            case Source.Body ignored -> one(ResponseView::text);
            case Source.Elapsed ignored -> one(ResponseView::duration);
            case Source.BodyBytes ignored -> one(ResponseView::bytes);
            case Source.BodyLength ignored -> one(ResponseView::length);
            case Source.Checksum checksum -> ofChecksum(checksum.algorithm());
            case Source.EventName ignored -> one(event -> event.header(MessageView.EVENT));
            case Source.EventId ignored -> one(event -> event.header(MessageView.ID));
            case Source.JsonPath json -> ofJsonPath(JsonPaths.compile(json.expression()));
            case Source.JsonPointer json -> ofJsonPointer(JsonPointer.compile(json.pointer()));
            case Source.Css css -> ofCss(CssQuery.compile("css", css.selector()), css.attribute());
            case Source.XPath xpath -> ofXPath(XPathQuery.compile(xpath.expression()));
            case Source.Form form -> ofForm(CssQuery.compile("form", form.selector()));
            case Source.Regex regex -> ofRegex(RegexGroup.compile(regex.pattern(), regex.group()));
            case Source.Between between -> ofBoundaries(new Boundaries(between.left(), between.right()));
        };
    }

    private static Finder ofChecksum(String algorithm) {
        if (!BodyDigests.isKnown(algorithm)) {
            throw new IllegalArgumentException(
                    "checksum \"" + algorithm + "\" is not known to this JDK; take CRC32, or one of "
                            + new TreeSet<>(Security.getAlgorithms("MessageDigest")));
        }
        return one(view -> view.checksum(algorithm));
    }

    private static Finder ofJsonPath(JsonPath path) {
        return several(view -> JsonPaths.find(path, view.json()), view -> JsonPaths.findAll(path, view.json()));
    }

    private static Finder ofJsonPointer(JsonPointer pointer) {
        return of(view -> pointer.find(view.json()));
    }

    private static Finder ofCss(CssQuery query, @Nullable String attribute) {
        return of(view -> query.values(view.markup(), attribute));
    }

    private static Finder ofXPath(XPathQuery query) {
        return of(view -> query.values(view.markup()));
    }

    private static Finder ofForm(CssQuery query) {
        return of(view -> query.forms(view.markup()));
    }

    private static Finder ofRegex(RegexGroup group) {
        return several(view -> group.first(view.text()), view -> group.all(view.text()));
    }

    private static Finder ofBoundaries(Boundaries boundaries) {
        return several(view -> boundaries.first(view.text()), view -> boundaries.all(view.text()));
    }

    /** Returns a finder of one value at most. */
    private static Finder one(Function<ResponseView, @Nullable Object> value) {
        return several(value, view -> {
            Object found = value.apply(view);
            return found == null ? List.of() : List.of(found);
        });
    }

    /** Returns a finder that has no shorter way to the first value. */
    private static Finder of(Function<ResponseView, List<? extends @Nullable Object>> all) {
        return several(
                view -> {
                    List<? extends @Nullable Object> found = all.apply(view);
                    return found.isEmpty() ? null : found.getFirst();
                },
                all);
    }

    private static Finder several(
            Function<ResponseView, ? extends @Nullable Object> first,
            Function<ResponseView, List<? extends @Nullable Object>> all) {
        return new Finder() {
            @Override
            public @Nullable Object first(ResponseView response) {
                return first.apply(response);
            }

            @Override
            public List<? extends @Nullable Object> all(ResponseView response) {
                return all.apply(response);
            }
        };
    }
}
