package dev.perf.engine.internal.feed;

import dev.perf.text.Nearest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A file with data, or else a resource on the class path; its content is unpacked where it is compressed with gzip. */
final class DataFile {

    private static final int BUFFER = 1 << 16;
    private static final int MOST_NAMES = 5;
    private static final long LARGE = 16_000_000;

    private final String path;
    private final @Nullable URL resource;
    private final boolean compressed;

    private DataFile(String path, @Nullable URL resource) throws IOException {
        this.path = path;
        this.resource = resource;
        try (InputStream raw = raw()) {
            this.compressed = raw.read() == 0x1f && raw.read() == 0x8b;
        }
    }

    /** Finds a file. */
    static DataFile of(String path) throws IOException, BadDataException {
        Path file = Path.of(path);
        if (Files.isDirectory(file)) {
            throw new BadDataException("is a folder; name a file in it");
        }
        if (Files.exists(file)) {
            return new DataFile(path, null);
        }
        URL resource = resource(path);
        if (resource == null) {
            throw new BadDataException("not found: no such file in "
                    + Path.of("").toAbsolutePath() + ", and no such class path resource" + advice(file));
        }
        return new DataFile(path, resource);
    }

    private static @Nullable URL resource(String path) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        String name = path.startsWith("/") ? path.substring(1) : path;
        return loader == null ? ClassLoader.getSystemResource(name) : loader.getResource(name);
    }

    private static String advice(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        String name = String.valueOf(file.getFileName());
        if (folder == null || !Files.isDirectory(folder)) {
            return folder == null ? "" : "; there is no folder " + folder;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            List<String> names = entries.filter(Files::isRegularFile)
                    .map(entry -> String.valueOf(entry.getFileName()))
                    .sorted()
                    .toList();
            String nearest = Nearest.to(name, names);
            if (nearest != null) {
                return "; did you mean \"" + file.resolveSibling(nearest) + "\"?";
            }
            List<String> alike = names.stream()
                    .filter(other -> extension(other).equals(extension(name)))
                    .limit(MOST_NAMES)
                    .toList();
            return alike.isEmpty() ? "" : "; the folder has " + String.join(", ", alike);
        } catch (IOException unreadable) {
            return "";
        }
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Returns a file in the same folder. */
    DataFile beside(String name) throws IOException, BadDataException {
        int folder = path.lastIndexOf('/') + 1;
        return of(folder == 0 ? String.valueOf(Path.of(path).resolveSibling(name)) : path.substring(0, folder) + name);
    }

    /** Tells whether there is more in it, unpacked, than is to be held in memory unasked. */
    boolean isLarge() throws IOException {
        if (resource == null && !compressed) {
            return Files.size(Path.of(path)) > LARGE;
        }
        try (InputStream content = open()) {
            byte[] buffer = new byte[BUFFER];
            long size = 0;
            for (int read = content.read(buffer); read >= 0 && size <= LARGE; read = content.read(buffer)) {
                size += read;
            }
            return size > LARGE;
        }
    }

    /** Opens the content, unpacked. */
    InputStream open() throws IOException {
        InputStream raw = raw();
        try {
            return compressed ? new GZIPInputStream(raw, BUFFER) : new BufferedInputStream(raw, BUFFER);
        } catch (IOException damaged) {
            raw.close();
            throw damaged;
        }
    }

    private InputStream raw() throws IOException {
        return resource == null ? Files.newInputStream(Path.of(path)) : resource.openStream();
    }
}
