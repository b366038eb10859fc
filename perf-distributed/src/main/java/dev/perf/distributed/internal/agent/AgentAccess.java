package dev.perf.distributed.internal.agent;

import dev.perf.distributed.internal.security.FleetIdentity;
import dev.perf.distributed.internal.security.Gate;
import dev.perf.distributed.internal.security.Role;
import dev.perf.distributed.internal.security.SealCheck;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * Which fleet an agent belongs to, and whose orders it takes.
 *
 * @param cluster name of the cluster
 * @param gate how connections begin
 * @param joinSecret what members prove to know when they join
 * @param check makes what checks orders, for the id of the agent
 */
public record AgentAccess(String cluster, Gate gate, byte[] joinSecret, Function<String, SealCheck> check) {

    /** Name of a cluster without certificates. */
    public static final String INSECURE_CLUSTER = "perf";

    /**
     * Returns that of an agent with certificates.
     *
     * @throws dev.perf.fleet.FleetException if the folder has none for an agent
     */
    public static AgentAccess secured(Path folder) {
        FleetIdentity identity = FleetIdentity.load(folder, Role.AGENT);
        return new AgentAccess(
                identity.fleet(),
                Gate.secured(identity, false),
                identity.joinSecret(),
                id -> SealCheck.of(identity, id, InstantSource.system()));
    }

    /** Returns that of an agent without certificates, which takes orders of anybody on this machine. */
    public static AgentAccess insecure() {
        return new AgentAccess(
                INSECURE_CLUSTER, Gate.insecure(), new byte[0], id -> SealCheck.none(id, InstantSource.system()));
    }

    /**
     * Returns that of an agent that was started for one coordinator of this machine.
     *
     * @param publicKey key of the coordinator's seal
     */
    public static AgentAccess local(String cluster, byte[] joinSecret, byte[] publicKey) {
        return new AgentAccess(
                cluster, Gate.insecure(), joinSecret, id -> SealCheck.ofKey(publicKey, id, InstantSource.system()));
    }
}
