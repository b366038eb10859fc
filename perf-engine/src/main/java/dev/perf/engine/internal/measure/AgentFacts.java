package dev.perf.engine.internal.measure;

import dev.perf.result.AgentResult;
import java.time.Duration;

/**
 * What an agent is, and how it came into a run.
 *
 * @param name its name, unique in the run
 * @param machine where it is
 * @param share the part of the load that it has when it begins, from 0 to 1
 * @param joined time of the run at which it begins; zero for those that are there from the start
 * @param clock how well it keeps time with the others
 */
public record AgentFacts(
        String name, AgentResult.Machine machine, double share, Duration joined, AgentResult.Clock clock) {}
