package dev.perf.distributed.internal.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.distributed.internal.message.Appointment;
import dev.perf.distributed.internal.message.Frame;
import dev.perf.distributed.internal.message.Message;
import dev.perf.distributed.internal.message.MessageCodec;
import dev.perf.distributed.internal.message.Orders;
import dev.perf.distributed.internal.transport.Member;
import dev.perf.distributed.internal.transport.Transport;
import dev.perf.distributed.internal.worker.WorkerOrder;
import dev.perf.engine.fleet.Share;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member of the cluster that is no coordinator, and says what coordinators say. */
class ForgedOrdersTest {

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Simulation simulation;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Transport forger;

    private final NotingWatcher watcher = new NotingWatcher();

    @BeforeEach
    void begin() {
        simulation = new Simulation(folder);
        forger = simulation.network.join("forger");
    }

    @AfterEach
    void end() {
        simulation.close();
    }

    /** Has the forger say something to all that join, before anybody else does. */
    private void greetWith(Message message) {
        forger.start(new Transport.Listener() {
            @Override
            public void received(Member from, byte[] bytes) {}

            @Override
            public void joined(Member member) {
                forge(member, Frame.of(message));
            }

            @Override
            public void left(Member member, String cause) {}
        });
    }

    private void forge(Member to, Frame frame) {
        forger.send(to, MessageCodec.encode(frame));
    }

    private static Message.Welcome welcome(String id, byte[] envelope) {
        return new Message.Welcome(id, 500_000_000, 4_000_000_000L, envelope);
    }

    @Test
    void whoHasNoSealIsNotTakenForTheCoordinator() {
        greetWith(welcome("forged", new Appointment(forger.self().id(), "forged").toBytes()));
        simulation.start("a");
        simulation.until(() -> joined() == 1);
        simulation.pass(Duration.ofSeconds(10));
        assertThat(joined()).isEqualTo(1);
    }

    @Test
    void theSealOfAnotherIsNoSeal() {
        byte[] real = new Appointment(simulation.transport.self().id(), "the one").toBytes();
        greetWith(welcome("the one", Simulation.sealed(real)));
        simulation.start("a");
        simulation.until(() -> joined() == 1);
        simulation.pass(Duration.ofSeconds(10));
        assertThat(joined()).isEqualTo(1);
    }

    @Test
    void ordersOfAnotherMemberAreNotCarriedOut() throws InterruptedException {
        FleetRun run = running();
        FakeWorker worker = simulation.agent("a").worker();
        List<WorkerOrder> before = List.copyOf(worker.orders);
        Share share = worker.share;
        Member agent = simulation.agent("a").member();
        List<Message> forged = List.of(
                new Message.ShareChange(0, List.of(5, 0), 0),
                new Message.SetUsers("buyers", 1_000, 0),
                new Message.BeginWorkload(1, 0),
                new Message.Pause(0),
                new Message.SetUp(),
                new Message.Stop("forged"),
                new Message.Abort("forged"),
                new Message.TearDown(),
                new Message.Release("forged"));
        forged.forEach(message -> forge(agent, new Frame(run.id(), 99, 0, message)));
        simulation.pass(Duration.ofSeconds(2));

        assertThat(worker.orders).isEqualTo(before);
        assertThat(worker.share).isEqualTo(share);
        assertThat(worker.isClosed).isFalse();
        assertThat(watcher.news).isEmpty();
    }

    @Test
    void aLeaseOfAnotherMemberPutsNothingOff() throws InterruptedException {
        running();
        FakeWorker worker = simulation.agent("a").worker();
        Member agent = simulation.agent("a").member();
        long cut = simulation.now();
        simulation.network.cut(simulation.transport.self(), agent);
        for (int i = 0; i < 20; i++) {
            forge(agent, Frame.of(new Message.Lease("the one", 1_000 + i, simulation.now(), 60_000_000_000L)));
            simulation.pass(Duration.ofMillis(500));
        }
        assertThat(Duration.ofNanos(worker.load.getLast() - cut)).isLessThan(Duration.ofMillis(3_001));
    }

    @Test
    void aRunOfAnotherMemberIsNotBegun() {
        simulation.start("a");
        simulation.until(() -> joined() == 1);
        var orders = new Orders(
                "run-2",
                "forged",
                List.of(simulation.agent("a").agent.id()),
                new byte[0],
                new byte[0],
                List.of(),
                Map.of());
        byte[] sealed = Simulation.sealed(orders.toBytes());
        forge(simulation.agent("a").member(), Frame.of("run-2", new Message.Prepare(sealed, 0, List.of(1))));
        simulation.pass(Duration.ofSeconds(5));
        assertThat(simulation.agent("a").workers).isEmpty();
    }

    private FleetRun running() throws InterruptedException {
        simulation.start("a");
        FleetRun run = simulation.coordinator.open(simulation.request(1));
        run.begin(watcher);
        simulation.until(() -> watcher.late.size() == 1);
        return run;
    }

    private int joined() {
        return simulation.agents(simulation.coordinator).size();
    }
}
