package dev.perf.distributed.internal.bundle;

import dev.perf.distributed.internal.bundle.BundleEntry.Kind;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The class path of this process and the files of a test, as they are sent to agents: jars as they are, folders as zips
 * that are the same whenever the folder is. Immutable, but for its temporary files, which {@link #close} removes.
 */
public final class ClassPathBundle implements AutoCloseable {

    /** The most bytes that are sent unless somebody says otherwise: 512 MB. */
    public static final long DEFAULT_MOST_BYTES = 512L << 20;

    /** Zips know no earlier time, and need one. */
    private static final LocalDateTime ANY_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final BundleManifest manifest;
    private final Map<String, Path> contents;
    private final List<Path> temporary;

    private ClassPathBundle(BundleManifest manifest, Map<String, Path> contents, List<Path> temporary) {
        this.manifest = manifest;
        this.contents = Map.copyOf(contents);
        this.temporary = List.copyOf(temporary);
    }

    /**
     * Returns the bundle of this process, with what the class loader of the calling thread adds to its class path.
     *
     * @param files files that the test reads, as it names them. Those with absolute paths are left out: each agent has to
     *     have them there
     * @param mostBytes the most bytes that it may have
     * @throws BundleException if there are more, a file lies above the working folder, or something cannot be read
     */
    public static ClassPathBundle ofThisProcess(Collection<Path> files, long mostBytes) {
        try {
            List<Path> classPath = ClassPath.of(
                    System.getProperty("java.class.path", "")
                            + File.pathSeparator
                            + ClassPath.of(Thread.currentThread().getContextClassLoader()),
                    System.getProperty("jdk.module.path"),
                    ManagementFactory.getRuntimeMXBean().getInputArguments(),
                    Path.of(System.getProperty("java.home")));
            return of(classPath, Path.of("").toAbsolutePath(), files, mostBytes);
        } catch (IOException unreadable) {
            throw new BundleException("the class path cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /**
     * Returns a bundle.
     *
     * @param classPath jars and folders, in order
     * @param folder what files are relative to
     */
    static ClassPathBundle of(List<Path> classPath, Path folder, Collection<Path> files, long mostBytes) {
        var entries = new ArrayList<BundleEntry>();
        var contents = new HashMap<String, Path>();
        var temporary = new ArrayList<Path>();
        try {
            for (Path part : classPath) {
                Path content = part;
                if (Files.isDirectory(part)) {
                    content = Files.createTempFile("perf-bundle", ".zip");
                    temporary.add(content);
                    zip(part, content, mostBytes);
                }
                add(Files.isDirectory(part) ? Kind.FOLDER : Kind.JAR, partName(part), content, entries, contents);
            }
            for (Path file : files) {
                String name = fileName(file, folder);
                if (name != null
                        && entries.stream().noneMatch(entry -> entry.name().equals(name))) {
                    add(Kind.FILE, name, folder.resolve(file), entries, contents);
                }
            }
            var manifest = new BundleManifest(entries);
            manifest.check(mostBytes);
            return new ClassPathBundle(manifest, contents, temporary);
        } catch (IOException unreadable) {
            remove(temporary);
            throw new BundleException("the class path cannot be read: " + unreadable.getMessage(), unreadable);
        } catch (BundleException refused) {
            remove(temporary);
            throw refused;
        }
    }

    private static void add(Kind kind, String name, Path content, List<BundleEntry> entries, Map<String, Path> contents)
            throws IOException {
        String hash = FileHashes.of(content);
        entries.add(new BundleEntry(kind, name, hash, Files.size(content)));
        contents.put(hash, content);
    }

    private static String partName(Path part) {
        Path last = part.getFileName();
        String name = last == null ? "root" : last.toString().replaceAll("[^A-Za-z0-9._+-]", "_");
        name = name.startsWith(".") ? "_" + name.substring(1) : name;
        return name.length() <= 200 ? name : name.substring(name.length() - 200);
    }

    /** Null for a file that agents have themselves. */
    private static @Nullable String fileName(Path file, Path folder) {
        if (file.isAbsolute()) {
            return null;
        }
        Path below = folder.relativize(folder.resolve(file).normalize());
        String name = below.toString().replace('\\', '/');
        if (!BundleEntry.isPath(name)) {
            throw new BundleException("the file " + file + " of the test lies outside the working folder " + folder
                    + ", so agents cannot have it at the same place; put it below that folder, or on the class path, or"
                    + " name it by an absolute path where every agent has it");
        }
        return name;
    }

    private static void zip(Path folder, Path target, long mostBytes) throws IOException {
        List<Path> files;
        try (Stream<Path> below = Files.walk(folder)) {
            files = below.filter(Files::isRegularFile).toList();
        }
        var byName = new TreeMap<String, Path>();
        long sum = 0;
        for (Path file : files) {
            byName.put(folder.relativize(file).toString().replace('\\', '/'), file);
            sum += Files.size(file);
        }
        if (sum > 4 * mostBytes) {
            throw new BundleException("the folder " + folder + " of the class path has " + BundleManifest.megabytes(sum)
                    + "; at most " + BundleManifest.megabytes(mostBytes)
                    + " are sent to agents; take from the class path what the test does not need");
        }
        try (var zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(target)))) {
            zip.setLevel(Deflater.BEST_SPEED);
            for (Map.Entry<String, Path> file : byName.entrySet()) {
                var entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(ANY_TIME);
                zip.putNextEntry(entry);
                Files.copy(file.getValue(), zip);
                zip.closeEntry();
            }
        }
    }

    /** Returns what it consists of. */
    public BundleManifest manifest() {
        return manifest;
    }

    /**
     * Returns bytes of a part.
     *
     * @param hash of the part
     * @param offset where in it they begin
     * @param most the most bytes to return
     * @throws BundleException if it cannot be read, or is none of the bundle
     */
    byte[] read(String hash, long offset, int most) {
        Path content = contents.get(hash);
        if (content == null) {
            throw new BundleException("the bundle has no part " + BundleEntry.shown(hash));
        }
        try (FileChannel channel = FileChannel.open(content)) {
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.max(0, Math.min(most, channel.size() - offset)));
            while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) >= 0) {
                continue;
            }
            return Arrays.copyOf(buffer.array(), buffer.position());
        } catch (IOException unreadable) {
            throw new BundleException(content + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    @Override
    public void close() {
        remove(temporary);
    }

    private static void remove(List<Path> files) {
        for (Path file : files) {
            if (!file.toFile().delete()) {
                file.toFile().deleteOnExit();
            }
        }
    }
}
