package dev.perf.engine.internal.extract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/** The fields of a form that a browser would send if nobody touched it (HTML, "constructing the entry list"). */
final class FormFields {

    private static final Set<String> BUTTONS = Set.of("button", "submit", "reset", "image", "file");

    private FormFields() {}

    /** Returns the fields by name, in the order of the page; those of the same name are a list. */
    static Map<String, Object> of(FormElement form) {
        var fields = new LinkedHashMap<String, Object>();
        for (Element field : form.elements()) {
            String name = field.attr("name");
            if (name.isEmpty() || field.hasAttr("disabled")) {
                continue;
            }
            for (String value : values(field)) {
                fields.merge(name, value, FormFields::both);
            }
        }
        return fields;
    }

    private static Object both(Object earlier, Object later) {
        var all = new ArrayList<Object>(earlier instanceof List<?> several ? several : List.of(earlier));
        all.add(later);
        return List.copyOf(all);
    }

    private static List<String> values(Element field) {
        return switch (field.normalName()) {
            case "input" -> ofInput(field);
            case "select" -> ofSelect(field);
            case "textarea" -> List.of(field.wholeText());
            default -> List.of();
        };
    }

    private static List<String> ofInput(Element input) {
        String type = input.attr("type").toLowerCase(Locale.ROOT);
        if (BUTTONS.contains(type)) {
            return List.of();
        }
        if (!type.equals("checkbox") && !type.equals("radio")) {
            return List.of(input.attr("value"));
        }
        return input.hasAttr("checked") ? List.of(input.hasAttr("value") ? input.attr("value") : "on") : List.of();
    }

    private static List<String> ofSelect(Element select) {
        List<Element> options = select.select("option");
        List<Element> chosen =
                options.stream().filter(option -> option.hasAttr("selected")).toList();
        if (chosen.isEmpty() && !select.hasAttr("multiple") && !options.isEmpty()) {
            chosen = List.of(options.getFirst());
        }
        return chosen.stream()
                .filter(option -> !option.hasAttr("disabled"))
                .map(option -> option.hasAttr("value") ? option.attr("value") : option.text())
                .toList();
    }
}
