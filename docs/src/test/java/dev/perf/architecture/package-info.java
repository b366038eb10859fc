/** What holds for the code as a whole: who may know whom, and which jars users get. */
@NullMarked
package dev.perf.architecture;

import org.jspecify.annotations.NullMarked;
