package dev.perf.engine.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.WithoutPackages;
import java.lang.reflect.Field;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionalCodingTest {

    private static String acceptedWithout(String... missing) throws Exception {
        var codings = List.of(ContentCoding.class.getName(), OptionalCoding.class.getName());
        Field accepted = new WithoutPackages(codings, missing)
                .loadClass(ContentCoding.class.getName())
                .getDeclaredField("ACCEPTED");
        accepted.setAccessible(true);
        return (String) accepted.get(null);
    }

    @Test
    void acceptsWhatCanBeUnpackedAndNothingElse() throws Exception {
        assertThat(ContentCoding.ACCEPTED).isEqualTo("gzip, deflate, br, zstd");
        assertThat(acceptedWithout()).isEqualTo("gzip, deflate, br, zstd");
        assertThat(acceptedWithout("com.github.luben.")).isEqualTo("gzip, deflate, br");
        assertThat(acceptedWithout("org.brotli.")).isEqualTo("gzip, deflate, zstd");
        assertThat(acceptedWithout("com.github.luben.", "org.brotli.")).isEqualTo("gzip, deflate");
    }
}
