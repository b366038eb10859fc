package dev.perf.distributed.internal.coordinator;

import dev.perf.engine.fleet.FleetLoad;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Notes all that it is told. */
final class NotingWatcher implements FleetLoad.Watcher {

    final Map<Integer, List<String>> entries = new TreeMap<>();
    final Map<Integer, Duration> late = new TreeMap<>();
    final List<String> news = new ArrayList<>();
    /** An entry that begins with this cannot be read. */
    String unreadable = "nothing";

    @Override
    public void entry(int agent, byte[] entry) {
        String text = new String(entry, StandardCharsets.UTF_8);
        if (text.equals(unreadable)) {
            throw new IllegalStateException("not in our format");
        }
        entries.computeIfAbsent(agent, key -> new ArrayList<>()).add(text);
    }

    @Override
    public void begun(int agent, Duration time) {
        late.put(agent, time);
    }

    @Override
    public void joined(FleetLoad.Agent agent, Duration from) {
        news.add("joined " + agent.index() + " " + agent.name());
    }

    @Override
    public void lost(int agent, String cause) {
        news.add("lost " + agent + ": " + cause);
    }

    @Override
    public void shared(List<Integer> weights, Duration from) {
        news.add("shared " + weights);
    }

    @Override
    public void warned(String warning) {
        news.add("warned: " + warning);
    }

    @Override
    public void failed(String reason) {
        news.add("failed: " + reason);
    }

    List<String> of(int agent) {
        return entries.getOrDefault(agent, List.of());
    }
}
