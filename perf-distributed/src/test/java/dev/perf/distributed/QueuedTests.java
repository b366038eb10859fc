package dev.perf.distributed;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;

import dev.perf.LoadTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Methods that make tests, for the agents of a queue to call. */
final class QueuedTests {

    private QueuedTests() {}

    /** Twenty iterations per second that do nothing. */
    static LoadTest lasting(String name, Duration time) {
        return loadTest(name)
                .run(
                        scenario("idle").exec(exec("nothing", user -> {})),
                        arrivals(perSecond(20)).during(time));
    }

    /** Twenty iterations per second, each of which makes a file anew. */
    static LoadTest marking(String file, Duration time) {
        return loadTest("marking")
                .run(
                        scenario("mark").exec(exec("write", user -> Files.writeString(Path.of(file), "here"))),
                        arrivals(perSecond(20)).during(time));
    }

    /** A test that is another one in each process. */
    static LoadTest fickle() {
        return lasting("fickle", Duration.ofMillis(ProcessHandle.current().pid() + 1_000));
    }
}
