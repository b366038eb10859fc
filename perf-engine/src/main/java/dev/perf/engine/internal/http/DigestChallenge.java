package dev.perf.engine.internal.http;

import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A server's challenge of digest authentication (RFC 7616), and the answers to it. Thread-safe: requests sent at the
 * same time get different nonce counts.
 */
final class DigestChallenge {

    /** The algorithms of RFC 7616, the strongest first, by the names that {@link MessageDigest} has for them. */
    private enum Algorithm {
        SHA_512_256("SHA-512-256", "SHA-512/256"),
        SHA_256("SHA-256", "SHA-256"),
        MD5("MD5", "MD5");

        final String name;
        final String digest;

        Algorithm(String name, String digest) {
            this.name = name;
            this.digest = digest;
        }
    }

    private final Algorithm algorithm;
    private final boolean ofSession;
    private final @Nullable String algorithmAsSent;
    private final boolean qop;
    private final boolean utf8;
    private final String realm;
    private final String nonce;
    private final @Nullable String opaque;
    private final String clientNonce;
    private final AtomicInteger count = new AtomicInteger();

    private DigestChallenge(AuthChallenge challenge, Algorithm algorithm, String nonce, String clientNonce) {
        String named = challenge.parameter("algorithm");
        this.algorithm = algorithm;
        this.algorithmAsSent = named;
        this.ofSession = named != null && named.toLowerCase(Locale.ROOT).endsWith("-sess");
        this.qop = challenge.parameter("qop") != null;
        this.utf8 = "UTF-8".equalsIgnoreCase(challenge.parameter("charset"));
        this.realm = challenge.parameters().getOrDefault("realm", "");
        this.nonce = nonce;
        this.opaque = challenge.parameter("opaque");
        this.clientNonce = clientNonce;
    }

    private DigestChallenge(DigestChallenge known, String nonce, String clientNonce) {
        this.algorithm = known.algorithm;
        this.algorithmAsSent = known.algorithmAsSent;
        this.ofSession = known.ofSession;
        this.qop = known.qop;
        this.utf8 = known.utf8;
        this.realm = known.realm;
        this.nonce = nonce;
        this.opaque = known.opaque;
        this.clientNonce = clientNonce;
    }

    /**
     * Returns the challenge with the strongest algorithm, or null where there is none that can be answered: another
     * scheme, another algorithm, or protection of bodies ({@code auth-int}) only.
     */
    static @Nullable DigestChallenge strongest(List<AuthChallenge> challenges, Supplier<String> clientNonce) {
        for (Algorithm algorithm : Algorithm.values()) {
            for (AuthChallenge challenge : challenges) {
                String nonce = challenge.parameter("nonce");
                if (challenge.scheme().equals("digest")
                        && nonce != null
                        && isOf(challenge, algorithm)
                        && offersAuth(challenge.parameter("qop"))) {
                    return new DigestChallenge(challenge, algorithm, nonce, clientNonce.get());
                }
            }
        }
        return null;
    }

    private static boolean isOf(AuthChallenge challenge, Algorithm algorithm) {
        String named = challenge.parameters().getOrDefault("algorithm", "MD5");
        return named.equalsIgnoreCase(algorithm.name) || named.equalsIgnoreCase(algorithm.name + "-sess");
    }

    private static boolean offersAuth(@Nullable String qop) {
        return qop == null
                || Arrays.stream(qop.split(",")).anyMatch(one -> one.strip().equalsIgnoreCase("auth"));
    }

    /** Returns this challenge with another nonce, counted from 1 again. */
    DigestChallenge withNonce(String next, String nextClientNonce) {
        return new DigestChallenge(this, next, nextClientNonce);
    }

    String nonce() {
        return nonce;
    }

    /** Returns the value of the {@code Authorization} header of the next request. */
    String answer(String method, String path, String user, String password) {
        Charset charset = utf8 || !StandardCharsets.ISO_8859_1.newEncoder().canEncode(user + password)
                ? StandardCharsets.UTF_8
                : StandardCharsets.ISO_8859_1;
        String secret = hash(user + ":" + realm + ":" + password, charset);
        if (ofSession) {
            secret = hash(secret + ":" + nonce + ":" + clientNonce, charset);
        }
        String request = hash(method + ":" + path, StandardCharsets.ISO_8859_1);
        var header = new StringBuilder("Digest ");
        appendUser(header, user, charset);
        appendQuoted(header, ", realm=", realm);
        appendQuoted(header, ", nonce=", nonce);
        appendQuoted(header, ", uri=", path);
        if (algorithmAsSent != null) {
            header.append(", algorithm=").append(algorithmAsSent);
        }
        if (qop) {
            String nc = "%08x".formatted(count.incrementAndGet());
            String response = hash(
                    secret + ":" + nonce + ":" + nc + ":" + clientNonce + ":auth:" + request,
                    StandardCharsets.ISO_8859_1);
            appendQuoted(header, ", response=", response);
            header.append(", qop=auth, nc=").append(nc);
            appendQuoted(header, ", cnonce=", clientNonce);
        } else {
            String response = hash(secret + ":" + nonce + ":" + request, StandardCharsets.ISO_8859_1);
            appendQuoted(header, ", response=", response);
            if (ofSession) {
                appendQuoted(header, ", cnonce=", clientNonce);
            }
        }
        if (opaque != null) {
            appendQuoted(header, ", opaque=", opaque);
        }
        return header.toString();
    }

    /** A name that is not ASCII is sent in the form of RFC 8187 where the server knows it (RFC 7616, 3.4.4). */
    private void appendUser(StringBuilder header, String user, Charset charset) {
        boolean ascii = user.chars().allMatch(c -> c >= ' ' && c < 0x7f);
        if (ascii || charset == StandardCharsets.ISO_8859_1) {
            appendQuoted(header, "username=", user);
        } else {
            String encoded = URLEncoder.encode(user, StandardCharsets.UTF_8)
                    .replace("+", "%20")
                    .replace("*", "%2A");
            header.append("username*=UTF-8''").append(encoded);
        }
    }

    private static void appendQuoted(StringBuilder header, String name, String value) {
        header.append(name).append('"');
        header.append(value.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }

    private String hash(String text, Charset charset) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm.digest);
            return HexFormat.of().formatHex(digest.digest(text.getBytes(charset)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
