package dev.perf.engine.internal.settings.http;

import static dev.perf.engine.internal.shape.Key.key;

import dev.perf.engine.internal.settings.value.Paths;
import dev.perf.engine.internal.settings.value.Texts;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.engine.internal.shape.Key;
import dev.perf.engine.internal.shape.Mapping;
import dev.perf.engine.internal.shape.Shapes;
import dev.perf.http.Tls;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How connections over TLS are made: {@code http.tls}. Only what is said is changed. */
final class TlsSection {

    private static final Key<Path> TRUST = key(
                    "trust",
                    Paths.READ,
                    "File of the certificates to trust in place of those that Java trusts: PEM, or with trustPassword"
                            + " a key store of type PKCS#12 or JKS. Relative to this file.")
            .also("trustStore", "ca")
            .like("ca.pem");
    private static final Key<String> TRUST_PASSWORD = key(
                    "trustPassword", Shapes.text(), "What opens the key store of what is trusted.")
            .also("trustStorePassword");
    private static final Key<Path> KEY_STORE = key(
                    "keyStore",
                    Paths.READ,
                    "Key store of type PKCS#12 or JKS with the key that proves who the client is. Relative to this"
                            + " file.")
            .also("clientKey", "clientKeys");
    private static final Key<String> KEY_PASSWORD = key(
                    "keyStorePassword", Shapes.text(), "What opens the key store and its keys.")
            .also("keyPassword");
    private static final Key<Boolean> PER_USER = key(
            "keyPerUser",
            Shapes.bool(),
            "Whether each user takes a key of the store of its own, in turn; false unless given.");
    private static final Key<String> ALIAS = key(
                    "keyAlias", Texts.TEMPLATE, "Alias of a user's own key, such as {{ alias }}; means keyPerUser.")
            .like("{{ alias }}");
    private static final Key<List<String>> VERSIONS = key(
                    "versions",
                    Shapes.listOf(Shapes.text()),
                    "Versions that are offered; TLSv1.3 and TLSv1.2 unless given.")
            .also("protocols")
            .like(List.of("TLSv1.3"));
    private static final Key<Boolean> RESUMPTION = key(
            "resumption", Shapes.bool(), "Whether a connection resumes the session of one before; true unless given.");

    static final Mapping<UnaryOperator<Tls>> SHAPE = Mapping.of(
            "tls",
            List.of(TRUST, TRUST_PASSWORD, KEY_STORE, KEY_PASSWORD, PER_USER, ALIAS, VERSIONS, RESUMPTION),
            TlsSection::change);

    private TlsSection() {}

    private static @Nullable UnaryOperator<Tls> change(Fields fields) {
        needs(fields, TRUST_PASSWORD, TRUST);
        needs(fields, KEY_STORE, KEY_PASSWORD);
        needs(fields, KEY_PASSWORD, KEY_STORE);
        needs(fields, ALIAS, KEY_STORE);
        needs(fields, PER_USER, KEY_STORE);
        if (fields.has(ALIAS) && !fields.get(PER_USER, true)) {
            fields.mistake(
                    ALIAS, "names each user's own key, and \"keyPerUser\" says that there is one for all; remove one");
        }
        return tls -> changed(tls, fields);
    }

    private static void needs(Fields fields, Key<?> key, Key<?> other) {
        if (fields.has(key) && !fields.has(other)) {
            fields.mistake(key, "means nothing without \"" + other.name() + "\"; add it");
        }
    }

    private static Tls changed(Tls tls, Fields fields) {
        Tls changed = tls;
        Path trust = fields.get(TRUST);
        String trustPassword = fields.get(TRUST_PASSWORD);
        if (trust != null) {
            changed = trustPassword == null ? changed.trust(trust) : changed.trust(trust, trustPassword);
        }
        Path store = fields.get(KEY_STORE);
        String password = fields.get(KEY_PASSWORD);
        if (store != null && password != null) {
            String alias = fields.get(ALIAS);
            changed = alias != null
                    ? changed.clientKeys(store, password, alias)
                    : fields.get(PER_USER, false)
                            ? changed.clientKeys(store, password)
                            : changed.clientKey(store, password);
        }
        List<String> versions = fields.get(VERSIONS);
        changed = versions == null ? changed : changed.versions(versions.toArray(String[]::new));
        Boolean resumes = fields.get(RESUMPTION);
        return resumes == null ? changed : resumes ? changed.withResumption() : changed.withoutResumption();
    }
}
