package dev.perf.engine.internal.jmx;

import dev.perf.load.Rate;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.spi.Run;
import dev.perf.spi.RunListener;
import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.ReentrantLock;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanInfo;
import javax.management.MBeanRegistrationException;
import javax.management.MBeanServerFactory;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run under way as a bean of the platform's MBean server, named {@code dev.perf:type=Run,test="...",id=...}: there from
 * just before its load begins until it has ended; from its first interval on where nobody has used JMX in this JVM before,
 * for that takes longer to begin than the load. A dynamic bean, because a standard one has to be in an exported package.
 * Thread-safe.
 */
public final class RunBean implements DynamicMBean, RunListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunBean.class);

    private final String test;
    private final ReentrantLock lock = new ReentrantLock(); // guards name and closed
    private @Nullable ObjectName name;
    private boolean closed;
    private volatile boolean asked;
    private volatile @Nullable Run run;

    /** Creates the bean of a run of {@code test}. */
    public RunBean(String test) {
        this.test = test;
    }

    /** Tells whether runs are to have beans: they do, unless the system property {@code perf.jmx} is false. */
    public static boolean isWanted() {
        return !"false".equalsIgnoreCase(System.getProperty("perf.jmx"));
    }

    @Override
    public void onStart(Run started) {
        run = started;
        if (!MBeanServerFactory.findMBeanServer(null).isEmpty()) {
            register();
        }
    }

    @Override
    public void onSnapshot(Snapshot snapshot) {
        if (!asked) {
            Thread.ofPlatform().name("perf-jmx").daemon().start(this::register);
        }
    }

    /** Registers the bean of a run that has started, if it is not there. A run without a bean is better than none. */
    public void register() {
        asked = true;
        lock.lock();
        try {
            if (!closed && name == null) {
                ObjectName own = nameOf(test, run().id());
                ManagementFactory.getPlatformMBeanServer().registerMBean(this, own);
                name = own;
            }
        } catch (JMException | RuntimeException refused) {
            LOG.warn("run {} of \"{}\" cannot be seen by JMX", run().id(), test, refused);
        } finally {
            lock.unlock();
        }
    }

    static ObjectName nameOf(String test, String id) throws MalformedObjectNameException {
        return new ObjectName("dev.perf:type=Run,test=" + ObjectName.quote(test) + ",id=" + id);
    }

    @Override
    public void onEnd(RunResult result) {
        close();
    }

    /** Takes the bean away, if it is there. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            ObjectName own = name;
            name = null;
            if (own != null) {
                unregister(own);
            }
        } finally {
            lock.unlock();
        }
    }

    private static void unregister(ObjectName own) {
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(own);
        } catch (InstanceNotFoundException gone) {
            LOG.debug("somebody else has unregistered {}", own, gone);
        } catch (MBeanRegistrationException | RuntimeException refused) {
            LOG.warn("{} cannot be unregistered", own, refused);
        }
    }

    private Run run() {
        Run known = run;
        if (known == null) {
            throw new IllegalStateException("the run of \"" + test + "\" has not begun");
        }
        return known;
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        return RunBeanInfo.INFO;
    }

    @Override
    public Object getAttribute(String attribute) throws AttributeNotFoundException {
        Snapshot last = run().snapshot();
        return switch (attribute) {
            case "Test" -> test;
            case "Id" -> run().id();
            case "State" -> run().state().name();
            case "ElapsedSeconds" -> last == null ? 0.0 : last.elapsed().toNanos() / 1e9;
            case "PlannedSeconds" -> last == null ? 0.0 : last.planned().toNanos() / 1e9;
            case "Users" -> last == null ? 0 : last.interval().users();
            case "WantedUsers" -> last == null ? 0 : last.wantedUsers();
            case "OfferedPerSecond" -> last == null ? 0.0 : last.offeredPerSecond();
            case "Started" -> last == null ? 0L : last.ledger().started();
            case "Completed" -> last == null ? 0L : last.ledger().completed();
            case "Failed" -> last == null ? 0L : last.ledger().failed();
            case "Dropped" -> last == null ? 0L : last.ledger().dropped();
            case "RequestsPerSecond" ->
                last == null ? 0.0 : last.interval().perSecond(last.interval().requests());
            case "FailedRequestsPerSecond" ->
                last == null ? 0.0 : last.interval().perSecond(last.interval().failed());
            case "ResponseTimeP95Millis" ->
                last == null || last.interval().responseTime().isEmpty()
                        ? Double.NaN
                        : last.interval().responseTime().p95().toNanos() / 1e6;
            default -> throw new AttributeNotFoundException("a run has no attribute " + attribute);
        };
    }

    @Override
    public AttributeList getAttributes(String[] attributes) {
        var values = new AttributeList();
        for (String attribute : attributes) {
            try {
                values.add(new Attribute(attribute, getAttribute(attribute)));
            } catch (AttributeNotFoundException unknown) {
                // As the interface asks: whoever asked sees that it is missing.
                LOG.debug("JMX asked for what a run does not have", unknown);
            }
        }
        return values;
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException(
                attribute.getName() + " cannot be set; use the operations setRate and setUsers");
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public @Nullable Object invoke(String action, Object @Nullable [] parameters, String @Nullable [] signature)
            throws ReflectionException {
        Object[] given = parameters == null ? new Object[0] : parameters;
        switch (action + "/" + given.length) {
            case "pause/0" -> run().pause();
            case "resume/0" -> run().resume();
            case "mark/1" -> run().mark(text(given, 0));
            case "setRate/1" -> run().setRate(Rate.perSecond(number(given, 0)));
            case "setRate/2" -> run().setRate(text(given, 0), Rate.perSecond(number(given, 1)));
            case "setUsers/1" -> run().setUsers((int) number(given, 0));
            case "setUsers/2" -> run().setUsers(text(given, 0), (int) number(given, 1));
            case "stop/1" -> run().stop(text(given, 0));
            case "abort/1" -> run().abort(text(given, 0));
            default ->
                throw new ReflectionException(new NoSuchMethodException(
                        "a run has no operation " + action + " with " + given.length + " parameters"));
        }
        return null;
    }

    private static String text(Object[] parameters, int index) {
        if (parameters[index] instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("parameter " + (index + 1) + " must be a text, got " + parameters[index]);
    }

    private static double number(Object[] parameters, int index) {
        if (parameters[index] instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("parameter " + (index + 1) + " must be a number, got " + parameters[index]);
    }
}
