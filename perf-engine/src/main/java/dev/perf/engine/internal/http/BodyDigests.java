package dev.perf.engine.internal.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;

/** Length and checksums of a body. */
interface BodyDigests {

    /** Returns the bytes of the body. */
    long length();

    /** Returns a checksum in hexadecimal digits. */
    String checksum(String algorithm);

    /** Tells whether checksums by {@code algorithm} can be made. */
    static boolean isKnown(String algorithm) {
        try {
            Digest.of(algorithm);
            return true;
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }

    /** Returns those of a body that is held; checksums are made when asked for. */
    static BodyDigests of(byte[] bytes, int from, int length) {
        return new BodyDigests() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public String checksum(String algorithm) {
                Digest digest = Digest.of(algorithm);
                digest.update(bytes, from, length);
                return digest.result();
            }
        };
    }

    /** Made while a body streams by. */
    final class Running implements BodyDigests {

        private final Map<String, Digest> digests = new LinkedHashMap<>();
        private final Map<String, String> results = new LinkedHashMap<>();
        private long length;

        Running(Set<String> algorithms) {
            algorithms.forEach(algorithm -> digests.put(algorithm, Digest.of(algorithm)));
        }

        void update(byte[] bytes, int from, int count) {
            length += count;
            digests.values().forEach(digest -> digest.update(bytes, from, count));
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public String checksum(String algorithm) {
            return results.computeIfAbsent(algorithm, name -> {
                Digest digest = digests.get(name);
                if (digest == null) {
                    throw new IllegalStateException("no checksum " + name + " was prepared");
                }
                return digest.result();
            });
        }
    }

    /** One checksum under way. */
    sealed interface Digest {

        void update(byte[] bytes, int from, int count);

        String result();

        /**
         * Begins a checksum.
         *
         * @throws IllegalArgumentException if the algorithm is not known
         */
        static Digest of(String algorithm) {
            String name = algorithm.toUpperCase(Locale.ROOT);
            if (name.equals("CRC32") || name.equals("CRC-32")) {
                return new Crc(new CRC32());
            }
            try {
                return new Hash(MessageDigest.getInstance(algorithm));
            } catch (NoSuchAlgorithmException unknown) {
                throw new IllegalArgumentException(unknown);
            }
        }
    }

    /** A cyclic redundancy check. */
    record Crc(CRC32 crc) implements Digest {
        @Override
        public void update(byte[] bytes, int from, int count) {
            crc.update(bytes, from, count);
        }

        @Override
        public String result() {
            return HexFormat.of().toHexDigits(crc.getValue(), 8);
        }
    }

    /** A cryptographic hash. */
    record Hash(MessageDigest digest) implements Digest {
        @Override
        public void update(byte[] bytes, int from, int count) {
            digest.update(bytes, from, count);
        }

        @Override
        public String result() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }
}
