package dev.perf.report.internal.output;

import dev.perf.event.RunControl;
import dev.perf.load.Rate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what is done to a run that there is not. */
public final class KeptControl implements RunControl {

    private final List<String> acts = new CopyOnWriteArrayList<>();

    /** What was done, and by which thread. */
    public List<String> acts() {
        return acts;
    }

    private void keep(String act) {
        acts.add(act + " by " + Thread.currentThread().getName());
    }

    @Override
    public String id() {
        return "20261120-140307-250";
    }

    @Override
    public void mark(String text) {
        keep("mark " + text);
    }

    @Override
    public void stop(String reason) {
        keep("stop: " + reason);
    }

    @Override
    public void abort(String reason) {
        keep("abort: " + reason);
    }

    @Override
    public void pause() {
        keep("pause");
    }

    @Override
    public void resume() {
        keep("resume");
    }

    @Override
    public void setRate(String scenario, Rate rate) {
        keep("rate of " + scenario + " " + rate);
    }

    @Override
    public void setUsers(String scenario, int users) {
        keep("users of " + scenario + " " + users);
    }
}
