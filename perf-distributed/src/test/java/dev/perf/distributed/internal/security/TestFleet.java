package dev.perf.distributed.internal.security;

import dev.perf.distributed.internal.security.FleetFolder.Agent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two fleets with a coordinator and two agents each, made once in a process, as keytool takes its time; and one whose
 * certificates expired.
 */
public final class TestFleet {

    private static @Nullable TestFleet ours;
    private static @Nullable TestFleet foreign;

    private final Path folder;

    private TestFleet() throws IOException {
        folder = Files.createTempDirectory("fleet");
        FleetFolder.at(folder)
                .init(
                        List.of("localhost"),
                        List.of(new Agent("one", List.of("127.0.0.1")), new Agent("two", List.of())),
                        30);
    }

    /** Returns the fleet of a test. */
    public static synchronized TestFleet ours() throws IOException {
        TestFleet made = ours == null ? new TestFleet() : ours;
        ours = made;
        return made;
    }

    /** Returns another. */
    public static synchronized TestFleet foreign() throws IOException {
        TestFleet made = foreign == null ? new TestFleet() : foreign;
        foreign = made;
        return made;
    }

    /** Returns where it is. */
    public Path folder() {
        return folder;
    }

    /** Returns its coordinator. */
    public FleetIdentity coordinator() {
        return FleetIdentity.load(folder.resolve("coordinator"), Role.COORDINATOR);
    }

    /** Returns one of its agents, one or two. */
    public FleetIdentity agent(String name) {
        return FleetIdentity.load(folder.resolve("agents").resolve(name), Role.AGENT);
    }
}
