package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.QUIET;
import static dev.perf.engine.internal.run.Runs.checked;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.LoadTest;
import dev.perf.engine.PerfEngine;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.engine.internal.jmx.RunBean;
import dev.perf.result.RunEvent;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import dev.perf.spi.Run;
import dev.perf.spi.RunListener;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import org.junit.jupiter.api.Test;

/** Runs watched and controlled through the platform's MBean server, as jconsole does it. */
class JmxControlTest {

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    private static ObjectName name(String test, Run run) throws JMException {
        return new ObjectName("dev.perf:type=Run,test=" + ObjectName.quote(test) + ",id=" + run.id());
    }

    private void invoke(ObjectName bean, String operation, Object... parameters) throws JMException {
        server.invoke(bean, operation, parameters, null);
    }

    @Test
    void steersARunOfTheEngineAndIsGoneAtItsEnd() throws Exception {
        String test = "shop, \"live\"*?";
        var begun = new CountDownLatch(1);
        LoadTest plan = loadTest(test)
                .run(
                        scenario("work").exec("work", user -> {
                            begun.countDown();
                            user.pause(ofMillis(1));
                        }),
                        users(1).during(Duration.ofHours(1)));
        Run run = new PerfEngine().start(plan.plan(), QUIET);
        try {
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
            ObjectName bean = name(test, run);
            assertThat(server.getAttribute(bean, "Test")).isEqualTo(test);
            assertThat(server.getAttribute(bean, "Id")).isEqualTo(run.id());
            invoke(bean, "setUsers", 3);
            invoke(bean, "setUsers", "work", 2);
            invoke(bean, "pause");
            assertThat(server.getAttribute(bean, "State")).isEqualTo("PAUSED");
            invoke(bean, "resume");
            assertThat(server.getAttribute(bean, "State")).isEqualTo("RUNNING");
            invoke(bean, "mark", "deployed v2");
            assertThatThrownBy(() -> invoke(bean, "setRate", 5.0))
                    .isInstanceOf(RuntimeMBeanException.class)
                    .rootCause()
                    .hasMessage("setRate: the test has no open scenario; it has \"work\" (closed)");
            assertThatThrownBy(() -> invoke(bean, "explode"))
                    .rootCause()
                    .hasMessage("a run has no operation explode with 0 parameters");
            invoke(bean, "stop", "seen enough");
            RunResult result = checked(run.await());
            assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
            assertThat(result.reason()).isEqualTo("seen enough");
            assertThat(result.events())
                    .extracting(RunEvent::text)
                    .containsExactly(
                            "users of \"work\" set to 3",
                            "users of \"work\" set to 2",
                            "load paused",
                            "load resumed",
                            "deployed v2",
                            "stopped: seen enough");
            assertThat(server.isRegistered(bean)).isFalse();
        } finally {
            run.abort("the test is over");
        }
    }

    @Test
    void setsRatesAndTellsNumbersAtExactMoments() throws Exception {
        var clock = new SimulatedClock();
        List<Object> seen = new ArrayList<>();
        LoadTest test = loadTest("open")
                .run(
                        scenario("work").exec("work", user -> user.pause(ofMillis(10))),
                        arrivals(perSecond(10)).during(ofSeconds(20)));
        RunListener operator = new RunListener() {
            @Override
            public void onStart(Run run) {
                long start = clock.nanos();
                clock.startTimer("operator", () -> {
                    try {
                        ObjectName bean = name("open", run);
                        clock.sleepUntil(start + ofMillis(5_000).toNanos());
                        invoke(bean, "setRate", 20.0);
                        clock.sleepUntil(start + ofMillis(10_500).toNanos());
                        for (String attribute : List.of("State", "ElapsedSeconds", "Started", "OfferedPerSecond")) {
                            seen.add(server.getAttribute(bean, attribute));
                        }
                        invoke(bean, "setRate", "work", 1);
                    } catch (JMException | InterruptedException failed) {
                        seen.add(failed);
                    }
                });
            }
        };
        RunResult result =
                checked(LoadRun.start(test.plan(), QUIET.listener(operator).listener(new RunBean("open")), clock)
                        .await());
        assertThat(seen).containsExactly("RUNNING", 10.0, 150L, 20.0);
        assertThat(result.ledger().started()).isEqualTo(50 + 110 + 10);
        assertThat(result.events()).extracting(RunEvent::by).containsOnly("operator");
    }

    @Test
    void describesEverythingItOffers() throws Exception {
        var bean = new RunBean("described");
        LoadRun run = LoadRun.start(
                loadTest("described")
                        .run(
                                scenario("work").exec("work", user -> user.pause(ofMillis(1))),
                                users(1).during(ofSeconds(1)))
                        .plan(),
                QUIET.listener(bean),
                new SimulatedClock());
        run.await();
        for (var attribute : bean.getMBeanInfo().getAttributes()) {
            assertThat(bean.getAttribute(attribute.getName()))
                    .as(attribute.getName())
                    .isNotNull();
        }
        assertThat(bean.getAttributes(new String[] {"State", "Mood"})).containsExactly(new Attribute("State", "ENDED"));
        assertThat(server.queryNames(new ObjectName("dev.perf:type=Run,test=\"described\",*"), null))
                .isEqualTo(Set.of());
    }
}
