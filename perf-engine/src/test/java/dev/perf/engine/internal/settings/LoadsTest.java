package dev.perf.engine.internal.settings;

import static dev.perf.engine.internal.settings.Given.loads;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The forms that a load has in files, and how one is laid over another. */
class LoadsTest {

    @SuppressWarnings("NullAway.Init") // made before each test
    private Given given;

    @BeforeEach
    void inAFolder(@TempDir Path folder) throws IOException {
        given = new Given(folder);
    }

    private static final String FLOW = "scenarios: {one: {flow: [get: \"http://localhost/\"]}}\n";

    private String load(String text) throws IOException {
        return loads(given.plan(given.file(text + "\n" + FLOW))).replace("one: ", "");
    }

    /** What is wrong with a load, without the lines that show it. */
    private String firstLines(String text) {
        try {
            return given.refused(given.file(text + "\n" + FLOW))
                    .lines()
                    .filter(line -> line.startsWith("test.yaml"))
                    .collect(Collectors.joining("\n"));
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    @Test
    void usersAsLocustStartsThem() throws IOException {
        assertThat(load("{users: 10, duration: 1m}".replaceAll("[{}]", "").replace(", ", "\n")))
                .isEqualTo("closed load: 10 users, hold 1m");
        assertThat(load("users: 10\nspawn-rate: 2\nrun-time: 1m"))
                .isEqualTo("closed load: 0 users, ramp to 10 over 5s, hold 55s");
        assertThat(load("users: 10\nramp_up: 20\nduration: 60"))
                .isEqualTo("closed load: 0 users, ramp to 10 over 20s, hold 40s");
        assertThat(load("users: 100\nspawnRate: 1\nduration: 10"))
                .isEqualTo("closed load: 0 users, ramp to 10 over 10s");
        assertThat(load("vus: 10\nduration: 1m\ngracefulStop: 5s")).isEqualTo("closed load: 10 users, hold 1m");
    }

    @Test
    void steps() throws IOException {
        assertThat(load("initialUsers: 10\nmaxUsers: 25\nstep: 10\nrampUp: 3s\nduration: 33s"))
                .isEqualTo(
                        "closed load: 0 users, ramp to 10 over 1s, hold 10s, ramp to 20 over 1s, hold 10s, ramp to 25"
                                + " over 1s, hold 10s");
        assertThat(load("initial_rps: 10\nmax_rps: 20\nstep: 10\nduration: 20s"))
                .isEqualTo("open load: 0/s, jump to 10/s, hold 10s, jump to 20/s, hold 10s");
    }

    @Test
    void executorsThatAreMeant() throws IOException {
        assertThat(load("iterations: 100\nvus: 5"))
                .isEqualTo("closed load: 5 users, 100 iterations shared, at most 10m");
        assertThat(load("rate: 5\nduration: 1m")).isEqualTo("open load: 5/s, hold 1m");
    }

    @Test
    void keysOfOneFormMeanNothingToAnother() throws IOException {
        assertThat(Stream.of(
                                "phases: [{duration: 1, arrivalRate: 1}]\nduration: 5s\nvus: 3",
                                "users: 5\nspawnRate: 5\nrampUp: 5s\nduration: 1m",
                                "users: 5",
                                "users: 5\nduration: 1m\nmaxVUs: 7",
                                "initialUsers: 5\nmaxRate: 5\nstep: 1\nduration: 1m",
                                "initialUsers: 5\nmaxUsers: 1\nstep: 1\nduration: 1m",
                                "initialUsers: 5\nmaxUsers: 7\nstep: 0\nduration: 1m",
                                "initialUsers: 5\nmaxUsers: 7\nstep: 1\nduration: 1m\nrampUp: 1m",
                                "initialUsers: 1\nmaxUsers: 70000\nstep: 1\nduration: 1m")
                        .map(this::firstLines)
                        .collect(Collectors.joining("\n")))
                .isEqualTo("""
                    test.yaml:2:11: duration: has no meaning for phases, which the other keys describe; write it into the \
                    phases, or remove them
                    test.yaml:3:6: users: has no meaning for phases, which the other keys describe; write it into the \
                    phases, or remove them
                    test.yaml:3:9: rampUp: cannot stand beside "spawnRate", which says how long the ramp takes; \
                    keep one
                    test.yaml:1:1: "duration" is missing: a duration such as 30s, 1m30s or 2h, or a number of \
                    seconds
                    test.yaml:3:9: maxVUs: has no meaning for a number of users, which the other keys describe; that takes \
                    spawnRate, rampUp, users, duration, gracefulStop
                    test.yaml:2:10: maxRate: cannot stand beside steps of users; a load has steps of users or of \
                    rates
                    test.yaml:2:11: maxUsers: is below the first step
                    test.yaml:3:7: step: must be positive
                    test.yaml:5:9: rampUp: leaves no time to hold a step: "duration" is the length of all of it
                    test.yaml:3:7: step: makes 70000 steps; at most 1000 are allowed, or use a ramp\
                    """);
    }
}
