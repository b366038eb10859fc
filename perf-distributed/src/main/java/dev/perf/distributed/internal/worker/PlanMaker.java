package dev.perf.distributed.internal.worker;

import dev.perf.LoadTest;
import dev.perf.engine.conduct.Fleets;
import dev.perf.plan.TestOrigin;
import dev.perf.plan.TestPlan;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a plan again by calling the method that made it. */
final class PlanMaker {

    private final ClassLoader classes;

    PlanMaker(ClassLoader classes) {
        this.classes = classes;
    }

    /** A plan cannot be made, or is another one; the message is for people. */
    static final class UnmadeException extends Exception {

        private static final long serialVersionUID = 1L;

        UnmadeException(String message) {
            super(message);
        }
    }

    /** Returns the plan. */
    TestPlan make(Recipe recipe) throws UnmadeException {
        TestPlan made = called(recipe.origin());
        TestPlan plan;
        try {
            plan = Fleets.plan(made, recipe.flags()).withSeed(recipe.seed());
        } catch (IllegalArgumentException refused) {
            throw new UnmadeException(
                    recipe.origin() + " makes a test that the flags do not fit: " + refused.getMessage());
        }
        compare(recipe, Fleets.outline(plan));
        return plan;
    }

    private TestPlan called(TestOrigin origin) throws UnmadeException {
        Method method = method(origin);
        try {
            Object made = method.invoke(null, origin.arguments().toArray());
            return switch (made) {
                case LoadTest test -> test.plan();
                case TestPlan plan -> plan;
                case null -> throw new UnmadeException(origin + " returned null; let it return the test");
                default ->
                    throw new UnmadeException(origin + " returned an object of "
                            + made.getClass().getName() + "; let it return a LoadTest");
            };
        } catch (InvocationTargetException thrown) {
            throw threw(origin, thrown.getCause());
        } catch (LinkageError broken) {
            throw threw(origin, broken);
        } catch (IllegalAccessException | IllegalArgumentException impossible) {
            throw new UnmadeException(origin + " cannot be called: " + impossible);
        }
    }

    private static UnmadeException threw(TestOrigin origin, @Nullable Throwable thrown) {
        return new UnmadeException(origin + ", which makes the test, threw " + trace(thrown)
                + "\nIt is called on each agent: it may use nothing that only the first process has.");
    }

    private Method method(TestOrigin origin) throws UnmadeException {
        try {
            Class<?> type = Class.forName(origin.className(), false, classes);
            Method method = Arrays.stream(type.getDeclaredMethods())
                    .filter(each -> each.getName().equals(origin.methodName())
                            && descriptor(each).equals(origin.descriptor()))
                    .findFirst()
                    .orElseThrow(() -> new UnmadeException("class " + origin.className() + " has no method "
                            + origin.methodName() + origin.descriptor()
                            + " here: its class file is not the one of the first process; build once, and give agents"
                            + " that build"));
            if (!Modifier.isStatic(method.getModifiers())) {
                throw new UnmadeException(origin + " is not static; make it static, or use LoadTest.madeBy");
            }
            method.setAccessible(true);
            return method;
        } catch (ClassNotFoundException missing) {
            throw new UnmadeException("there is no class " + origin.className()
                    + " on the class path that came with the run: it was made by a class loader of its own; put it"
                    + " on the class path of the process that starts the run");
        } catch (LinkageError broken) {
            throw new UnmadeException("class " + origin.className() + " cannot be loaded: " + trace(broken));
        }
    }

    private static String descriptor(Method method) {
        return MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                .toMethodDescriptorString();
    }

    private static void compare(Recipe recipe, String outline) throws UnmadeException {
        if (outline.equals(recipe.outline())) {
            return;
        }
        List<String> expected = recipe.outline().lines().toList();
        List<String> made = outline.lines().toList();
        int line = 0;
        while (line < Math.min(expected.size(), made.size())
                && expected.get(line).equals(made.get(line))) {
            line++;
        }
        throw new UnmadeException(
                recipe.origin() + " makes another test here than in the first process. Line " + (line + 1)
                        + " of what describes it\n  there: " + at(expected, line) + "\n  here:  " + at(made, line)
                        + "\n"
                        + "The method must make the same test wherever it is called: what is changed behind it belongs"
                        + " into it or into flags, and what it reads of its surroundings (variables, files, the clock)"
                        + " into arguments: LoadTest.madeBy(() -> ShopLoadTest.test(url)).");
    }

    private static String at(List<String> lines, int line) {
        return line < lines.size() ? lines.get(line).strip() : "(nothing more)";
    }

    /** Returns what was thrown, with its stack. */
    static String trace(@Nullable Throwable thrown) {
        var text = new StringWriter();
        if (thrown != null) {
            thrown.printStackTrace(new PrintWriter(text, true));
        }
        return text.toString().stripTrailing();
    }
}
