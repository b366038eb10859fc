package dev.perf.engine.internal.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files are as kernels write them; counts between two readings are exact. */
class SensorsTest {

    @TempDir
    Path root;

    private SystemFiles files;

    @BeforeEach
    void readFromTheFolder() {
        files = new SystemFiles(root);
    }

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static Reading read(Sensor sensor) {
        var reading = new Reading(0, 1);
        sensor.read(reading);
        return reading;
    }

    private void versionTwo(String path) throws IOException {
        file("sys/fs/cgroup/cgroup.controllers", "cpuset cpu io memory pids\n");
        file("proc/self/cgroup", "0::" + path + "\n");
    }

    @Test
    void readsTheQuotaOfVersionTwo() throws IOException {
        versionTwo("/");
        file("sys/fs/cgroup/cpu.max", "150000 100000\n");
        assertThat(new Cgroup(files).quota()).isEqualTo(1.5);
    }

    @Test
    void noQuotaIsInfinite() throws IOException {
        versionTwo("/user.slice/session-3.scope");
        file("sys/fs/cgroup/user.slice/cpu.max", "max 100000\n");
        assertThat(new Cgroup(files).quota()).isInfinite();
        assertThat(new Cgroup(new SystemFiles(root.resolve("nothing"))).quota()).isInfinite();
    }

    @Test
    void theStrictestQuotaOfTheGroupsAboveCounts() throws IOException {
        versionTwo("/kubepods/pod1/app");
        file("sys/fs/cgroup/kubepods/pod1/app/cpu.max", "400000 100000\n");
        file("sys/fs/cgroup/kubepods/pod1/cpu.max", "50000 100000\n");
        file("sys/fs/cgroup/kubepods/cpu.max", "max 100000\n");
        assertThat(new Cgroup(files).quota()).isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {"cpu cpu", "cpu,cpuacct cpu,cpuacct", "cpuacct,cpu cpu,cpuacct"})
    void readsTheQuotaOfVersionOne(String controllers, String mount) throws IOException {
        file("proc/self/cgroup", "9:name=systemd:/\n3:cpuset:/\n2:" + controllers + ":/docker/abc\n0::/\n");
        file("sys/fs/cgroup/" + mount + "/cpu.cfs_period_us", "100000\n");
        file("sys/fs/cgroup/" + mount + "/cpu.cfs_quota_us", "-1\n");
        assertThat(new Cgroup(files).quota()).isInfinite();
        file("sys/fs/cgroup/" + mount + "/docker/abc/cpu.cfs_period_us", "50000\n");
        file("sys/fs/cgroup/" + mount + "/docker/abc/cpu.cfs_quota_us", "10000\n");
        assertThat(new Cgroup(files).quota()).isEqualTo(0.2);
    }

    @Test
    void aContainerThatSeesItsOwnGroupAsTheRootHasItsQuota() throws IOException {
        file("proc/self/cgroup", "4:cpu,cpuacct:/docker/not-visible-inside\n");
        file("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n");
        file("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "200000\n");
        assertThat(new Cgroup(files).quota()).isEqualTo(2);
    }

    @Test
    void countsThePeriodsInWhichTheQuotaWasUsedUp() throws IOException {
        versionTwo("/app");
        file("sys/fs/cgroup/app/cpu.stat", stat(100, 30));
        var throttling = new Throttling(new Cgroup(files));
        read(throttling);
        file("sys/fs/cgroup/app/cpu.stat", stat(110, 34));
        assertThat(read(throttling).value(Vital.THROTTLED)).isEqualTo(0.4);
        assertThat(read(throttling).value(Vital.THROTTLED)).isZero();
    }

    private static String stat(int periods, int throttled) {
        return "usage_usec 5\nuser_usec 3\nsystem_usec 2\nnr_periods " + periods + "\nnr_throttled " + throttled
                + "\nthrottled_usec 77\n";
    }

    @Test
    void throttlingIsNotMeasuredWhereTheGroupDoesNotCount() throws IOException {
        versionTwo("/");
        file("sys/fs/cgroup/cpu.stat", "usage_usec 5\nuser_usec 3\nsystem_usec 2\n");
        assertThat(read(new Throttling(new Cgroup(files))).values()).isEmpty();
    }

    @Test
    void comparesProcessCpuWithWhatTheProcessMayUse() {
        var used = new AtomicLong(7_000_000_000L);
        var cpu = new ProcessCpu(used::get, () -> 0.5);
        read(cpu);
        used.addAndGet(450_000_000);
        Reading reading = read(cpu);
        assertThat(reading.value(Vital.PROCESS_CPU)).isCloseTo(0.9, within(1e-9));
        assertThat(reading.note(Vital.PROCESS_CPU)).isEqualTo("of 0.50 processors");
        used.set(-1);
        assertThat(read(cpu).values()).isEmpty();
    }

    @Test
    void readsHowBusyTheCoresAreThatTheProcessMayUse() throws IOException {
        file("proc/self/status", "Name:\tjava\nCpus_allowed:\t6\nCpus_allowed_list:\t1-2\nMems_allowed:\t1\n");
        file("proc/stat", "cpu  9 9 9 9 9 9 9 9 0 0\n" + core(0, 0, 0, 0) + core(1, 0, 0, 0) + core(2, 0, 0, 0));
        var machine = new MachineCpu(files);
        assertThat(read(machine).values()).isEmpty();
        file("proc/stat", "cpu  9 9 9 9 9 9 9 9 0 0\n" + core(0, 100, 0, 0) + core(1, 80, 10, 10) + core(2, 20, 80, 0));
        Reading reading = read(machine);
        assertThat(reading.value(Vital.MACHINE_CPU)).isEqualTo(0.5);
        assertThat(reading.value(Vital.BUSIEST_CORE)).isEqualTo(0.8);
        assertThat(reading.value(Vital.STEAL)).isEqualTo(0.05);
    }

    private static String core(int number, int user, int idle, int steal) {
        return "cpu" + number + " " + user + " 0 0 " + idle + " 0 0 0 " + steal + " 0 0\n";
    }

    @Test
    void comparesOpenFilesWithTheirLimit() {
        Reading reading = read(new OpenFiles(() -> 900, () -> 1000));
        assertThat(reading.value(Vital.OPEN_FILES)).isEqualTo(0.9);
        assertThat(reading.note(Vital.OPEN_FILES)).isEqualTo("of 1000");
        assertThat(read(new OpenFiles(() -> -1, () -> -1)).values()).isEmpty();
    }

    @Test
    void noDescriptorToCountDescriptorsWithMeansThatAllAreOpen() {
        var full = new OpenFiles(
                () -> {
                    throw new InternalError("errno: 24 error: Unable to open directory /proc/self/fd");
                },
                () -> 1000);
        assertThat(read(full).value(Vital.OPEN_FILES)).isEqualTo(1.0);
    }

    @Test
    void takesTheNumberOfSocketsForPortsWhileThatIsFarFromTheRange() throws IOException {
        file("proc/sys/net/ipv4/ip_local_port_range", "1000\t1999\n");
        file(
                "proc/net/sockstat",
                "sockets: used 9\nTCP: inuse 150 orphan 0 tw 200 alloc 3 mem 1\nUDP: inuse 7 mem 1\n");
        file("proc/net/sockstat6", "TCP6: inuse 50\nUDP6: inuse 7\n");
        assertThat(read(new LocalPorts(files)).value(Vital.LOCAL_PORTS)).isEqualTo(0.4);
    }

    @Test
    void countsPortsWhereTheyCouldRunOut() throws IOException {
        file("proc/sys/net/ipv4/ip_local_port_range", "1000\t1003\n");
        file("proc/net/sockstat", "TCP: inuse 5 orphan 0 tw 200 alloc 3 mem 1\n");
        // Ports 1000 twice, 1001 listening, 8080 out of the range, 1003 of version 6.
        file("proc/self/net/tcp", """
              sl  local_address rem_address   st tx_queue rx_queue
               0: 0100007F:03E8 0100007F:1F90 01 00000000:00000000 00:00000000 00000000 0
               1: 0100007F:03E8 0200007F:1F90 06 00000000:00000000 00:00000000 00000000 0
               2: 00000000:03E9 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0
               3: 0100007F:1F90 0100007F:03E8 01 00000000:00000000 00:00000000 00000000 0
            """);
        file(
                "proc/self/net/tcp6",
                "  sl  local_address remote_address\n"
                        + "   0: 00000000000000000000000001000000:03EB 00000000000000000000000001000000:1F90 01 0 0\n");
        var ports = new LocalPorts(files);
        Reading reading = read(ports);
        assertThat(reading.value(Vital.LOCAL_PORTS)).isEqualTo(0.5);
        assertThat(reading.note(Vital.LOCAL_PORTS)).isEqualTo("of 4");
        file("proc/self/net/tcp", "");
        for (int i = 0; i < 9; i++) {
            assertThat(read(ports).value(Vital.LOCAL_PORTS)).isEqualTo(0.5);
        }
        assertThat(read(ports).value(Vital.LOCAL_PORTS)).isEqualTo(0.25);
    }

    @Test
    void readsTheShareOfSegmentsSentAgain() throws IOException {
        file("proc/net/snmp", snmp(1000, 10));
        var retransmits = new Retransmits(files);
        assertThat(read(retransmits).values()).isEmpty();
        file("proc/net/snmp", snmp(1980, 30));
        assertThat(read(retransmits).value(Vital.RETRANSMITS)).isEqualTo(0.02);
        file("proc/net/snmp", snmp(1990, 40));
        assertThat(read(retransmits).value(Vital.RETRANSMITS)).isZero();
    }

    private static String snmp(int sent, int again) {
        return "Ip: Forwarding\nIp: 1\nTcp: RtoAlgorithm MaxConn InSegs OutSegs RetransSegs InErrs\nTcp: 1 -1 7 " + sent
                + " " + again + " 0\n";
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void readsThePortsOfThisMachine() {
        assertThat(read(new LocalPorts(SystemFiles.ofThisMachine())).value(Vital.LOCAL_PORTS))
                .isBetween(0.0, 1.0);
    }

    @Test
    void readsNothingWhereTheSystemTellsNothing() {
        for (Sensor sensor : new Sensor[] {
            new Throttling(new Cgroup(files)), new MachineCpu(files), new LocalPorts(files), new Retransmits(files)
        }) {
            read(sensor);
            assertThat(read(sensor).values()).as("%s", sensor).isEmpty();
        }
    }
}
