package dev.perf.distributed.internal.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final Envelope ENVELOPE =
            new Envelope("run-1", NOW.plusSeconds(60), List.of("a", "b"), "plan".getBytes(UTF_8));

    @Test
    void opensWhatTheCoordinatorSealed() throws IOException {
        TestFleet fleet = TestFleet.ours();
        byte[] sealed = Seal.of(fleet.coordinator()).close(ENVELOPE);

        Envelope opened = SealCheck.of(fleet.agent("one"), "a", CLOCK).open(sealed);

        assertThat(opened).isEqualTo(ENVELOPE);
        assertThat(opened.content()).asString(UTF_8).isEqualTo("plan");
    }

    @Test
    void refusesWhatAnAgentSealed() throws IOException {
        TestFleet fleet = TestFleet.ours();
        byte[] sealed = Seal.of(fleet.agent("two")).close(ENVELOPE);

        assertRefused(
                () -> SealCheck.of(fleet.agent("one"), "a", CLOCK).open(sealed),
                "an envelope was refused: it is for the role agent, which may not do this");
    }

    @Test
    void refusesWhatAForeignCoordinatorSealed() throws IOException {
        byte[] sealed = Seal.of(TestFleet.foreign().coordinator()).close(ENVELOPE);

        assertThatThrownBy(() ->
                        SealCheck.of(TestFleet.ours().agent("one"), "a", CLOCK).open(sealed))
                .isInstanceOf(SecurityException.class)
                .hasMessageStartingWith("an envelope was refused: ");
    }

    @Test
    void refusesWhatNobodySealed() throws IOException {
        TestFleet fleet = TestFleet.ours();
        byte[] open = Seal.none().close(ENVELOPE);

        assertRefused(
                () -> SealCheck.of(fleet.agent("one"), "a", CLOCK).open(open),
                "an envelope was refused: no certificate");
        assertRefused(
                () -> SealCheck.ofKey(Seal.ephemeral().publicKey(), "a", CLOCK).open(open),
                "an envelope was refused: its signature is not the coordinator's");
        assertThat(SealCheck.none("a", CLOCK).open(open)).isEqualTo(ENVELOPE);
    }

    @Test
    void refusesEveryChangedByte() {
        Seal seal = Seal.ephemeral();
        byte[] sealed = seal.close(ENVELOPE);
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(
                            () -> SealCheck.ofKey(seal.publicKey(), "a", CLOCK).open(changed))
                    .as("byte " + i)
                    .isInstanceOf(SecurityException.class);
        }
    }

    @Test
    void refusesWhatIsCutShortOrLonger() {
        Seal seal = Seal.ephemeral();
        byte[] sealed = seal.close(ENVELOPE);
        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThatThrownBy(
                            () -> SealCheck.ofKey(seal.publicKey(), "a", CLOCK).open(cut))
                    .isInstanceOf(SecurityException.class);
        }
        assertRefused(
                () -> SealCheck.ofKey(seal.publicKey(), "a", CLOCK).open(Arrays.copyOf(sealed, sealed.length + 1)),
                "an envelope was refused: there is more than an envelope");
    }

    @Test
    void refusesWhatAnotherKeySealed() {
        assertRefused(
                () -> SealCheck.ofKey(Seal.ephemeral().publicKey(), "a", CLOCK)
                        .open(Seal.ephemeral().close(ENVELOPE)),
                "an envelope was refused: its signature is not the coordinator's");
    }

    @Test
    void refusesWhatIsLate() {
        Seal seal = Seal.ephemeral();
        assertRefused(
                () -> SealCheck.ofKey(seal.publicKey(), "a", InstantSource.fixed(NOW.plusSeconds(61)))
                        .open(seal.close(ENVELOPE)),
                "an envelope for the run run-1 was refused: it had to be opened before 2026-11-22T10:01:00Z, and it is"
                        + " 2026-11-22T10:01:01Z here; are the clocks right?");
    }

    @Test
    void refusesWhatIsForOthers() {
        Seal seal = Seal.ephemeral();
        assertRefused(
                () -> SealCheck.ofKey(seal.publicKey(), "c", CLOCK).open(seal.close(ENVELOPE)),
                "an envelope for the run run-1 was refused: it is not for this agent");
    }

    @Test
    void opensTheSameOnlyOnceHoweverItIsSigned() throws IOException {
        TestFleet fleet = TestFleet.ours();
        Seal seal = Seal.of(fleet.coordinator());
        SealCheck check = SealCheck.of(fleet.agent("one"), "a", CLOCK);
        check.open(seal.close(ENVELOPE));

        assertRefused(
                () -> check.open(seal.close(ENVELOPE)),
                "an envelope for the run run-1 was refused: it was opened before");
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(SecurityException.class).hasMessage(message);
    }
}
