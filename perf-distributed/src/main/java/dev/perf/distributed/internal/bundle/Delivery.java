package dev.perf.distributed.internal.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Puts a bundle from the cache into the working directory of a run: jars under their own names, folders unpacked, files
 * where the test looks for them. From then on the run does not depend on the cache.
 */
public final class Delivery {

    /** Where the class path is; no file of a test goes there. */
    private static final Path CLASS_PATH = Path.of(".perf", "classpath");

    private static final long MOST_UNPACKED = 4L << 30;
    private static final int MOST_FILES = 500_000;

    private Delivery() {}

    /**
     * Puts all parts in their places.
     *
     * @param directory made where it is missing
     * @return the class path, in order
     * @throws BundleException if a part is not in the cache, or cannot be put there
     */
    public static List<Path> into(Path directory, BundleManifest manifest, BundleCache cache) {
        var classPath = new ArrayList<Path>();
        for (BundleEntry entry : manifest.entries()) {
            Path content = cache.find(entry);
            if (content == null) {
                throw new BundleException(entry.name() + " is not in the cache any more; send the bundle again");
            }
            try {
                Path target = entry.kind() == BundleEntry.Kind.FILE
                        ? directory.resolve(entry.name())
                        : directory.resolve(CLASS_PATH).resolve(classPath.size() + "-" + entry.name());
                Files.createDirectories(target.resolve("..").normalize());
                switch (entry.kind()) {
                    case FILE -> Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
                    case JAR -> link(content, target);
                    case FOLDER -> unpack(content, target);
                }
                if (entry.kind() != BundleEntry.Kind.FILE) {
                    classPath.add(target);
                }
            } catch (IOException full) {
                throw new BundleException(
                        entry.name() + " cannot be put into " + directory + ": " + full
                                + "; make room there, or let the agent write there",
                        full);
            }
        }
        return List.copyOf(classPath);
    }

    /** A second name costs nothing; not all file systems have them, and none has them for another one's files. */
    private static void link(Path content, Path target) throws IOException {
        try {
            Files.createLink(target, content);
        } catch (FileAlreadyExistsException twice) {
            throw twice;
        } catch (IOException | UnsupportedOperationException impossible) {
            Files.copy(content, target);
        }
    }

    private static void unpack(Path zip, Path folder) throws IOException {
        Files.createDirectories(folder);
        long rest = MOST_UNPACKED;
        int files = 0;
        try (var in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!BundleEntry.isPath(entry.getName()) || ++files > MOST_FILES) {
                    throw new BundleException("a folder of the class path has a file \""
                            + BundleEntry.shown(entry.getName()) + "\", or too many, and is not unpacked");
                }
                Path target = folder.resolve(entry.getName());
                Files.createDirectories(target.resolve("..").normalize());
                rest -= copy(in, target, rest);
            }
        }
    }

    private static long copy(InputStream in, Path target, long most) throws IOException {
        long count = 0;
        byte[] buffer = new byte[1 << 16];
        try (var out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                count += read;
                if (count > most) {
                    throw new BundleException("a folder of the class path has more than "
                            + BundleManifest.megabytes(MOST_UNPACKED) + ", unpacked, and is not taken");
                }
                out.write(buffer, 0, read);
            }
        }
        return count;
    }
}
