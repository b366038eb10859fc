package dev.perf.engine.internal.dialect;

import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Entry;
import dev.perf.engine.internal.document.Value.Items;
import dev.perf.engine.internal.document.Value.Nothing;
import dev.perf.engine.internal.document.Value.Text;
import dev.perf.text.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The words that the tables of dialects are written in. */
final class Actions {

    private Actions() {}

    /** It is a key of Perf's own form, too. */
    static Action kept() {
        return (entry, at) -> at.put(entry.key(), List.of(entry.key().text()), entry.value());
    }

    /** It has another name here, or stands elsewhere. */
    static Action moved(String to) {
        return moved(to, value -> value);
    }

    /**
     * It stands elsewhere, and its value is written otherwise.
     *
     * @param conversion returns values that it does not understand as they are, so that they are found wrong where they go
     */
    static Action moved(String to, UnaryOperator<Value> conversion) {
        List<String> path = List.of(to.split("\\."));
        return (entry, at) -> at.put(entry.key(), path, conversion.apply(entry.value()));
    }

    /** It stands for a word that is written elsewhere. */
    static Action said(String to, String word) {
        return moved(to, value -> new Text(value.place(), word, false, null));
    }

    /** It is not used, and changes nothing of what is measured. */
    static Action noted(String why) {
        return (entry, at) -> at.note(entry.key().place(), why);
    }

    /** It would change what is measured, or people rely on it, and it is not there. */
    static Action refused(String why) {
        return (entry, at) -> at.mistake(entry.key().place(), why);
    }

    /** It says what is so anyway. */
    static Action asItIs() {
        return (entry, at) -> {};
    }

    /** One after the other. */
    static Action both(Action first, Action second) {
        return (entry, at) -> {
            first.apply(entry, at);
            second.apply(entry, at);
        };
    }

    /** It is true or false. */
    static Action flag(Action whenTrue, Action whenFalse) {
        return (entry, at) -> {
            switch (Values.truth(entry.value())) {
                case YES -> whenTrue.apply(entry, at);
                case NO -> whenFalse.apply(entry, at);
                case UNSAID -> {}
                case OTHER -> at.expected("true or false", entry.value());
            }
        };
    }

    /** A word and what it does. */
    record Word(List<String> spellings, Action action) {}

    /** Returns a word, which may be spelt in several ways. */
    static Word word(Action action, String... spellings) {
        return new Word(List.of(spellings), action);
    }

    /** It is one of some words, whatever their case, with underscores or hyphens. */
    static Action words(Word... all) {
        Map<String, Action> words = new LinkedHashMap<>();
        List.of(all).forEach(word -> word.spellings().forEach(spelling -> words.put(simple(spelling), word.action())));
        List<String> known =
                List.of(all).stream().flatMap(word -> word.spellings().stream()).toList();
        return (entry, at) -> {
            String given = entry.value() instanceof Text text ? text.text() : "";
            Action action = words.get(simple(given));
            if (action != null) {
                action.apply(entry, at);
            } else if (!(entry.value() instanceof Nothing)) {
                String question = Nearest.question(given, known).strip();
                at.mistake(
                        entry.value().place(),
                        "one of " + String.join(", ", known) + " is expected here, got "
                                + entry.value().kind() + (question.isEmpty() ? "" : "; " + question));
            }
        };
    }

    private static String simple(String word) {
        return word.toLowerCase(Locale.ROOT).replace('-', '_');
    }

    /** It is a mapping whose keys stand one level higher here. */
    static Action within(Table table) {
        return (entry, at) -> {
            switch (entry.value()) {
                case Entries entries -> table.rewrite(entries, at);
                case Nothing nothing -> {}
                default -> at.expected("a mapping", entry.value());
            }
        };
    }

    /** It is a mapping whose keys have other names here. */
    static Action renamed(String to, Table table) {
        List<String> path = List.of(to.split("\\."));
        return (entry, at) -> at.put(entry.key(), path, table.rewritten(entry.value(), at));
    }

    /** It is a list of mappings, or a mapping of names to mappings, whose keys have other names here. */
    static Action each(String to, Table table) {
        List<String> path = List.of(to.split("\\."));
        return (entry, at) -> at.put(entry.key(), path, each(entry.value(), table, at));
    }

    /** Returns a list of mappings, or a mapping of names to mappings, with other keys in each; anything else as it is. */
    static Value each(Value value, Table table, Rewriting at) {
        return switch (value) {
            case Items items -> {
                var rewritten = new ArrayList<Value>();
                for (Value item : items.items()) {
                    rewritten.add(table.rewritten(item, at.at(rewritten.size())));
                }
                yield new Items(items.place(), List.copyOf(rewritten));
            }
            case Entries entries ->
                new Entries(
                        entries.place(),
                        entries.entries().stream()
                                .map(one -> new Entry(
                                        one.key(),
                                        table.rewritten(
                                                one.value(), at.at(one.key().text()))))
                                .toList());
            case Text text -> text;
            case Nothing nothing -> nothing;
        };
    }
}
