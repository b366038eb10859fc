package dev.perf.engine.internal.template;

import dev.perf.scenario.Session;

/** A session that knows whose it is, so that templates with functions can be filled from it alone. */
public interface UserBound extends Session {

    /** Returns the user whose session it is. */
    TemplateUser owner();
}
