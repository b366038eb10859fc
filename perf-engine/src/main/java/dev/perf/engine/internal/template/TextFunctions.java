package dev.perf.engine.internal.template;

import dev.perf.engine.internal.template.Function.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Functions that encode and digest texts. */
final class TextFunctions {

    static final List<Function> ALL = List.of(
            Function.of(
                    "base64",
                    List.of("value"),
                    Kind.CONSTANT,
                    (arguments, user) -> Base64.getEncoder().encodeToString(Values.bytes(arguments, 0))),
            Function.of(
                    "base64Url",
                    List.of("value"),
                    Kind.CONSTANT,
                    (arguments, user) ->
                            Base64.getUrlEncoder().withoutPadding().encodeToString(Values.bytes(arguments, 0))),
            digest("md5", "MD5"),
            digest("sha1", "SHA-1"),
            digest("sha256", "SHA-256"),
            digest("sha512", "SHA-512"),
            hmac("hmacSha1", "HmacSHA1"),
            hmac("hmacSha256", "HmacSHA256"),
            hmac("hmacSha512", "HmacSHA512"),
            Function.of(
                    "urlEncode",
                    List.of("value"),
                    Kind.CONSTANT,
                    (arguments, user) -> urlEncode(Values.text(arguments, 0))),
            Function.of(
                    "jsonEscape",
                    List.of("value"),
                    Kind.CONSTANT,
                    (arguments, user) -> JsonText.escape(Values.text(arguments, 0))));

    private TextFunctions() {}

    private static Function digest(String name, String algorithm) {
        return Function.of(name, List.of("value"), Kind.CONSTANT, (arguments, user) -> {
            try {
                return new Values.Digest(MessageDigest.getInstance(algorithm).digest(Values.bytes(arguments, 0)));
            } catch (NoSuchAlgorithmException missing) {
                throw new BadArgumentException(0, "this JDK has no " + algorithm);
            }
        });
    }

    private static Function hmac(String name, String algorithm) {
        return Function.of(name, List.of("key", "value"), Kind.CONSTANT, (arguments, user) -> {
            byte[] key = Values.bytes(arguments, 0);
            if (key.length == 0) {
                throw new BadArgumentException(0, "the key must not be empty");
            }
            try {
                Mac mac = Mac.getInstance(algorithm);
                mac.init(new SecretKeySpec(key, algorithm));
                return new Values.Digest(mac.doFinal(Values.bytes(arguments, 1)));
            } catch (GeneralSecurityException missing) {
                throw new BadArgumentException(0, "this JDK has no " + algorithm);
            }
        });
    }

    /** Encodes all but the unreserved characters of RFC 3986, so that the result fits into a path and a query alike. */
    private static String urlEncode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
