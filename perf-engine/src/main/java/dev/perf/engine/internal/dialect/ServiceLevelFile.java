package dev.perf.engine.internal.dialect;

import static dev.perf.engine.internal.dialect.Actions.moved;
import static dev.perf.engine.internal.dialect.Table.on;

import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Entry;
import dev.perf.engine.internal.document.Value.Text;
import java.util.List;

/**
 * The objectives of a service, and thresholds for each type of test: {@code thresholds.smoke_test} are those of the profile of
 * that name here.
 */
final class ServiceLevelFile implements Dialect {

    private static final Table FILE = Table.of(
                    "a file of service levels", on("thresholds", ServiceLevelFile::thresholds))
            .keepingOthers();

    @Override
    public String name() {
        return "files of service levels";
    }

    @Override
    public List<String> roots() {
        return List.of("service");
    }

    @Override
    public boolean isSpokenIn(Entries root) {
        return root.get("service") != null
                || root.get("thresholds") instanceof Entries thresholds
                        && thresholds.entries().stream().anyMatch(ServiceLevelFile::isOfAType);
    }

    @Override
    public void rewrite(Entries root, Rewriting at) {
        Table table = FILE;
        if (root.get("service") != null) {
            table = table.and(on("service", moved("tags.service")));
            if (!isOneOfItsOwn(root)) {
                table = table.and(on("environment", moved("tags.environment")));
            }
        }
        table.rewrite(root, at);
    }

    /** Whether the environment that the file names is described in it, and thus meant to be used. */
    private static boolean isOneOfItsOwn(Entries root) {
        return root.get("environment") instanceof Text name
                && root.get("environments") instanceof Entries environments
                && environments.get(name.text()) != null;
    }

    /** Under a metric stand expressions, or one with its settings; under a type of test, metrics. */
    private static boolean isOfAType(Entry entry) {
        return entry.value() instanceof Entries metrics && metrics.get("threshold") == null;
    }

    private static void thresholds(Entry entry, Rewriting at) {
        if (!(entry.value() instanceof Entries all)) {
            Actions.kept().apply(entry, at);
            return;
        }
        List<Entry> ofAll =
                all.entries().stream().filter(one -> !isOfAType(one)).toList();
        if (!ofAll.isEmpty()) {
            at.put(entry.key(), List.of("thresholds"), new Entries(all.place(), ofAll));
        }
        for (Entry one : all.entries()) {
            if (isOfAType(one)) {
                String type = one.key().text();
                Value metrics = one.value();
                at.at(type).put(one.key(), List.of("profiles", type, "thresholds"), metrics);
            }
        }
    }
}
