package dev.perf.engine.internal.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StackPlacesTest {

    private static final StackTraceElement JAVA = frame("java.util.HashMap", "HashMap.java", 7);
    private static final StackTraceElement CLIENT = frame("redis.clients.jedis.Jedis", "Jedis.java", 88);
    private static final StackTraceElement OURS = frame("com.acme.stock.Stock", "Stock.java", 12);
    private static final StackTraceElement STEP = frame("com.acme.load.ShopTest", "ShopTest.java", 42);
    private static final StackTraceElement API = frame("dev.perf.scenario.Session", "Session.java", 50);
    private static final StackTraceElement ENGINE =
            frame("dev.perf.engine.internal.script.ExecNode", "ExecNode.java", 40);
    private static final StackTraceElement THREAD = frame("java.lang.VirtualThread", "VirtualThread.java", 300);

    private static StackTraceElement frame(String type, @Nullable String file, int line) {
        return new StackTraceElement(type, "method", file, line);
    }

    private static @Nullable String place(StackTraceElement... stack) {
        var thrown = new IllegalStateException();
        thrown.setStackTrace(stack);
        var place = StackPlaces.ofUser(thrown);
        return place == null ? null : place.toString();
    }

    @Test
    void theLineOfTheUsersOwnCodeIsTheInnermostOne() {
        assertThat(place(STEP, ENGINE, THREAD)).isEqualTo("ShopTest.java:42");
        assertThat(place(OURS, STEP, ENGINE, THREAD)).isEqualTo("Stock.java:12");
    }

    @Test
    void linesOfJavaOfPerfAndOfClientsAreNotTheUsers() {
        assertThat(place(JAVA, STEP, ENGINE, THREAD)).isEqualTo("ShopTest.java:42");
        assertThat(place(CLIENT, JAVA, CLIENT, STEP, ENGINE, THREAD)).isEqualTo("ShopTest.java:42");
        assertThat(place(ENGINE, API, STEP, API, ENGINE, THREAD)).isEqualTo("ShopTest.java:42");
    }

    @Test
    void aMethodOfAClientThatIsTheStepItselfIsNamed() {
        assertThat(place(JAVA, CLIENT, ENGINE, THREAD)).isEqualTo("Jedis.java:88");
    }

    @Test
    void classesWithoutAPackageOrWithoutLinesAreNamedAsFarAsTheyCanBe() {
        assertThat(place(CLIENT, frame("Shop", "Shop.java", 3), ENGINE)).isEqualTo("Shop.java:3");
        assertThat(place(CLIENT, frame("load.Shop", "Shop.java", 3), ENGINE)).isEqualTo("Shop.java:3");
        assertThat(place(frame("com.acme.Shop$Cart", null, -1), ENGINE)).isEqualTo("Shop$Cart");
    }

    @Test
    void aStackWithoutTheUserHasNoPlace() {
        assertThat(place()).isNull();
        assertThat(place(JAVA, ENGINE, THREAD)).isNull();
    }
}
