package dev.perf.engine.internal.foreign;

import dev.perf.engine.internal.script.Protocol;
import dev.perf.protocol.Client.Opener;
import dev.perf.scenario.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a user keeps between requests of one protocol. Belongs to its user. */
final class ForeignState implements Protocol.UserState {

    private static final Logger LOG = LoggerFactory.getLogger(ForeignState.class);

    private final Map<Object, AutoCloseable> kept = new LinkedHashMap<>();

    @SuppressWarnings("unchecked") // under one key there is what one opener made
    <C extends AutoCloseable> C keep(Object key, Opener<C> opener) throws Exception {
        AutoCloseable known = kept.get(key);
        if (known == null) {
            known = opener.open();
            kept.put(key, known);
        }
        return (C) known;
    }

    void release(Object key) {
        close(kept.remove(key));
    }

    @Override
    public void rest() {}

    @Override
    public void iterationEnded() {}

    @Override
    public Protocol.UserState newLane(boolean first, Session session) {
        return new ForeignState();
    }

    @Override
    public void close() {
        List<AutoCloseable> all = new ArrayList<>(kept.values());
        kept.clear();
        all.reversed().forEach(ForeignState::close);
    }

    private static void close(@Nullable AutoCloseable closeable) {
        if (closeable == null) {
            return;
        }
        try {
            closeable.close();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (Exception thrown) {
            LOG.debug("what a user kept could not be closed", thrown); // it is given up either way
        }
    }
}
