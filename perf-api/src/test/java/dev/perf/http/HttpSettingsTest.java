package dev.perf.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HttpSettingsTest {

    static Stream<Arguments> changes() {
        return Stream.of(
                change(http -> http.header("X", "a"), http -> http.withoutHeader("X"), HttpSettings::headers),
                change(HttpSettings::withoutCookies, HttpSettings::withCookies, HttpSettings::cookies),
                change(HttpSettings::cache, HttpSettings::withoutCache, HttpSettings::caches),
                change(HttpSettings::trustAllCertificates, HttpSettings::verifyCertificates, HttpSettings::verifyTls),
                change(
                        http -> http.traceContext(0.1),
                        HttpSettings::withoutTraceContext,
                        http -> String.valueOf(http.traceSampling())),
                change(
                        http -> http.tls(Tls::withoutResumption),
                        http -> http.tls(Tls::withResumption),
                        http -> http.tls().resumes()));
    }

    private static Arguments change(
            UnaryOperator<HttpSettings> made,
            UnaryOperator<HttpSettings> takenBack,
            Function<HttpSettings, Object> setting) {
        return arguments(made, takenBack, setting);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void whatWasMadeElsewhereIsTakenBack(
            UnaryOperator<HttpSettings> made,
            UnaryOperator<HttpSettings> takenBack,
            Function<HttpSettings, Object> setting) {
        Object before = setting.apply(HttpSettings.DEFAULTS);
        HttpSettings changed = made.apply(HttpSettings.DEFAULTS);

        assertThat(setting.apply(changed)).isNotEqualTo(before);
        assertThat(setting.apply(takenBack.apply(changed))).isEqualTo(before);
        assertThat(setting.apply(takenBack.apply(HttpSettings.DEFAULTS))).isEqualTo(before);
    }

    @Test
    void allHeadersOfTheNameAreTakenBackWhateverItsCase() {
        HttpSettings http = HttpSettings.DEFAULTS
                .header("X-Key", "a")
                .header("Accept", "text/html")
                .header("x-key", "b");

        assertThat(http.withoutHeader("X-KEY").headers()).containsExactly(new Field("Accept", "text/html"));
        assertThat(http.withoutHeader("X").headers()).isEqualTo(http.headers());
    }
}
