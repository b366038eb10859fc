package dev.perf.distributed.internal.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.distributed.internal.bundle.BundleEntry.Kind;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathBundleTest {

    private static final long MOST = 100_000_000;

    @TempDir
    Path folder;

    private Path jar(String name, String classPath, String... files) throws IOException {
        Path jar = folder.resolve(name);
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (!classPath.isEmpty()) {
            manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        }
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (String file : files) {
                out.putNextEntry(new ZipEntry(file));
                out.write(file.getBytes(UTF_8));
            }
        }
        return jar;
    }

    private List<Path> classPath(String modules, Path... paths) throws IOException {
        return ClassPath.of(
                List.of(paths).stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                modules,
                List.of(),
                Path.of(System.getProperty("java.home")));
    }

    @Test
    void jarsThatOnlyNameOthersStandForThose() throws IOException {
        Path a = jar("a.jar", "", "a");
        Path b = jar("b b.jar", "a.jar missing.jar", "b");
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Path booter = jar("booter.jar", "b%20b.jar " + classes.toUri() + " a.jar http://localhost/x.jar");

        assertThat(classPath("", booter)).containsExactly(b, a, classes);
    }

    @Test
    void eachPartIsThereOnceInOrderAndTheJdkIsNot() throws IOException {
        Path a = jar("a.jar", "", "a");
        Path b = jar("b.jar", "", "b");
        Path modules = Files.createDirectories(folder.resolve("modules"));
        Path module = Files.copy(a, modules.resolve("m.jar"));

        assertThat(classPath(
                        modules.toString(),
                        b,
                        folder.resolve("missing"),
                        a,
                        folder.resolve("x/../b.jar"),
                        Path.of(System.getProperty("java.home"), "lib", "jrt-fs.jar")))
                .containsExactly(b, a, module);
    }

    @Test
    void theClassPathOfThisProcessHasTheTestAndPerf() {
        try (ClassPathBundle bundle = ClassPathBundle.ofThisProcess(List.of(), ClassPathBundle.DEFAULT_MOST_BYTES)) {
            assertThat(bundle.manifest().entries())
                    .hasSizeGreaterThan(5)
                    .extracting(BundleEntry::kind)
                    .contains(Kind.FOLDER);
        }
    }

    @Test
    void aFolderIsTheSameWheneverItWasBuilt() throws IOException {
        for (String name : List.of("one", "two")) {
            Files.createDirectories(folder.resolve(name).resolve("sub"));
            for (String file : name.equals("one") ? List.of("a", "b", "sub/c") : List.of("sub/c", "b", "a")) {
                Path written = Files.writeString(folder.resolve(name).resolve(file), file);
                Files.setLastModifiedTime(written, FileTime.fromMillis(name.hashCode() * 1000L));
            }
        }
        try (ClassPathBundle bundle =
                ClassPathBundle.of(List.of(folder.resolve("one"), folder.resolve("two")), folder, List.of(), MOST)) {
            List<BundleEntry> entries = bundle.manifest().entries();
            assertThat(entries.getFirst().hash()).isEqualTo(entries.getLast().hash());
        }
    }

    @Test
    void tooMuchIsRefusedWithTheLargestParts() throws IOException {
        Path small = jar("small.jar", "", "x");
        Path large = Files.write(folder.resolve("large.jar"), new byte[5_000_000]);

        assertThatThrownBy(() -> ClassPathBundle.of(List.of(small, large), folder, List.of(), 4_000_000))
                .isInstanceOf(BundleException.class)
                .hasMessage("the class path and files of the test have 5.0 MB; at most 4.0 MB are sent to agents. The"
                        + " largest are large.jar (5.0 MB), small.jar (1 kB); take from the class path what"
                        + " the test does not need");
    }

    @Test
    void filesGoAlongUnlessTheirPathsAreAbsolute() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Path users = Files.writeString(folder.resolve("data/users.csv"), "name");

        try (ClassPathBundle bundle = ClassPathBundle.of(
                List.of(), folder, List.of(Path.of("./data/users.csv"), users, Path.of("data/users.csv")), MOST)) {
            assertThat(bundle.manifest().entries())
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.name()).isEqualTo("data/users.csv"));
        }
    }

    @Test
    void aFileOutsideTheWorkingFolderIsRefused() throws IOException {
        Files.writeString(folder.resolve("users.csv"), "name");
        Path work = Files.createDirectories(folder.resolve("work"));

        assertThatThrownBy(() -> ClassPathBundle.of(List.of(), work, List.of(Path.of("../users.csv")), MOST))
                .isInstanceOf(BundleException.class)
                .hasMessage("the file ../users.csv of the test lies outside the working folder " + work
                        + ", so agents cannot have it at the same place; put it below that folder, or on the class"
                        + " path, or name it by an absolute path where every agent has it");
    }
}
