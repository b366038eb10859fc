package dev.perf.distributed.internal.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;

/** SHA-256 of files, worked out once per process for a file that does not change. */
final class FileHashes {

    private record Version(Path file, long size, FileTime changed) {}

    private static final ConcurrentHashMap<Version, String> KNOWN = new ConcurrentHashMap<>();

    private FileHashes() {}

    static String of(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        var version = new Version(file.toAbsolutePath(), attributes.size(), attributes.lastModifiedTime());
        String known = KNOWN.get(version);
        if (known != null) {
            return known;
        }
        MessageDigest digest = digest();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        String hash = hex(digest);
        KNOWN.put(version, hash);
        return hash;
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
