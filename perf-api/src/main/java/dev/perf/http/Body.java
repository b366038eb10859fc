package dev.perf.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The body of a request. Texts may hold {@code #{}} templates. */
public sealed interface Body {

    /** No body. */
    record None() implements Body {}

    /**
     * A text.
     *
     * @param text template of the text
     * @param contentType value of the content-type header
     */
    record Text(String text, String contentType) implements Body {}

    /**
     * A value to be written as JSON: a map, list, record, bean, text, number or boolean. Values put into a template
     * inside one of its texts are escaped, so they stay texts.
     */
    record Json(Object value) implements Body {}

    /** Form fields, sent as {@code application/x-www-form-urlencoded}. */
    record Form(Map<String, String> fields) implements Body {
        public Form {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }
}
