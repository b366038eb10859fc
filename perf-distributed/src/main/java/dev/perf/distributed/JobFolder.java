package dev.perf.distributed;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.perf.fleet.FleetException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of a queue: a file for each job, written anew with each change and put in place in one step, so that whoever
 * reads it finds a whole one. Only its user may read what is in it, for arguments of tests may be secret.
 */
final class JobFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobFolder.class);

    private static final String ENDING = ".json";

    /** A job has few kilobytes; something else by that name may have more than memory holds. */
    private static final long MOST_BYTES = 16L << 20;

    /**
     * What the folder has.
     *
     * @param jobs in the order in which they were submitted
     * @param takenIds ids of files, those that cannot be read among them
     * @param warnings what cannot be read, and why
     */
    record Content(List<StoredJob> jobs, List<String> takenIds, List<String> warnings) {}

    private final Path folder;
    private final FileChannel lock;
    private final JobJson json;

    private JobFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
        json = new JobJson(folder);
    }

    /**
     * Opens a folder, and makes it if it is missing.
     *
     * @throws FleetException if another queue has it
     */
    static JobFolder open(Path path) throws IOException {
        Path folder = path.toAbsolutePath().normalize();
        Files.createDirectories(folder);
        Files.createDirectories(jobs(folder), readableByOwner("rwx------"));
        FileChannel channel =
                FileChannel.open(folder.resolve("queue.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (isLocked(channel, folder)) {
                return new JobFolder(folder, channel);
            }
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
        channel.close();
        throw inUse(folder);
    }

    /** Some network folders know no locks: there nobody notices a second queue. */
    private static boolean isLocked(FileChannel channel, Path folder) throws IOException {
        FileLock held;
        try {
            held = channel.tryLock();
        } catch (OverlappingFileLockException other) {
            throw inUse(folder);
        } catch (IOException unsupported) {
            LOG.warn("{} cannot be locked; no other queue may use it at the same time", folder, unsupported);
            return true;
        }
        return held != null;
    }

    private static FleetException inUse(Path folder) {
        return new FleetException(
                "folder " + folder + " is in use by another queue; close that one, or choose another folder");
    }

    private static Path jobs(Path folder) {
        return folder.resolve("jobs");
    }

    private static FileAttribute<?>[] readableByOwner(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Returns where reports go. */
    Path reports() {
        return folder.resolve("reports");
    }

    /** Reads all jobs; what cannot be read is left as it is. */
    Content read() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(jobs(folder))) {
            files = all.filter(
                            file -> name(file).endsWith(ENDING) && !name(file).startsWith("."))
                    .sorted()
                    .toList();
        }
        var jobs = new ArrayList<StoredJob>();
        var ids = new ArrayList<String>();
        var warnings = new ArrayList<String>();
        for (Path file : files) {
            String id = name(file).substring(0, name(file).length() - ENDING.length());
            ids.add(id);
            try {
                jobs.add(job(file, id));
            } catch (IOException | MalformedJobException unreadable) {
                warnings.add(file + ": " + unreadable.getMessage()
                        + "; the job is left out, and its file as it is: mend it or delete it, and open the"
                        + " queue again");
            }
        }
        jobs.sort(Comparator.comparingLong(job -> job.terms().sequence()));
        return new Content(jobs, ids, warnings);
    }

    private StoredJob job(Path file, String id) throws IOException, MalformedJobException {
        if (!Files.isRegularFile(file)) {
            throw new MalformedJobException("is no file");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new MalformedJobException("has " + Files.size(file) + " bytes, which is no job");
        }
        StoredJob job = json.read(Files.readAllBytes(file));
        if (!job.terms().id().equals(id)) {
            throw new MalformedJobException(
                    "/id: is \"" + job.terms().id() + "\", but the file is named for another job");
        }
        return job;
    }

    /** Writes a job, in place of what there was of it. */
    void write(StoredJob job) throws IOException {
        Path file = file(job.terms().id());
        Path draft = jobs(folder).resolve("." + job.terms().id() + ".draft");
        try {
            Files.deleteIfExists(draft);
            Files.createFile(draft, readableByOwner("rw-------"));
            Files.write(draft, json.write(job));
            try {
                Files.move(draft, file, ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException plain) {
                Files.move(draft, file, REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Deletes what there is of a job; its reports stay. */
    void delete(String id) throws IOException {
        Files.deleteIfExists(file(id));
    }

    private Path file(String id) {
        return jobs(folder).resolve(id + ENDING);
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException failure) {
            LOG.warn("{} cannot be unlocked", folder, failure);
        }
    }
}
