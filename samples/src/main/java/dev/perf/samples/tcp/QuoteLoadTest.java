package dev.perf.samples.tcp;

import static dev.perf.Perf.between;
import static dev.perf.Perf.doIf;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.key;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.task;
import static dev.perf.Perf.users;
import static dev.perf.threshold.Thresholds.failedSteps;
import static dev.perf.threshold.Thresholds.responseTime;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.perf.LoadTest;
import dev.perf.scenario.Key;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import dev.perf.scenario.User;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** Traders at a stock exchange that speaks lines of text over TCP, each with a connection that stays open. */
public final class QuoteLoadTest {

    private static final List<String> SHARES = List.of("ACME", "HOOLI", "INITECH", "UMBRELLA");

    private static final Key<QuoteConnection> EXCHANGE = key("exchange", QuoteConnection.class);

    private QuoteLoadTest() {}

    /**
     * A trader: connects once, asks for prices and buys, and disconnects. One whose connection is lost fails that
     * iteration, and connects anew in the next.
     *
     * @param deadline how long it waits for the connection, and for each answer
     */
    // tag::scenario[]
    static Scenario trader(InetSocketAddress exchange, Duration deadline) {
        Step connect = exec("connect", user -> user.session().set(EXCHANGE, QuoteConnection.open(exchange, deadline)));
        Step reconnect = doIf(session -> !session.get(EXCHANGE).isOpen(), connect);

        return scenario("trader")
                .onStart(connect)
                .thinkTime(between(ofMillis(100), ofMillis(300)))
                .tasks(
                        task(9, reconnect, exec("quote", user -> {
                            BigDecimal price = user.session().get(EXCHANGE).price(anyShare(user));
                            user.check("price is positive", price.signum() > 0);
                        })),
                        task(1, reconnect, exec("buy", user -> {
                            user.session().get(EXCHANGE).buy(anyShare(user), 10);
                        })))
                .onStop(exec("disconnect", user -> user.session().get(EXCHANGE).close()));
    }

    private static String anyShare(User user) {
        return SHARES.get(user.random().nextInt(SHARES.size()));
    }
    // end::scenario[]

    /** Returns the test, aimed at an exchange that listens at {@code address}. */
    // tag::test[]
    public static LoadTest test(InetSocketAddress address) {
        return loadTest("quotes")
                .run(
                        trader(address, ofSeconds(2)),
                        users().rampTo(100).over(ofSeconds(5)).hold(ofSeconds(10)))
                .threshold(responseTime("quote").p95().below(ofMillis(50)))
                .threshold(responseTime("buy").p95().below(ofMillis(50)))
                .threshold(failedSteps().rate().below(0.01))
                .threshold("checks: rate > 0.99");
    }
    // end::test[]

    /** Starts an exchange and runs the test against it; {@code --help} lists the flags. */
    public static void main(String... arguments) {
        try (QuoteServer server = QuoteServer.start()) {
            test(server.address()).main(arguments);
        }
    }
}
