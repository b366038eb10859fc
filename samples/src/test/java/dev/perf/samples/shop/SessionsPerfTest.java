package dev.perf.samples.shop;

import dev.perf.junit.Iteration;
import dev.perf.junit.OnInvalid;
import dev.perf.junit.PerfLoad;
import dev.perf.junit.PerfThreshold;
import java.time.Duration;

// tag::iteration[]
class SessionsPerfTest {

    final Sessions sessions = new Sessions(ShopClock.SYSTEM, Duration.ofMinutes(30), 1_000, 42);

    @PerfLoad(rate = "500/s", duration = "1s", warmUp = "500ms", onInvalid = OnInvalid.ABORT)
    @PerfThreshold("response_time{name:login}: p(99) < 2s")
    void login(Iteration it) {
        Session session = sessions.open("user" + it.random().nextInt(100));
        it.check("the login is good", sessions.find(session.token()).isPresent());
    }
}
// end::iteration[]
