package dev.perf.engine.internal.http;

import dev.perf.engine.internal.script.CompiledRequest;
import dev.perf.engine.internal.script.VirtualUser;

/** A compiled step that empties the user's cache. */
final class ClearCacheNode implements CompiledRequest<Integer> {

    static final ClearCacheNode INSTANCE = new ClearCacheNode();

    private ClearCacheNode() {}

    @Override
    public Integer send(VirtualUser user) {
        return HttpUserState.of(user).cache().clear();
    }

    @Override
    public void run(VirtualUser user) {
        HttpUserState.of(user).cache().clear();
    }
}
