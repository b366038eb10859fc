package dev.perf.engine.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionalCodingTest {

    /** Loads the codings anew, in a world without some packages. */
    private static final class Without extends ClassLoader {
        private final List<String> missing;

        Without(String... missing) {
            super(OptionalCodingTest.class.getClassLoader());
            this.missing = List.of(missing);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (missing.stream().anyMatch(name::startsWith)) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith(ContentCoding.class.getName()) && !name.startsWith(OptionalCoding.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }

        private Class<?> define(String name) {
            try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    private static String acceptedWithout(String... missing) throws Exception {
        Field accepted =
                new Without(missing).loadClass(ContentCoding.class.getName()).getDeclaredField("ACCEPTED");
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
