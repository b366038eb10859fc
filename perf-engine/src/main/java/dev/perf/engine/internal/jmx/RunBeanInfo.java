package dev.perf.engine.internal.jmx;

import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;

/** What a {@link RunBean} can tell and do, in words for those who look at it. */
final class RunBeanInfo {

    private static final MBeanParameterInfo SCENARIO =
            new MBeanParameterInfo("scenario", String.class.getName(), "name of the scenario");
    private static final MBeanParameterInfo RATE =
            new MBeanParameterInfo("perSecond", double.class.getName(), "iterations started per second");
    private static final MBeanParameterInfo USERS =
            new MBeanParameterInfo("users", int.class.getName(), "number of virtual users");
    private static final MBeanParameterInfo REASON =
            new MBeanParameterInfo("reason", String.class.getName(), "why, for the result");

    static final MBeanInfo INFO = new MBeanInfo(
            RunBean.class.getName(),
            "A run of a load test under way. Numbers are those of the last interval.",
            new MBeanAttributeInfo[] {
                attribute("Test", String.class, "name of the test"),
                attribute("Id", String.class, "name of the run and of its report's folder"),
                attribute("State", String.class, "STARTING, RUNNING, PAUSED, STOPPING or ENDED"),
                attribute("ElapsedSeconds", double.class, "time since the start of the run"),
                attribute("PlannedSeconds", double.class, "length of the load, pauses so far included"),
                attribute("Users", int.class, "virtual users alive"),
                attribute("WantedUsers", int.class, "users that the closed scenarios want"),
                attribute("OfferedPerSecond", double.class, "rate at which open scenarios want iterations to start"),
                attribute("Started", long.class, "iterations started so far"),
                attribute("Completed", long.class, "iterations completed so far"),
                attribute("Failed", long.class, "iterations failed so far"),
                attribute("Dropped", long.class, "iterations that were due and found no free user so far"),
                attribute("RequestsPerSecond", double.class, "requests ended per second"),
                attribute("FailedRequestsPerSecond", double.class, "requests failed per second"),
                attribute("ResponseTimeP95Millis", double.class, "95th percentile of the response time; NaN if none"),
            },
            null,
            new MBeanOperationInfo[] {
                operation("pause", "Begins no iteration any more and lets the profiles' time stand still."),
                operation("resume", "Goes on where the profiles were."),
                operation(
                        "mark",
                        "Gives this moment a name in the result.",
                        new MBeanParameterInfo("text", String.class.getName(), "the name, such as: deployed v2")),
                operation("setRate", "Sets the rate of the only open scenario until its planned end.", RATE),
                operation("setRate", "Sets the rate of an open scenario until its planned end.", SCENARIO, RATE),
                operation("setUsers", "Sets the users of the only closed scenario until its planned end.", USERS),
                operation("setUsers", "Sets the users of a closed scenario until its planned end.", SCENARIO, USERS),
                operation("stop", "Ends the run early; iterations under way may end.", REASON),
                operation("abort", "Ends the run now; iterations under way are interrupted.", REASON),
            },
            null);

    private RunBeanInfo() {}

    private static MBeanAttributeInfo attribute(String name, Class<?> type, String description) {
        return new MBeanAttributeInfo(name, type.getName(), description, true, false, false);
    }

    private static MBeanOperationInfo operation(String name, String description, MBeanParameterInfo... parameters) {
        return new MBeanOperationInfo(name, description, parameters, void.class.getName(), MBeanOperationInfo.ACTION);
    }
}
