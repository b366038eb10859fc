package dev.perf.distributed.internal.message;

import dev.perf.distributed.internal.message.MessageData.Reader;
import dev.perf.distributed.internal.message.MessageData.Writer;
import java.util.List;
import java.util.Map;

/**
 * What an agent is to run. Whoever can have this done runs code on agents, so the coordinator signs it; that it names the
 * agents, whose ids are made anew with each process, keeps it from being of use a second time.
 *
 * @param run id of the run
 * @param test name of the test, for people
 * @param agentIds the agents that may do it
 * @param recipe how the worker makes the plan; the worker reads it
 * @param manifest the parts of the class path; the cache of the agent reads it
 * @param arguments arguments of the worker's JVM
 * @param environment variables of the worker's environment
 */
public record Orders(
        String run,
        String test,
        List<String> agentIds,
        byte[] recipe,
        byte[] manifest,
        List<String> arguments,
        Map<String, String> environment) {

    /** Copies the collections. */
    public Orders {
        agentIds = List.copyOf(agentIds);
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** Returns this as bytes. */
    public byte[] toBytes() {
        return new Writer()
                .putText(run)
                .putText(test)
                .putTexts(agentIds)
                .putBytes(recipe)
                .putBytes(manifest)
                .putTexts(arguments)
                .putTexts(environment)
                .toBytes();
    }

    /**
     * Reads {@link #toBytes}.
     *
     * @throws MalformedMessageException if the bytes are something else
     */
    public static Orders of(byte[] bytes) {
        var in = new Reader(bytes);
        return new Orders(
                in.getText(),
                in.getText(),
                in.getTexts(),
                in.getBytes(),
                in.getBytes(),
                in.getTexts(),
                in.getTextsByName());
    }
}
