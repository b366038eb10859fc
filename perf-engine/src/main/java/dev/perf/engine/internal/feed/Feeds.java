package dev.perf.engine.internal.feed;

import dev.perf.engine.internal.plan.Part;
import dev.perf.feed.Feeder;
import dev.perf.feed.Feeder.AtEnd;
import dev.perf.feed.Feeder.Strategy;
import dev.perf.feed.Source;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The feeders of a plan, each loaded once, so that scenarios that share a feeder share its cursor. */
public final class Feeds {

    private final Map<Feeder, Feed> loaded = new IdentityHashMap<>();
    private final long seed;
    private final Part part;

    /**
     * Creates the feeders of one plan.
     *
     * @param seed what random orders follow from
     * @param part which records are this process's; the rows of a query are dealt out by their order
     */
    public Feeds(long seed, Part part) {
        this.seed = seed;
        this.part = part;
    }

    /** Gives back what the feeders read from, when no user draws any more. */
    public void close() {
        loaded.values().forEach(Feed::close);
    }

    /** Returns the feeders that have been loaded, with what they hand out, in no order. */
    public Map<Feeder, Feed> loaded() {
        return Collections.unmodifiableMap(loaded);
    }

    /** Returns the records of {@code feeder}; mistakes go to {@code problems}, when it is loaded. */
    public Feed load(Feeder feeder, Consumer<String> problems) {
        return loaded.computeIfAbsent(feeder, ignored -> {
            try {
                return load(feeder, seed ^ loaded.size(), part);
            } catch (BadDataException unusable) {
                problems.accept(Sources.label(feeder) + " " + unusable.getMessage());
            } catch (EOFException | ZipException damaged) {
                problems.accept(Sources.label(feeder) + " cannot be read: what is compressed in it is damaged: "
                        + Objects.requireNonNullElse(damaged.getMessage(), "it ends too early"));
            } catch (IOException | InvalidPathException unreadable) {
                problems.accept(Sources.label(feeder) + " cannot be read: " + unreadable.getMessage());
            }
            return new Feed(
                    feeder.name(), List.of(), new InMemory(List.of(), (user, random) -> Order.NONE, ""), null, false);
        });
    }

    private static Feed load(Feeder feeder, long seed, Part part) throws IOException, BadDataException {
        FeederCheck.check(feeder);
        if (feeder.source() instanceof Source.Generated generated) {
            return generated(feeder, generated, part, seed);
        }
        boolean recycled = feeder.strategy() == Strategy.CIRCULAR || feeder.atEnd() == AtEnd.RECYCLE;
        if (Sources.isStreamed(feeder)) {
            FeederCheck.checkStreamed(feeder);
            ReadAhead ahead = ReadAhead.of(feeder, recycled, part, seed);
            return feed(feeder, ahead.columns(), ahead);
        }
        var records = new ArrayList<Row>();
        try (RecordReader reader = Sources.open(feeder)) {
            for (@Nullable Object[] record = reader.next(); record != null; record = reader.next()) {
                records.add(new Row(record));
            }
            if (records.isEmpty()) {
                throw new BadDataException(Sources.none(feeder.source()));
            }
            int size = records.size();
            Order order = Order.of(feeder.strategy(), size, recycled, part, seed);
            return feed(feeder, reader.columns(), new InMemory(records, order, ReadAhead.textOfEnd(size, part)));
        }
    }

    private static Feed generated(Feeder feeder, Source.Generated source, Part part, long seed)
            throws BadDataException {
        MadeUp made = new MadeUp(source.generator(), feeder.strategy() == Strategy.PER_USER, part, seed);
        return feed(feeder, made.columns(), made);
    }

    private static Feed feed(Feeder feeder, Columns columns, Supply supply) {
        return new Feed(feeder.name(), columns.names(), supply, feeder.atEnd(), feeder.strategy() == Strategy.UNIQUE);
    }
}
