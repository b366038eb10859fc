package dev.perf.engine.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.perf.engine.MapSession;
import dev.perf.engine.internal.http.transport.TlsSettings;
import dev.perf.engine.internal.template.Template;
import dev.perf.engine.internal.template.Templates;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientKeysTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private static KeyStore store;

    @BeforeAll
    static void makeKeys(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("keys.p12");
        for (String alias : List.of("a", "b", "c")) {
            keytool(file, alias);
        }
        store = KeyStore.getInstance(file.toFile(), PASSWORD);
    }

    private static void keytool(Path file, String alias) throws IOException, InterruptedException {
        String program =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String arguments = "-genkeypair -keyalg EC -dname CN=" + alias + " -storepass changeit -alias " + alias;
        List<String> command = new java.util.ArrayList<>(List.of(program, "-keystore", file.toString()));
        command.addAll(List.of(arguments.split(" ")));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private static ClientKeys keys(@Nullable String alias, boolean resumes, int mostContexts) {
        Template template = alias == null ? null : new Templates(Map.of()).compile(alias);
        return new ClientKeys(
                "keys.p12",
                store,
                PASSWORD,
                List.of("a", "b", "c"),
                template,
                TlsSettings.trustEverything(),
                resumes,
                mostContexts);
    }

    @Test
    void makesAContextWhenItIsFirstNeeded() {
        ClientKeys keys = keys(null, true, 10);
        Supplier<SSLContext> first = keys.ofNextUser(new MapSession());
        Supplier<SSLContext> second = keys.ofNextUser(new MapSession());
        assertThat(keys.contexts()).isZero();
        SSLContext made = first.get();
        assertThat(first.get()).isSameAs(made);
        assertThat(keys.contexts()).isEqualTo(1);
        assertThat(second.get()).isNotSameAs(made);
        assertThat(keys.contexts()).isEqualTo(2);
    }

    @Test
    void givesKeysInTurn() {
        ClientKeys keys = keys(null, true, 10);
        SSLContext first = keys.ofNextUser(new MapSession()).get();
        keys.ofNextUser(new MapSession());
        keys.ofNextUser(new MapSession());
        assertThat(keys.ofNextUser(new MapSession()).get()).isSameAs(first);
    }

    @Test
    void keepsTheContextsOfTheKeysUsedLast() {
        ClientKeys keys = keys(null, true, 2);
        Supplier<SSLContext> a = keys.ofNextUser(new MapSession());
        Supplier<SSLContext> b = keys.ofNextUser(new MapSession());
        Supplier<SSLContext> c = keys.ofNextUser(new MapSession());
        SSLContext ofA = a.get();
        SSLContext ofB = b.get();
        assertThat(a.get()).isSameAs(ofA); // so b is the one not used for longest
        c.get();
        assertThat(keys.contexts()).isEqualTo(2);
        assertThat(a.get()).isSameAs(ofA);
        assertThat(b.get()).isNotSameAs(ofB);
        assertThat(keys.contexts()).isEqualTo(2);
    }

    @Test
    void keepsNoContextWhereSessionsAreNotResumed() {
        ClientKeys keys = keys(null, false, 10);
        Supplier<SSLContext> user = keys.ofNextUser(new MapSession());
        assertThat(user.get()).isNotSameAs(user.get());
        assertThat(keys.contexts()).isZero();
    }

    @Test
    void asksTheSessionEachTime() {
        ClientKeys keys = keys("#{first}", true, 10);
        var session = new MapSession();
        Supplier<SSLContext> user = keys.ofNextUser(session);
        session.set("first", "A");
        SSLContext ofA = user.get();
        session.set("first", "b");
        assertThat(user.get()).isNotSameAs(ofA);
        session.set("first", "a");
        assertThat(user.get()).isSameAs(ofA);
        session.set("first", "d");
        assertThatIllegalArgumentException()
                .isThrownBy(user::get)
                .withMessage("tls clientKeys: keys.p12 has no key \"d\"; it has a, b, c");
    }
}
