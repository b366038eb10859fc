package dev.perf.plan;

import static dev.perf.Perf.loadTest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.LoadTest;
import dev.perf.TestFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TestOriginTest {

    private static final String HERE = TestOriginTest.class.getName();
    private static final String MAKES_TEST = "()Ldev/perf/LoadTest;";

    private final String field = "http://localhost";

    static LoadTest plain() {
        return loadTest("plain");
    }

    static LoadTest base() {
        return LoadTest.named("base").tag("made", "by a helper");
    }

    static LoadTest nested() {
        return base().warmUp(Duration.ofSeconds(1));
    }

    static LoadTest withUrl(String url) {
        return loadTest(url);
    }

    static LoadTest throughParameters() {
        return withUrl("http://localhost");
    }

    static TestPlan plan() {
        return loadTest("plan").plan();
    }

    LoadTest ofInstance() {
        return loadTest("of an instance");
    }

    @Test
    void aStaticMethodThatReturnsTheTestIsItsOrigin() {
        assertThat(plain().plan().origin()).isEqualTo(new TestOrigin(HERE, "plain", MAKES_TEST, List.of()));
        assertThat(plan().origin()).isEqualTo(new TestOrigin(HERE, "plan", "()Ldev/perf/plan/TestPlan;", List.of()));
    }

    @Test
    void theOutermostFactoryCountsForOthersMakeOnlyPartsOfTheTest() {
        assertThat(nested().plan().origin()).isEqualTo(new TestOrigin(HERE, "nested", MAKES_TEST, List.of()));
        assertThat(throughParameters().plan().origin())
                .isEqualTo(new TestOrigin(HERE, "throughParameters", MAKES_TEST, List.of()));
    }

    @Test
    void aTestMadeInAMethodOfAnObjectOrInPlaceHasNoOrigin() {
        assertThat(ofInstance().plan().origin()).isNull();
        assertThat(loadTest("in place").plan().origin()).isNull();
        assertThat(withUrl("http://localhost").plan().origin())
                .as("nobody knows the argument")
                .isNull();
    }

    @Test
    void aLambdaThatUsesNothingIsAnOriginToo() {
        Supplier<LoadTest> lambda = () -> loadTest("lambda");
        TestOrigin origin = lambda.get().plan().origin();

        assertThat(origin).isNotNull();
        assertThat(origin.methodName()).startsWith("lambda$");
        assertThat(origin.descriptor()).isEqualTo(MAKES_TEST);
    }

    @Test
    void whateverIsChangedLaterTheOriginStays() {
        TestPlan changed = plain().seed(5)
                .tag("a", "b")
                .threshold("http_req_failed: rate < 1%")
                .plan()
                .withThrottle(null)
                .withMaxSeries(5)
                .withCourse(Course.PLAIN)
                .withBaseline(null);

        assertThat(changed.origin()).isEqualTo(new TestOrigin(HERE, "plain", MAKES_TEST, List.of()));
        assertThat(changed.withOrigin(null).origin()).isNull();
    }

    @Test
    void aReferenceToAStaticMethodIsCalledAgainByItsName() {
        assertThat(LoadTest.madeBy(TestOriginTest::plain).plan().origin())
                .isEqualTo(new TestOrigin(HERE, "plain", MAKES_TEST, List.of()));
    }

    @Test
    void aLambdaTakesTheValuesAlongThatItUses() {
        int port = 8080;
        URI uri = URI.create("http://localhost:8080");
        Path path = Path.of("users.csv");
        Duration time = Duration.ofSeconds(3);
        TimeUnit unit = TimeUnit.DAYS;
        @Nullable String missing = port == 1 ? "text" : null;

        LoadTest test = LoadTest.madeBy(() ->
                loadTest("port " + port + uri + path + time + unit + missing).seed(port));

        TestOrigin origin = test.plan().origin();
        assertThat(origin).isNotNull();
        assertThat(origin.className()).isEqualTo(HERE);
        assertThat(origin.arguments()).containsExactly(port, uri, path, time, unit, missing);
        assertThat(test.plan().seed()).isEqualTo(port);
        assertThat(origin)
                .asString()
                .endsWith("(Integer, URI, Path, Duration, TimeUnit, null)")
                .doesNotContain("8080");
    }

    @Test
    void anObjectThatALambdaUsesIsRefusedByName() {
        var holder = new StringBuilder("http://localhost");

        assertThatThrownBy(() -> LoadTest.madeBy(() -> withUrl(holder.toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("madeBy: the factory is a lambda in " + HERE + ", which uses an object of"
                        + " java.lang.StringBuilder; agents have the"
                        + " classes of this process, but not its"
                        + " objects: call a static method, and give"
                        + " it texts, numbers, booleans, characters,"
                        + " constants of enums, durations, URIs or"
                        + " paths that were kept in local variables"
                        + " before: String url = server.url();"
                        + " madeBy(() -> ShopLoadTest.test(url))");
    }

    @Test
    void theObjectAroundALambdaIsRefusedAsThis() {
        assertThatThrownBy(() -> LoadTest.madeBy(() -> withUrl(field)))
                .hasMessageStartingWith(
                        "madeBy: the factory is a lambda in " + HERE + ", which uses \"this\", an object of " + HERE);
        assertThatThrownBy(() -> LoadTest.madeBy(this::ofInstance))
                .hasMessageStartingWith(
                        "madeBy: the factory is " + HERE + ".ofInstance, which uses \"this\", an object of " + HERE);
    }

    @Test
    void anObjectThatIsNoLambdaIsRefused() {
        TestFactory object = new TestFactory() {
            @Override
            public LoadTest get() {
                return plain();
            }
        };

        assertThatThrownBy(() -> LoadTest.madeBy(object))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("madeBy(" + object.getClass().getName()
                        + "): its factory is an object of that class, which agents do not have; write a lambda, or a"
                        + " reference to a static method: madeBy(() -> ShopLoadTest.test(url))");
    }

    @Test
    void argumentsAreValuesOnly() {
        assertThatThrownBy(() -> new TestOrigin("A", "b", "(Ljava/lang/Object;)V", Arrays.asList(1, new Object())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A.b: an argument is of class java.lang.Object; allowed are texts, numbers, booleans,"
                        + " characters, constants of enums, durations, URIs and paths");
    }
}
