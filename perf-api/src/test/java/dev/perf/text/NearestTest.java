package dev.perf.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestTest {

    private static final List<String> KNOWN =
            List.of("id", "base64", "epochMillis", "randomHex", "randomInt", "now", "sha256", "userId", "uuid");

    @ParameterizedTest
    @CsvSource({
        "idd, id",
        "ID, id",
        "uudi, uuid",
        "uuidv4, uuid",
        "RandomInteger, randomInt",
        "randomHexadecimal, randomHex",
        "random, randomHex",
        "user, userId",
        "userIdentity, userId",
        "sha-256, sha256",
        "EPOCHMILLIS, epochMillis"
    })
    void findsWhatWasMeant(String misspelt, String meant) {
        assertThat(Nearest.to(misspelt, KNOWN)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "url", "age", "cart", "epoch", "idempotencyKey", "ran", "nope", "password"})
    void leavesOtherWordsAlone(String unrelated) {
        assertThat(Nearest.to(unrelated, KNOWN)).isNull();
    }
}
