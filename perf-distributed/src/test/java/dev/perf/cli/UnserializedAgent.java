package dev.perf.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** An agent that says whether its process reads serialised objects. */
final class UnserializedAgent {

    private UnserializedAgent() {}

    public static void main(String... arguments) throws Exception {
        Thread.ofPlatform().daemon().start(() -> PerfCommand.run(arguments));
        while (ObjectInputFilter.Config.getSerialFilter() == null) {
            LockSupport.parkNanos(1_000_000);
        }
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(new ArrayList<>(List.of("harmless")));
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            System.out.println("read " + in.readObject());
        } catch (InvalidClassException refused) {
            System.out.println("refused");
        }
        while (System.in.read() >= 0) {
            // the agent goes on until whoever started it says no more
        }
    }
}
