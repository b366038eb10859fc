package dev.perf.distributed.internal.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.distributed.internal.security.FleetFolder.Agent;
import dev.perf.fleet.FleetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetFolderTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path temp;

    @Test
    void makesAnIdentityForEachThatItsOwnerAloneCanRead() throws IOException {
        TestFleet fleet = TestFleet.ours();

        assertThat(fleet.coordinator().role()).isEqualTo(Role.COORDINATOR);
        assertThat(fleet.agent("one").role()).isEqualTo(Role.AGENT);
        assertThat(fleet.agent("one").fleet())
                .isEqualTo(fleet.coordinator().fleet())
                .startsWith("fleet-");
        assertThat(fleet.agent("two").joinSecret())
                .isEqualTo(fleet.coordinator().joinSecret());
        try (Stream<Path> files = Files.walk(fleet.folder())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isEqualTo("rw-------");
            }
        }
        assertThat(Files.readString(fleet.folder().resolve("coordinator/password")))
                .isNotEqualTo(Files.readString(fleet.folder().resolve("agents/one/password")));
    }

    @Test
    void givesNobodyTheAuthoritysKey() throws Exception {
        var store = java.security.KeyStore.getInstance("PKCS12");
        Path folder = TestFleet.ours().folder().resolve("coordinator");
        char[] password = Files.readString(folder.resolve("password")).toCharArray();
        try (var in = Files.newInputStream(folder.resolve("identity.p12"))) {
            store.load(in, password);
        }
        assertThat(store.size()).isEqualTo(1);
        try (var in = Files.newInputStream(folder.resolve("authority.p12"))) {
            store.load(in, password);
        }
        assertThat(store.isKeyEntry("authority")).isFalse();
        assertThat(store.isCertificateEntry("authority")).isTrue();
    }

    @Test
    void addsToAFleet() throws IOException {
        FleetFolder folder = FleetFolder.at(temp.resolve("fleet"));
        folder.init(List.of(), List.of(), 10);
        FleetIdentity before = FleetIdentity.load(temp.resolve("fleet/coordinator"), Role.COORDINATOR);

        assertThat(folder.add(List.of(), List.of(new Agent("late", List.of("10.0.0.7", "late.example"))), 10))
                .containsExactly(temp.resolve("fleet/agents/late"));

        assertThat(FleetIdentity.load(temp.resolve("fleet/agents/late"), Role.AGENT)
                        .fleet())
                .isEqualTo(before.fleet());
    }

    @Test
    void refusesAFolderThatHoldsAFleet() throws IOException {
        Path folder = TestFleet.ours().folder();
        assertRefused(
                () -> FleetFolder.at(folder).init(List.of(), List.of(), 10),
                "there is a fleet in " + folder
                        + " already; add agents to it with --add, or name another folder with --dir");
        assertRefused(
                () -> FleetFolder.at(folder).add(List.of(), List.of(new Agent("one", List.of())), 10),
                "agent \"one\" has a certificate already; delete " + folder.resolve("agents/one")
                        + " to have a new one made");
    }

    @Test
    void refusesWhatItCannotMake() {
        FleetFolder folder = FleetFolder.at(temp.resolve("none"));
        assertRefused(
                () -> folder.add(List.of(), List.of(), 10),
                "there is no fleet in " + temp.resolve("none") + " to add to; make one without --add");
        assertRefused(
                () -> folder.init(List.of(), List.of(new Agent("../x", List.of())), 10),
                "agent \"../x\" must be named with letters, digits, dots, dashes and underlines, at most 63");
        assertRefused(
                () -> folder.init(List.of("a,b"), List.of(), 10),
                "host \"a,b\" must be a name or an address, without a port");
        assertRefused(
                () -> folder.init(List.of(), List.of(new Agent("a", List.of()), new Agent("a", List.of())), 10),
                "agent \"a\" is named twice");
        Path missing = temp.resolve("keytool");
        assertRefused(
                () -> FleetFolder.at(temp.resolve("none"), missing).init(List.of(), List.of(), 10),
                "there is no " + missing
                        + ", which makes the certificates; run perf with a whole JDK, or set JAVA_HOME to one");
        assertThat(temp.resolve("none")).doesNotExist();
    }

    @Test
    void tellsWhatKeytoolSaid() throws IOException {
        Path failing = temp.resolve("keytool");
        Files.writeString(failing, "#!/bin/sh\necho no entropy\nexit 1\n");
        Files.setPosixFilePermissions(failing, PosixFilePermissions.fromString("rwx------"));

        assertThatThrownBy(() -> FleetFolder.at(temp.resolve("f"), failing).init(List.of(), List.of(), 10))
                .isInstanceOf(FleetException.class)
                .hasMessageContaining("keytool said: no entropy");
        assertThat(temp.resolve("f/authority")).doesNotExist();
    }

    @Test
    void refusesTheFolderOfAnotherRole() throws IOException {
        Path folder = TestFleet.ours().folder();
        assertRefused(
                () -> FleetIdentity.load(folder.resolve("agents/one"), Role.COORDINATOR),
                "the certificate in " + folder.resolve("agents/one")
                        + " is for the role agent, but coordinator is needed; name the other's folder");
        assertRefused(
                () -> FleetIdentity.load(temp.resolve("no"), Role.AGENT),
                "there is no file " + temp.resolve("no/password")
                        + "; name a folder that perf fleet init made, such as fleet/agents/NAME");
    }

    @Test
    void refusesAnExpiredCertificateWithItsDate() {
        Path folder = temp.resolve("old");
        FleetFolder.at(folder).validFrom("-2d").init(List.of(), List.of(), 1);

        assertThatThrownBy(() -> FleetIdentity.load(folder.resolve("coordinator"), Role.COORDINATOR))
                .isInstanceOf(FleetException.class)
                .hasMessageMatching("the certificate in .*coordinator expired on \\d+ \\w+ \\d{4}; make a new one with"
                        + " perf fleet init, as docs/fleet-security.md tells");
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(FleetException.class).hasMessage(message);
    }
}
