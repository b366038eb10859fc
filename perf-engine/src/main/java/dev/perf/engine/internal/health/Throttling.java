package dev.perf.engine.internal.health;

import java.util.List;

/** In how many of its quota's periods the cgroup was stopped, where there is a quota. */
final class Throttling implements Sensor {

    private final Cgroup cgroup;
    private List<Cgroup.Periods> before = List.of();

    Throttling(Cgroup cgroup) {
        this.cgroup = cgroup;
    }

    @Override
    public void read(Reading reading) {
        List<Cgroup.Periods> now = cgroup.periods();
        if (now.isEmpty()) {
            return;
        }
        double worst = 0;
        for (int i = 0; i < Math.min(now.size(), before.size()); i++) {
            long periods = now.get(i).all() - before.get(i).all();
            long throttled = now.get(i).throttled() - before.get(i).throttled();
            worst = Math.max(worst, periods > 0 ? (double) throttled / periods : 0);
        }
        before = now;
        reading.put(Vital.THROTTLED, worst);
    }
}
