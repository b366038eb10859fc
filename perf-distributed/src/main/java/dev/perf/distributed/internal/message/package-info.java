/**
 * What coordinator and agents say to each other, and how it is written as bytes: an explicit schema, every size bounded,
 * nothing of Java's serialization. Knows neither who sends nor what is done about a message.
 */
@NullMarked
package dev.perf.distributed.internal.message;

import org.jspecify.annotations.NullMarked;
