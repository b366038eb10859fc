package dev.perf.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
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

    @Test
    void whatIsBuiltForAFileWasWrittenThere() {
        var file = new SourceLocation("shop.yaml", 12);

        assertThat(SourceLocation.during(file, SourceLocation::caller)).isEqualTo(file);
        assertThat(SourceLocation.during(file, () -> SourceLocation.callerOf(SourceLocationTest.class)))
                .isEqualTo(file);
        assertThat(SourceLocation.<@Nullable String>during(file, () -> null)).isNull();
    }

    @Test
    void afterThatCodeIsWhereItWasWrittenAgain() {
        var file = new SourceLocation("shop.yaml", 12);

        SourceLocation unused = SourceLocation.during(file, SourceLocation::caller);
        assertThat(SourceLocation.caller()).isNotEqualTo(file);

        assertThatThrownBy(() -> SourceLocation.during(file, () -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(SourceLocation.caller()).isNotEqualTo(file);
    }

    @Test
    void whatIsWithinAnotherPlaceIsOfItsOwn() {
        var outer = new SourceLocation("shop.yaml", 12);
        var inner = new SourceLocation("shop.yaml", 14);

        List<SourceLocation> seen = SourceLocation.during(
                outer,
                () -> List.of(
                        SourceLocation.caller(),
                        SourceLocation.during(inner, SourceLocation::caller),
                        SourceLocation.caller()));

        assertThat(seen).containsExactly(outer, inner, outer);
    }

    @Test
    void otherThreadsAreNotMeant() throws InterruptedException {
        var file = new SourceLocation("shop.yaml", 12);
        var seen = new AtomicReference<SourceLocation>();

        Thread other =
                SourceLocation.during(file, () -> Thread.ofVirtual().start(() -> seen.set(SourceLocation.caller())));

        other.join();
        assertThat(seen.get()).isNotNull().isNotEqualTo(file);
    }
}
