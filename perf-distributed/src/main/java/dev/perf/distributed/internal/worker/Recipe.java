package dev.perf.distributed.internal.worker;

import dev.perf.engine.conduct.Fleets;
import dev.perf.engine.internal.wire.BadBytesException;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.fleet.FleetException;
import dev.perf.plan.TestOrigin;
import dev.perf.plan.TestPlan;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How to make a plan again: which method to call with what, and what was changed on top.
 *
 * @param origin the method
 * @param flags flags of a test's command line that change the plan, such as {@code --users 200}
 * @param seed what random choices follow from
 * @param properties system properties that the user has set, by name
 * @param outline what the plan must look like in the end, as {@link dev.perf.engine.conduct.Fleets#outline} says
 * @param judged tags that the run is judged by, which the plan of an agent need not know of, with their values
 */
public record Recipe(
        TestOrigin origin,
        List<String> flags,
        long seed,
        Map<String, String> properties,
        String outline,
        Map<String, Set<String>> judged) {

    /** Copies the collections. */
    public Recipe {
        flags = List.copyOf(flags);
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        judged = Collections.unmodifiableMap(new LinkedHashMap<>(judged));
    }

    /**
     * Returns how to make a plan again that was changed by flags on top of what its method makes.
     *
     * @param plan the plan with the flags on it
     * @param flags as they were given; those that do not change the plan mean nothing there
     * @throws FleetException if nobody knows which method makes it
     */
    public static Recipe of(TestPlan plan, List<String> flags) {
        TestOrigin origin = plan.origin();
        if (origin == null) {
            throw new FleetException("""
                test "%s" (%s) cannot run on a fleet: agents make it again by calling the method that makes it, and there \
                is none that they can call. Either make the test in a static method without parameters that returns \
                LoadTest:
                    static LoadTest test() { return loadTest("%s")...; }
                or say how it is made, with values only:
                    LoadTest.madeBy(() -> ShopLoadTest.test(url))\
                """.formatted(plan.name(), plan.location(), plan.name()));
        }
        return new Recipe(
                origin,
                flags,
                plan.seed(),
                UserProperties.ofThisProcess(),
                Fleets.outline(plan),
                Fleets.judgedTags(plan));
    }

    /** Returns the recipe as bytes; the arguments of the method are made of the types that {@link TestOrigin} allows. */
    public byte[] toBytes() {
        var out = new ByteOutput();
        out.text(origin.className());
        out.text(origin.methodName());
        out.text(origin.descriptor());
        Values.putAll(out, origin.arguments(), "an argument");
        out.list(flags, ByteOutput::text);
        out.signed(seed);
        out.texts(properties);
        out.text(outline);
        out.list(judged.entrySet(), (to, tag) -> {
            to.text(tag.getKey());
            to.list(tag.getValue(), ByteOutput::text);
        });
        return out.toBytes();
    }

    /**
     * Returns the recipe that {@link #toBytes} has made bytes of.
     *
     * @param classes where enums among the arguments are looked up
     * @throws BadBytesException if it has not
     */
    static Recipe of(byte[] bytes, ClassLoader classes) {
        var in = new ByteInput(bytes);
        try {
            var recipe = new Recipe(
                    origin(in, classes), in.list(ByteInput::text), in.signed(), in.texts(), in.text(), judged(in));
            if (!in.isAtEnd()) {
                throw new BadBytesException("there are bytes behind the recipe");
            }
            return recipe;
        } catch (IllegalArgumentException wrong) {
            throw new BadBytesException("no recipe: " + wrong.getMessage());
        }
    }

    @SuppressWarnings("NullAway") // arguments may be null, which it does not see in the class file of TestOrigin
    private static TestOrigin origin(ByteInput in, ClassLoader classes) {
        return new TestOrigin(in.text(), in.text(), in.text(), Values.takeAll(in, classes));
    }

    private static Map<String, Set<String>> judged(ByteInput in) {
        Map<String, Set<String>> judged = new LinkedHashMap<>();
        in.list(tag -> judged.put(tag.text(), Set.copyOf(tag.list(ByteInput::text))));
        return judged;
    }

    /** Shows no value of a property or argument, which may be secret. */
    @Override
    public String toString() {
        return "Recipe[" + origin + ", " + flags + "]";
    }
}
