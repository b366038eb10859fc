package dev.perf.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SourceLocationTest {

    @Test
    void knowsEveryPackageThatUsersSeeOfTheApi() throws IOException, URISyntaxException {
        ModuleDescriptor api;
        Path classes = Path.of(SourceLocation.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (InputStream in = Files.newInputStream(classes.resolve("module-info.class"))) {
            api = ModuleDescriptor.read(in);
        }

        assertThat(api.name()).isEqualTo("dev.perf.api");
        assertThat(api.exports())
                .extracting(ModuleDescriptor.Exports::source)
                .allSatisfy(name -> assertThat(SourceLocation.isApi(name)).isTrue());
    }
}
