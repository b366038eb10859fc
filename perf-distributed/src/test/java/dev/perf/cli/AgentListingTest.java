package dev.perf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.distributed.internal.coordinator.AgentStatus;
import dev.perf.distributed.internal.message.Load;
import dev.perf.distributed.internal.message.Node;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentListingTest {

    private static final AgentStatus BUSY = new AgentStatus(
            new Node(
                    "one",
                    "10.0.0.7:7800",
                    "0.1.0",
                    25,
                    "25+36",
                    "Linux amd64",
                    8,
                    16L << 30,
                    Map.of("zone", "a", "os", "linux"),
                    1000,
                    5),
            AgentStatus.State.BUSY,
            new Load(0.125, 3L << 30, 2),
            List.of("shop", "search"),
            Duration.ZERO);

    private static final AgentStatus UNKNOWN = new AgentStatus(
            new Node("two", "load2", "0.1.0", 21, "21.0.4", "Linux aarch64", 4, 8L << 30, Map.of(), 0, 1),
            AgentStatus.State.IDLE,
            Load.UNKNOWN,
            List.of(),
            Duration.ZERO);

    private static final AgentListing LISTING =
            new AgentListing(List.of(BUSY, UNKNOWN), Map.of("load3:7800", "nobody listens there"));

    @Test
    void hasALineForEachAgentAndForEachThatIsAbsent() {
        assertThat(LISTING.table()).isEqualToNormalizingNewlines("""
            NAME  ADDRESS        STATE  CPU   FREE     TESTS   CAPACITY  LABELS           PERF   JAVA  OS             CORES
            one   10.0.0.7:7800  busy   13 %  3072 MB  2 of 5  1000/s    os=linux,zone=a  0.1.0  25    Linux amd64    8
            two   load2          idle   -     -        0 of 1  -         -                0.1.0  21    Linux aarch64  4
            load3:7800 does not come: nobody listens there\
            """);
    }

    @Test
    void saysWhenNobodyIsThere() {
        assertThat(new AgentListing(List.of(), Map.of()).table()).isEqualTo("no agent is there");
    }

    @Test
    void hasNullInJsonForWhatIsUnknown() {
        assertThat(new AgentListing(List.of(UNKNOWN), Map.of("load3:7800", "nobody listens there")).json())
                .isEqualToNormalizingNewlines("""
                    {
                      "agents" : [ {
                        "name" : "two",
                        "address" : "load2",
                        "state" : "idle",
                        "cpu" : null,
                        "freeMemoryBytes" : null,
                        "runningTests" : 0,
                        "mostTests" : 1,
                        "capacityPerSecond" : null,
                        "labels" : { },
                        "perf" : "0.1.0",
                        "java" : 21,
                        "os" : "Linux aarch64",
                        "cores" : 4,
                        "memoryBytes" : 8589934592
                      } ],
                      "absent" : {
                        "load3:7800" : "nobody listens there"
                      }
                    }\
                    """);
    }
}
